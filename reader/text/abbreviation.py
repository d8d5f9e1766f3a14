"""Abbreviations and first words: the tables that tell a full stop from an abbreviation's point.

Words are lower case and without their last point. French first, then English.
"""

from __future__ import annotations

TITLES = frozenset(
    (
        "m mm mme mmes mlle mlles me mes mgr dr drs pr prs st ste sts prof mr mrs ms mx messrs gen gén col maj cdt cmdr "
        "lt sgt cpl capt brig sen sén rep gov hon rev rév pres min exc vve amb adm pte supt insp det fr"
    ).split()
)
"""With a capital letter, before a name; a sentence never ends there (`M. Roy`, but not `1 m. Il`)."""

NEVER = frozenset(
    (
        "mme mmes mlle mlles mgr dr mr mrs cf av apr env trad pp nº n° tél tel bd boul e.g i.e vs approx réf c.-à-d "
        "c.à.d n.b p.s p.ex n.d.l.r n.d.t"
    ).split()
)
"""A sentence never ends there, with or without capitals."""

MAYBE = frozenset("prof inc corp ltd llc jr sr co bros al ibid éd ed eds ex suiv sq no nos ste dept univ".split())
"""A sentence ends there only if a word that opens sentences follows."""

BEFORE_NUMBER = frozenset(
    (
        "h art p pp n no nos nº n° fig vol chap ch § al v t l r d alin par tit sect éd coll hab km "
        "janv févr fév avr juil sept oct nov déc jan feb mar apr jun jul aug sep dec okt dez jeu ven sam dim"
    ).split()
)
"""A number after them, Roman ones included, continues the sentence (`20 h. 30`, `art. L. 121`, `Feb. 3`)."""

MONTHS = frozenset("janv févr fév avr juil sept oct nov déc jan feb aug sep dec".split())
"""Before a bracket they belong to a dateline (`3 janv. (AFP)`)."""

GERMAN_MONTHS = "Januar|Jänner|Februar|Feber|März|Juni|Juli|Oktober|Dezember"
"""Months that no other language writes so, as alternatives of a pattern, with their capitals."""

SHARED_MONTHS = "Mai|April|August|September|November"
"""The other months in German. In French and English they open a sentence, or are written so, too."""

GERMAN_DATE = rf"(?:{GERMAN_MONTHS}|{SHARED_MONTHS})\b(?!\s+[^\W\d_a-zß-ÿ])"
"""What follows the day in a German date; a name does not (`3. Juli Zeh`)."""

LABELS = frozenset(
    (
        "plan option vitamine hépatite groupe lettre classe catégorie annexe point série ligue division zone bloc article "
        "type variante scénario question choix formule note programme lot tableau phase category class group appendix "
        "vitamin hepatitis letter exhibit league scenario choice table section part"
    ).split()
)
"""Words before a letter that counts or names something: that letter is not an initial (`le plan B. Les autres`)."""

BRANDS = frozenset("yahoo jeopardy wham".split())
"""Names that end in an exclamation mark."""

_OPENERS = (
    "il elle ils elles on nous vous je tu j c ce cet cette ces ceci cela ça celui celle ceux celles son sa ses leur leurs "
    "notre nos votre vos mon ma mes ton ta tes un une les aux au en l dans mais et or donc ainsi selon depuis pour après "
    "avant lors pendant malgré toutefois cependant pourtant enfin puis ensuite aussi alors quand comme car pourquoi "
    "comment quel quelle quels quelles qui que où avec sans sous sur dès chez par d tout tous toute toutes chaque "
    "plusieurs certains certaines aucun aucune quant ni voilà voici rien autre autres même "
    "it he she they we i you this that these those in but and however his her its our their my your there here when "
    "while after before with without under since because although if as at by for from to some many most all what who "
    "where why how yet then still meanwhile the a nor both each another no not"
)

OPENERS = frozenset(_OPENERS.split())
"""Words that open a sentence even after an initial, since none of them begins a surname (unlike `J. Le Goff`)."""

STRONG_OPENERS = OPENERS | frozenset("le la du de des à si so an on m mme mm".split())
"""Words that open a sentence after an acronym or an era (`aux É.-U. Le Sénat`, `en 52 av. J.-C. Il`)."""
