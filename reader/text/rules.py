"""The rules for lines of press articles, as data: one table for each question, each rule with a name and an example.

They recognise what a publisher's page leaves around an article that is saved as text: banners, calls to subscribe, photo
credits, carousel counters, section labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from reader.text.abbreviation import GERMAN_DATE


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, which ignores case and matches at the start, and a text that it should match.

    ``holds`` has words or signs in the form of `plain_words`; every match contains at least one of them. So a slow pattern
    is tried only on lines that have one.
    """

    name: str
    pattern: str
    example: str
    holds: frozenset[str] = frozenset()


def plain_words(words: str) -> str:
    """Return ``words`` with one form for all letters that are equal to a pattern that ignores case."""
    return words.upper().lower().replace("i\u0307", "i")  # the lower case of İ


class Table(tuple[Rule, ...]):
    """The rules for one question; one match is enough."""

    @cached_property
    def _always(self) -> re.Pattern[str]:
        """The rules that are tried on every line."""
        patterns = [f"(?:{rule.pattern})" for rule in self if not rule.holds]
        return re.compile(f"(?i)(?:{'|'.join(patterns)})" if patterns else "(?!)")

    @cached_property
    def _seldom(self) -> list[tuple[frozenset[str], bool, re.Pattern[str]]]:
        """The other rules: their words or signs, whether these have letters, and their patterns."""
        return [
            (rule.holds, any(sign.islower() for sign in rule.holds), re.compile(f"(?i){rule.pattern}"))
            for rule in self
            if rule.holds
        ]

    def matches(self, words: str) -> bool:
        """Whether a rule matches at the start of ``words``."""
        if self._always.match(words):
            return True
        for holds, has_letters, pattern in self._seldom:
            where = plain_words(words) if has_letters else words
            if any(map(where.__contains__, holds)) and pattern.match(words):
                return True
        return False


BANNER = Table(
    (
        Rule(
            "liveblog over",
            r"(?:the |this )?live ?-?(?:blog|page|coverage) (?:has|is) ",
            "This live page is now closed.",
        ),
        Rule(
            "no updates", r"(?:no|aucune?) (?:new )?(?:live ?blog updates?|updates|mise à jour)", "Aucune mise à jour."
        ),
        Rule(
            "live over",
            r"(?:ce |le |notre )?(?:live|direct|fil (?:info|d['’]actu\w*))\b.{0,30}\b(?:terminé|clos|fini|fermé)",
            "Ce direct est désormais terminé.",
        ),
        Rule(
            "thanks",
            r"(?:merci (?:à tous )?d['’]avoir suivi|thanks? (?:you )?for (?:following|reading))",
            "Merci d’avoir suivi.",
        ),
        Rule("loading", r"(?:chargement|loading)\b.{0,30}$", "Chargement en cours..."),
        Rule("skip link", r"(?:aller au contenu|skip to)\b.{0,30}$", "Aller au contenu principal"),
        Rule("cookies", r"(?:nous utilisons des|we use|ce site utilise des|this site uses) cookies", "We use cookies."),
    )
)
"""A sentence of the page before the article, possibly on the same line."""

CALL = Table(
    (
        Rule("subscribe", r"(?:r?abonnez|inscrivez|désabonnez|connectez)[- ]vous\b", "Abonnez-vous à la lettre."),
        Rule("subscribe (en)", r"(?:sign up|subscribe) (?:to|for|now|here|today)\b", "Sign up for our newsletter."),
        Rule("newsletter", r"(?:recevez|retrouvez|get) .{0,60}\bnewsletter", "Recevez chaque soir notre newsletter."),
        Rule("follow", r"suivez[- ](?:nous|notre|toute l['’](?:actu|info))", "Suivez-nous sur les réseaux."),
        Rule("follow (en)", r"(?:follow|join) us\b", "Follow us on social media."),
        Rule("join", r"rejoignez[- ](?:nous|notre)\b", "Rejoignez-nous sur la chaîne."),
        Rule("comments", r"(?:\d+ )?(?:commentaires?|comments?|réactions?)\s*(?:\(\d*\)\s*)?$", "3 commentaires"),
        Rule("leave a comment", r"(?:laisse[rz] un commentaire|leave a (?:comment|reply))", "Laisser un commentaire"),
        Rule("form", r"(?:veuillez laisser ce champ|leave this field) ", "Leave this field empty."),
        Rule("copyright", r"(?:\[cc\]|\(c\) ?\d|copyright\b|© ?\d{4})", "© 2025 Le Port"),
        Rule("all rights", r"(?:tous droits réservés|all rights reserved)", "Tous droits réservés."),
        Rule("support", r"(?:soutenez|support) (?:nous|notre|our) ", "Support our work."),
    )
)
"""From such a sentence on, the rest of the line belongs to the page."""

CALL_HOLDS = frozenset(
    (
        "abonnez", "inscrivez", "connectez", "sign up", "subscribe", "newsletter", "suivez", "follow us", "join us",
        "rejoignez", "comment", "réaction", "laisse", "leave ", "[cc]", "(c)", "copyright", "©", "droits réservés",
        "rights reserved", "soutenez", "support ",
    )
)  # fmt: skip
"""Words and signs in the form of `plain_words`; every match of `CALL` contains at least one of them."""

BOILERPLATE = Table(
    (
        *BANNER,
        *CALL,
        Rule(
            "contents",
            r"(?:table of contents|table des matières|(?:au )?sommaire|contents|dans cet article|in this article|toggle)"
            r"\s*(?:[\[(].{0,20}[\])])?\s*:?$",
            "Sommaire [masquer]",
        ),
        Rule("support us", r"(?:soutenez|désabonnez|suivez)[- ]nous\b", "Soutenez-nous !"),
        Rule(
            "read also",
            r"(?:[→►▶»]\s*)?(?:à )?(?:re)?lire (?:aussi|également|plus)\b.{0,200}$",
            "À lire aussi : le port",
        ),
        Rule("see also", r"(?:à )?(?:voir|écouter) (?:aussi|également)\b.{0,200}$", "Voir aussi : la grue"),
        Rule(
            "read also (en)",
            r"(?:[→►▶]\s*)?(?:read|see|related|you may) (?:more|also|articles?|like)\b.{0,200}$",
            "Read more",
        ),
        Rule(
            "on the topic",
            r"(?:sur le même (?:sujet|thème)|articles? (?:liés?|similaires?|connexes?))\b.{0,60}$",
            "Articles liés",
        ),
        Rule(
            "share",
            r"(?:partage[rz]|share)(?: (?:cet? article|this article|this|sur|on|via)\b.{0,60})?$",
            "Partager sur",
        ),
        Rule(
            "advertisement",
            r"(?:publicité|advertisement|annonce|sponsored content|contenu sponsorisé)\s*$",
            "Publicité",
        ),
        Rule(
            "corrected by",
            r"(?:article|texte) (?:relu|corrigé|traduit|généré|rédigé)\b.{0,200}$",
            "Texte relu par nos soins",
        ),
        Rule("click", r"(?:cliquez|click) (?:ici|here|sur)\b", "Cliquez ici."),
        Rule(
            "reading time",
            r"(?:temps de lecture|reading time)\b.{0,30}$|\d+ min(?:utes?)? (?:de lecture|read)\s*$",
            "3 min read",
        ),
        Rule(
            "published",
            r"(?:publié|posté|mis à jour|modifié|published|updated|posted)\s+(?:le|à|on|at|il)\b.{0,90}$",
            "Publié le 3",
        ),
        Rule(
            "tags",
            r"(?:tags?|mots[- ]clés|étiquettes|keywords|filed under|catégories?)\s*:.{0,200}$",
            "Tags : port, grue",
        ),
        Rule("counter", r"(?:(?:photo|image|diapo\w*|slide)s?\s*)?\d{1,3}\s*(?:/|sur|of|de)\s*\d{1,3}\s*$", "1 / 2"),
        Rule(
            "navigation",
            r"(?:article )?(?:précédent|suivant|previous|next)(?: (?:article|post))?\s*$",
            "Article suivant",
        ),
        Rule(
            "menu", r"(?:menu|accueil|home|rechercher|search|imprimer|print|copier le lien|copy link)\s*$", "Imprimer"
        ),
        Rule("empty bullet", r"[•◦▪‣*·–—-]\s*$", "•"),
        Rule("rule", r"(?:[-_*=~·•]\s*){3,}$", "* * *"),
    )
)
"""A line that belongs to the page as a whole."""

LONGEST_BOILERPLATE = 320
"""Code points above which a line is never boilerplate as a whole."""

_DATE = (
    r"(?:\w+\s+)?(?:\d{1,2}(?:er)?\s+\w+\.?\s+\d{4}|\w+\.?\s+\d{1,2},?\s+\d{4}|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'.-]*)"

TOP = Table(
    (
        Rule(
            "byline",
            rf"(?:par|by|de notre correspondante?)\s+{_NAME}"
            rf"(?:\s+(?:{_NAME}|et|and|avec|de|du|d['’]\w+|&))*"
            rf"(?:\s*[,|–•-].{{0,80}}|\s+(?:publié\s+|published\s+|updated\s+)?(?:le\s+|on\s+)?(?:{_DATE}.{{0,20}}"
            r"|\d{1,2}(?:er)?(?:\s\w+)?))?\s*$",
            "Par Anne Le Roy",
        ),
        Rule(
            "date",
            rf"(?:le\s+)?{_DATE}(?:\s*(?:[,|–•-]|à|at)?\s*\d{{1,2}}\s?[:h]\s?\d{{0,2}}.{{0,20}})?\s*$",
            "3 mars 2025 à 12h30",
        ),
    )
)
"""A line above the first words of the article."""

SECTION = Table(
    (
        Rule(
            "section",
            r"(?:(?:actualités?|internationale?s?|politiques?|monde|économie|société|culture|opinions?|europe|amériques?|états-unis|"
            r"accueil|à la une|une|france|afrique|asie|diplomatie|défense|géopolitique|sécurité|immigration|sciences?|"
            r"technologies?|sports?|news|world|politics|business|economy|opinion|analys[ei]s?|featured?|home|u\.?s\.?|"
            r"santé|environnement|justice|enquêtes?|débats?|tribunes?|éditos?|infos?|étrangère?s?)"
            r"(?:\s*[/|>›»·•,&-]\s*|\s*))+\Z",
            "Monde / Europe",
        ),
    )
)
"""Labels of sections, run together or not, above the title."""

RUN_TOGETHER = re.compile(r"(?=\S*[a-zà-ÿ][A-ZÀ-Þ])[^\s.!?,;:]+(?: [^\s.!?,;:]+)?")
"""Two labels without a space between (`SportsMonde`)."""

PITCH = Table(
    (
        Rule(
            "contact",
            r".*\b(?:contactez|écrivez|rejoignez|suivez|soutenez)[- ](?:nous|moi)\b",
            "Contactez-nous.",
            holds=frozenset(("contactez", "écrivez", "rejoignez", "suivez", "soutenez")),
        ),
        Rule(
            "contact (en)",
            r".*\b(?:contact|email|follow|support) (?:us|me|our|the author)\b",
            "Please contact us.",
            holds=frozenset(("contact", "email", "follow", "support")),
        ),
        Rule(
            "sponsoring",
            r".*\b(?:sponsoring|sponsorship|sponsorisés?|annonceurs?|partenariats? (?:commercia|publicita))",
            "Options de sponsoring",
            holds=frozenset(("sponsor", "annonceur", "partenariat")),
        ),
        Rule("write to", r".*[\w.+-]+@[\w-]+\.\w", "Une idée ? Écrire à port@exemple.org", holds=frozenset("@")),
        Rule(
            "donation",
            r".*\b(?:faire un don|faites un don|make a donation)\b",
            "Vous pouvez faire un don.",
            holds=frozenset(("un don", "a donation")),
        ),
        Rule(
            "our newsletter",
            r".*\b(?:notre|our) (?:newsletter|lettre d['’]information)\b",
            "Lisez notre newsletter",
            holds=frozenset(("newsletter", "lettre d")),
        ),
        Rule(
            "free to copy",
            r".*\blibres? de (?:copie|reproduction|diffusion)\b",
            "Dépêches libres de copie",
            holds=frozenset(("libre",)),
        ),
        Rule(
            "author's note",
            r"(?:passionnée?|curieu(?:x|se)|rédact(?:eur|rice)|journaliste|auteure?|autrice|férue?|diplômée?|spécialiste|amoureu(?:x|se))"
            r"\b.*(?:\bj['’]|\bje |\bmes |\bmon |\bma )",
            "Journaliste de formation, je suis les ports.",
        ),
        Rule(
            "author's note (en)",
            r"(?:.{3,40} is an? (?:\w+ ){0,3}(?:reporter|journalist|writer|correspondent|editor|freelancer)\b)",
            "Jane Doe is a freelance journalist.",
            holds=frozenset((" is a",)),
        ),
    )
)
"""In the last lines only: an author or a site advertises itself."""

_AGENCY = (
    r"(?-i:AFP|REUTERS|Reuters|AP|EPA|Getty(?: Images)?|Sipa|SIPA|Abaca|MAXPPP|Agence France-Presse|Associated Press)"
)

CREDIT = Table(
    (
        Rule(
            "credit in capitals",
            r"(?-i:(?:PHOTOS?|IMAGES?|ILLUSTRATION|ARCHIVES|CAPTURE|VIDÉO|INFOGRAPHIE|PHOTOMONTAGE|DESSIN|CARTE)\s(?!.*[a-zà-öø-ÿ]).{2,120}$)",
            "PHOTO ANNE ROY, LE PORT",
        ),
        Rule(
            "credit",
            r"(?:crédits?|credits?|copyright|source)\s*(?:photos?|images?|visuel)\b.{0,120}$",
            "Crédit photo : DR",
        ),
        Rule(
            "photo of",
            r"(?:photos?|images?|illustration|légende|caption|infographie|visuel|crédits?|credit)\s*(?:d['’]illustration\s*)?[:–—-]\s*\S.{0,300}$",
            "Photo : Anne Roy",
        ),
        Rule(
            "photo by",
            rf"\(?photos? (?:by|de|d['’]|par)?\s*{_NAME}\s+{_NAME}[^.!?]{{0,80}}$",
            "Photo by Jane Doe, Port News",
        ),
        Rule("agency", rf"©\s*\S.{{0,100}}$|\(?{_AGENCY} (?:photo|image)?\s*/.{{0,80}}$", "© Anne Roy / Le Port"),
        Rule(
            "agency behind",
            rf".{{0,250}}(?:©|/|\((?:photo|image)s? (?:by|:))[^.!?]{{0,40}}\b{_AGENCY}\)?\.?\s*$",
            "Une grue, mardi. Jo Roy/AFP",
            holds=frozenset("©/("),
        ),
        Rule(
            "file photo",
            r"(?:file|fichier|archives?)\s*[-–—:]\s*.{0,400}\b(?:photo|file|archives)\b",
            "FILE - A crane (file photo)",
        ),
        Rule("markdown image", r"!\[[^\]]*\]\([^)]*\)\s*$", "![Une grue](grue.jpg)"),
    )
)
"""The credit or caption of a photo."""

CREDIT_IN_CAPITALS = Table(CREDIT[:1])
"""A credit with the caption of the photo next to it."""

BULLET = re.compile(rf"[•◦▪‣*·–—-]\s+(?=\S)|\d{{1,2}}[.)]\s+(?=\S)(?!{GERMAN_DATE})")
NUMBER = re.compile(rf"\d{{1,2}}[.)]\s(?!\s*{GERMAN_DATE})")
INLINE_BULLETS = "*•▪"
OPENS_BULLETS = ':.;!?…»”"'
"""What an asterisk follows that begins a list in a line; others multiply, or stand between words (``a * b * c``)."""
INLINE_BULLET = re.compile(rf"(?<![^\s:])[{INLINE_BULLETS}]\s+(?=\S)")

_ROLE = (
    r"(?:(?:ancien(?:ne)?|ex|vice|haute?|premi[eè]re?|chef(?:fe)?|former|prime|deputy|senior|chief|foreign|co)[ -])*"
    r"(?:ministre|secrétaire|présidente?|chef(?:fe)?|direct(?:eur|rice)|porte-parole|maire|députée?|sénat(?:eur|rice)|"
    r"professeure?|cherch(?:eur|euse)|analyste|experte?|ambassad(?:eur|rice)|générale?|gouverneure?|juge|avocate?|"
    r"écrivaine?|historien(?:ne)?|économiste|responsable|conseill(?:er|ère)|fondat(?:eur|rice)|diplomate|commissaire|"
    r"minister|secretary|president|spokes\w+|mayor|senator|representative|professor|researcher|analyst|expert|"
    r"ambassador|general|governor|judge|lawyer|author|historian|economist|director|officer|adviser|founder)\b"
)
ATTRIBUTION = Table(
    (
        Rule(
            "name behind a dash",
            r"(?-i:[—–-]\s*[A-ZÉÈÀÇ][\w’'.-]+(?:\s+[A-ZÉÈÀÇ][\w’'.-]+){0,3}(?:,[^.!?]{3,110})?$)",
            "— Anne Roy",
        ),
        Rule(
            "name and office",
            r"(?-i:(?:[A-ZÉÈÀÇ][\w’'.-]+\s+){1,3}(?:(?:de|du|van|von|le|la)\s+)?[A-ZÉÈÀÇ]?[\w’'-]*,\s+"
            rf"{_ROLE}[^.!?]{{0,110}}$)",
            "Anne Roy, ministre du Port",
            holds=frozenset(","),
        ),
    )
)
"""`Forename Name, office` below a short paragraph: the signature of a pull quote."""

END = '.!?…:;,»”"。！？։።'
"""The end of a line of prose; a bare heading ends differently."""

HEADING_LIMIT = 110
"""The most code points of a bare line that is a heading."""

TITLE_LINE_LIMIT = 180
"""The same for the first line, which may be a longer title."""
