"""A word that is broken at a line's end is one word, spelt as the article spells it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.document import Document
from reader.text.finding import find_folded, searchable
from reader.text.fold import fold_key
from reader.text.hyphenation import BREAK, FILLER, keeps_hyphen, marked, mended, mended_in_place
from reader.text.same_words import same_words
from reader.text.segment import count_words, words
from reader.text.span import Span

JOINED = (
    "souve|raineté pro|duit bon|heur hô|pital na|tion fran|çaise gou|vernement ci|té mai|son beau|coup au|teur fa|ble ta|ble "
    "nou|velle ge|nous va|leur don|nées mi|nistre ex|pliquer ex|emple souscrip|tion por|te contre|dire his|toire voi|là mer|ci "
    "self|ish nouveau|té porte|rait toute|fois porte|feuille sous|crire extrême|ment aujour|d’hui main-d’œu|vre "
    "gov|ernment wom|en un|til evi|dence be|half lit|tle quick|ly sel|fish Bun|desrat Euro|pa SOUVE|RAINETÉ"
)
HYPHENATED = (
    "vis|à-vis c’est|à-dire arc|en-ciel sous|traitant allez-vous|en "
    "porte|avions sous|marin vice|président non|seulement demi|heure porte-pa|role-là a-t|il dit|il peut|on est|ce suis|je "
    "celui|ci ceux|là lui|même eux|mêmes peut|être là|bas au|dessus ci|dessous allons|nous allez|y donnez|leur dis|moi "
    "c’est-à|dire Jean|Paul États|Unis Saint-Jean|Baptiste Covid|19 1914|1918 self|made well|known ex|ministre quatre|vingts "
    "centre|ville centres|villes état|major États|majors couvre|feu mot|clé mots|clés compte|rendu belle|sœur contre|attaque "
    "social|démocrates sociaux|démocrates libre|échange procès|verbaux mi|temps pro|russe left|wing decision|makers "
    "vingt|deux twenty|one franco|allemand nord|est grand|père arrière|pays week|end e|mail X|Ray"
)


@pytest.mark.parametrize("word", JOINED.split())
def test_a_word_loses_the_hyphen_that_its_line_end_asked_for(word: str) -> None:
    assert mended(word.replace("|", "-\n")) == word.replace("|", "")


@pytest.mark.parametrize("word", [word for word in HYPHENATED.split() if word != "porte-pa|role-là"])
def test_a_compound_keeps_its_hyphen(word: str) -> None:
    assert mended(word.replace("|", "-\n")) == word.replace("|", "-")


@pytest.mark.parametrize("mark", ["\u00ad", "¬", "\u1806"])
def test_a_soft_hyphen_at_a_line_end_never_stays(mark: str) -> None:
    assert mended(f"porte{mark}\navions") == "porteavions"


def test_how_the_article_spells_the_word_elsewhere_decides() -> None:
    assert mended("un porte-\nmonnaie", "le portemonnaie, les portemonnaies") == "un portemonnaie"
    assert mended("un rendez-\nvous", "deux rendez-vous") == "un rendez-vous"
    assert mended("la co-\nopération", "Co-opération et co-\nopération") == "la co-opération"
    assert mended("un ex-\nsoldat", "Un soldat. Un ex-\nsoldat.") == "un ex-soldat"
    assert mended("il ex-\nplique", "Il ex-\nplique.") == "il explique"


def test_two_long_words_of_the_article_make_a_compound_unless_it_has_them_as_one() -> None:
    article = "Le parti ouvrier et un groupe. The price of determining factors, super, le marché."
    assert mended("un parti-\ngroupe", article) == "un parti-groupe"
    assert mended("on the price-\ndetermining factors", article) == "on the price-determining factors"
    assert mended("un super-\nmarché", article) == "un supermarché"
    assert mended("un parti-\ngroupe", f"{article} Des partigroupes.") == "un partigroupe"
    for only in ("Le parti.", "Un groupe.", "Le parti-\ngroupe.", "partis groupés", ""):
        assert mended("un parti-\ngroupe", only) == "un partigroupe"


@pytest.mark.parametrize(
    "text",
    ["moyen-\net long terme", "pre- and\npost-war", "vor-\noder nachher", "oui —\nnon", "fin-\n\ndébut", "10 -\n5", "- un\n- deux", "a -\nb"],
)  # fmt: skip
def test_what_is_no_broken_word_stays(text: str) -> None:
    assert mended(text) == mended_in_place(text) == marked(text) == text


PIECES = st.lists(st.sampled_from(["le ", "souve", "-\n", "- \n > ", "\u00ad\n", "\n", "Port", "19", "-", " ", "et ", ">", "\u200b", "\u0301"])).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "text", ["souve{0}-\nraineté", "souve-{0}\nraineté", "souve-\n{0}raineté", "souve-{0} \n{0} > {0}raineté"]
)
@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060\ufeff", "\u200e"])
def test_what_leaves_no_trace_hides_no_break(text: str, hidden: str) -> None:
    text = text.format(hidden)
    assert [span.of(text) for span in find_folded(searchable(text), "souveraineté")] == [text]
    assert count_words(text, Span(0, len(text))) == 1
    assert fold_key(mended(text)) == "souverainete"


@pytest.mark.parametrize(
    ("text", "word"), [("le x\u0302-\nport", "x\u0302port"), ("שָׁ-\nלוֹם", "שלום"), ("सरका-\nरी", "सरकारी")]
)
def test_a_letter_before_a_break_may_have_marks(text: str, word: str) -> None:
    assert len(list(find_folded(searchable(text), word))) == 1


def test_two_soft_hyphens_are_one_break() -> None:
    assert mended("souve\u00ad\u00ad\nraineté") == "souveraineté"
    assert mended("souve\u00ad-\u00ad\nraineté").replace("\u00ad", "") == "souveraineté"


@given(PIECES)
def test_offsets_hold_where_they_must(text: str) -> None:
    assert len(marked(text)) == len(mended_in_place(text)) == len(text)
    assert all(one == other or other in (BREAK, FILLER) for one, other in zip(text, marked(text), strict=True))
    assert mended_in_place(text).replace(FILLER, "") == mended(text).replace(FILLER, "")
    assert same_words(text, mended(text))


@given(PIECES)
def test_a_broken_word_is_counted_once(text: str) -> None:
    assert count_words(text, Span(0, len(text))) == len(list(words(text, Span(0, len(text)))))


@pytest.mark.parametrize("line_end", ["-\n", "\u2010\n", "\u00ad\n", "- \n> "])
def test_motion_takes_a_broken_word_for_one(line_end: str) -> None:
    text = f"La souve{line_end}raineté du port."
    word = Span(3, 15 + len(line_end))
    document = Document.read(text)
    assert document.word_after(0) == word and document.word_at(5) == word and document.word_at(word.end - 1) == word
    assert document.word_before(word.end + 1) == word
    assert count_words(text, Span(0, len(text))) == 4


def test_the_parts_in_which_words_are_counted_break_no_word() -> None:
    text = "souve-\n> raineté " * 20_000
    assert count_words(text, Span(0, len(text))) == 20_000


def test_keeping_a_hyphen_is_decided_without_an_article_too() -> None:
    assert keeps_hyphen("porte", "avions")
    assert not keeps_hyphen("souve", "raineté")


@pytest.mark.parametrize(
    ("one", "other"), [("1914-\n1918", "1914-1918"), ("Covid-\n19", "Covid-19"), ("كـتاب", "كتاب")]
)
def test_the_same_words_in_another_column(one: str, other: str) -> None:
    assert same_words(one, other) and same_words(other, one)


def test_years_at_a_line_end_are_not_one_number() -> None:
    assert not same_words("1914-\n1918", "19141918")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("sou\u00adve\u00adraineté", 1),
        ("می\u200cخواهم", 1),
        ("סֵפֶר טוֹב", 2),
        ("คำที่ สอง", 2),
        ("नमस्ते दुनिया", 2),
        ("e\u0301te\u0301 chaud", 2),
        ("col·lecció étudiant·e·s", 2),
        ("葛\U000e0100城", 2),
        ("l’\u200beau", 2),
        ("\u200b \u0301 \ufe0f", 0),
    ],
)
def test_what_belongs_to_a_letter_parts_no_word(text: str, count: int) -> None:
    assert count_words(text, Span(0, len(text))) == len(list(words(text, Span(0, len(text))))) == count


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(["le", "port-franc", "l’eau", "漢", "סֵפֶר", "été", "l"]), min_size=1).map(" ".join),
    st.data(),
)
def test_one_ignorable_character_more_parts_no_word(text: str, data: st.DataObject) -> None:
    ignorable = data.draw(st.sampled_from("\u00ad\u034f\u061c\u200b\u200d\u2060\ufe0f\ufeff\u3164\U000e0041\U000e0100"))
    at = data.draw(st.integers(0, len(text)))
    longer = text[:at] + ignorable + text[at:]
    found = [word.of(text) for word in words(text, Span(0, len(text)))]
    assert count_words(longer, Span(0, len(longer))) == len(found)
