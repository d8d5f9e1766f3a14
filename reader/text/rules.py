"""What a line of a press article is, as data: one table a question, each rule with a name and an example.

The tables hold what publishers' pages leave around an article when it is saved as text: banners, calls to
subscribe, photo credits, carousel counters, section labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern (letter case ignored, matched at the start) and a text that it is meant for.

    ``opens`` has what a match can begin with, as `plain_letter` gives it; ``holds`` has signs of which one at least stands
    in whatever it matches. Empty: anything.
    """

    name: str
    pattern: str
    example: str
    opens: str = ""
    holds: frozenset[str] = frozenset()


def plain_letter(letter: str) -> str:
    """Return the letter that stands for all that a pattern takes for it where letter case is ignored; 0 for digits."""
    return "0" if letter.isdecimal() else letter.upper().lower()[:1]


class Table(tuple[Rule, ...]):
    """The rules that answer one question; any of them will do."""

    _opened: dict[str, list[tuple[frozenset[str], re.Pattern[str]]]]
    """What the rules hold that a letter can open, and their patterns, for each letter that was met."""

    def __new__(cls, rules: Iterable[Rule]) -> Table:
        """Return a table in which nothing was looked up."""
        table = super().__new__(cls, rules)
        table._opened = {}
        return table

    def matches(self, words: str) -> bool:
        """Whether a rule matches where ``words`` begin."""
        letter = words[:1]
        if letter not in self._opened:
            plain = plain_letter(letter)
            opened = [rule for rule in self if letter and (not rule.opens or plain in rule.opens)]
            self._opened[letter] = [(rule.holds, re.compile(f"(?i){rule.pattern}")) for rule in opened]
        return any(
            compiled.match(words)
            for holds, compiled in self._opened[letter]
            if not holds or not holds.isdisjoint(words)
        )


BANNER = Table(
    (
        Rule(
            "liveblog over",
            r"(?:the |this )?live ?-?(?:blog|page|coverage) (?:has|is) ",
            "This live page is now closed.",
            "lt",
        ),
        Rule(
            "no updates",
            r"(?:no|aucune?) (?:new )?(?:live ?blog updates?|updates|mise à jour)",
            "Aucune mise à jour.",
            "an",
        ),
        Rule(
            "live over",
            r"(?:ce |le |notre )?(?:live|direct|fil (?:info|d['’]actu\w*))\b.{0,30}\b(?:terminé|clos|fini|fermé)",
            "Ce direct est désormais terminé.",
            "cdfln",
        ),
        Rule(
            "thanks",
            r"(?:merci (?:à tous )?d['’]avoir suivi|thanks? (?:you )?for (?:following|reading))",
            "Merci d’avoir suivi.",
            "mt",
        ),
        Rule("loading", r"(?:chargement|loading)\b.{0,30}$", "Chargement en cours...", "cl"),
        Rule("skip link", r"(?:aller au contenu|skip to)\b.{0,30}$", "Aller au contenu principal", "as"),
        Rule(
            "cookies",
            r"(?:nous utilisons des|we use|ce site utilise des|this site uses) cookies",
            "We use cookies.",
            "cntw",
        ),
    )
)
"""A sentence that the page says before the article begins, on the same line perhaps."""

CALL = Table(
    (
        Rule(
            "subscribe", r"(?:r?abonnez|inscrivez|désabonnez|connectez)[- ]vous\b", "Abonnez-vous à la lettre.", "acdir"
        ),
        Rule(
            "subscribe (en)", r"(?:sign up|subscribe) (?:to|for|now|here|today)\b", "Sign up for our newsletter.", "s"
        ),
        Rule(
            "newsletter",
            r"(?:recevez|retrouvez|get) .{0,60}\bnewsletter",
            "Recevez chaque soir notre newsletter.",
            "gr",
        ),
        Rule("follow", r"suivez[- ](?:nous|notre|toute l['’](?:actu|info))", "Suivez-nous sur les réseaux.", "s"),
        Rule("follow (en)", r"(?:follow|join) us\b", "Follow us on social media.", "fj"),
        Rule("join", r"rejoignez[- ](?:nous|notre)\b", "Rejoignez-nous sur la chaîne.", "r"),
        Rule(
            "comments", r"(?:\d+ )?(?:commentaires?|comments?|réactions?)\s*(?:\(\d*\)\s*)?$", "3 commentaires", "0cr"
        ),
        Rule(
            "leave a comment", r"(?:laisse[rz] un commentaire|leave a (?:comment|reply))", "Laisser un commentaire", "l"
        ),
        Rule("form", r"(?:veuillez laisser ce champ|leave this field) ", "Leave this field empty.", "lv"),
        Rule("copyright", r"(?:\[cc\]|\(c\) ?\d|copyright\b|© ?\d{4})", "© 2025 Le Port", "([c©"),
        Rule("all rights", r"(?:tous droits réservés|all rights reserved)", "Tous droits réservés.", "at"),
        Rule("support", r"(?:soutenez|support) (?:nous|notre|our) ", "Support our work.", "s"),
    )
)
"""From such a sentence to the end of its line, the page speaks and not the article."""

BOILERPLATE = Table(
    (
        *BANNER,
        *CALL,
        Rule(
            "contents",
            r"(?:table of contents|table des matières|(?:au )?sommaire|contents|dans cet article|in this article|toggle)"
            r"\s*(?:[\[(].{0,20}[\])])?\s*:?$",
            "Sommaire [masquer]",
            "acdist",
        ),
        Rule("support us", r"(?:soutenez|désabonnez|suivez)[- ]nous\b", "Soutenez-nous !", "ds"),
        Rule(
            "read also",
            r"(?:[→►▶»]\s*)?(?:à )?(?:re)?lire (?:aussi|également|plus)\b.{0,200}$",
            "À lire aussi : le port",
            "lr»à→▶►",
        ),
        Rule("see also", r"(?:à )?(?:voir|écouter) (?:aussi|également)\b.{0,200}$", "Voir aussi : la grue", "vàé"),
        Rule(
            "read also (en)",
            r"(?:[→►▶]\s*)?(?:read|see|related|you may) (?:more|also|articles?|like)\b.{0,200}$",
            "Read more",
            "rsy→▶►",
        ),
        Rule(
            "on the topic",
            r"(?:sur le même (?:sujet|thème)|articles? (?:liés?|similaires?|connexes?))\b.{0,60}$",
            "Articles liés",
            "as",
        ),
        Rule(
            "share",
            r"(?:partage[rz]|share)(?: (?:cet? article|this article|this|sur|on|via)\b.{0,60})?$",
            "Partager sur",
            "ps",
        ),
        Rule(
            "advertisement",
            r"(?:publicité|advertisement|annonce|sponsored content|contenu sponsorisé)\s*$",
            "Publicité",
            "acps",
        ),
        Rule(
            "corrected by",
            r"(?:article|texte) (?:relu|corrigé|traduit|généré|rédigé)\b.{0,200}$",
            "Texte relu par nos soins",
            "at",
        ),
        Rule("click", r"(?:cliquez|click) (?:ici|here|sur)\b", "Cliquez ici.", "c"),
        Rule(
            "reading time",
            r"(?:temps de lecture|reading time)\b.{0,30}$|\d+ min(?:utes?)? (?:de lecture|read)\s*$",
            "3 min read",
            "0rt",
        ),
        Rule(
            "published",
            r"(?:publié|posté|mis à jour|modifié|published|updated|posted)\s+(?:le|à|on|at|il)\b.{0,90}$",
            "Publié le 3",
            "mpu",
        ),
        Rule(
            "tags",
            r"(?:tags?|mots[- ]clés|étiquettes|keywords|filed under|catégories?)\s*:.{0,200}$",
            "Tags : port, grue",
            "cfkmté",
        ),
        Rule(
            "counter",
            r"(?:(?:photo|image|diapo\w*|slide)s?\s*)?\d{1,3}\s*(?:/|sur|of|de)\s*\d{1,3}\s*$",
            "1 / 2",
            "0dips",
        ),
        Rule(
            "navigation",
            r"(?:article )?(?:précédent|suivant|previous|next)(?: (?:article|post))?\s*$",
            "Article suivant",
            "anps",
        ),
        Rule(
            "menu",
            r"(?:menu|accueil|home|rechercher|search|imprimer|print|copier le lien|copy link)\s*$",
            "Imprimer",
            "achimprs",
        ),
        Rule("empty bullet", r"[•◦▪‣*·–—-]\s*$", "•", "*-·–—•‣▪◦"),
        Rule("rule", r"(?:[-_*=~·•]\s*){3,}$", "* * *", "*-=_~·•"),
    )
)
"""A whole line that is the page speaking."""

LONGEST_BOILERPLATE = 320
"""Code points above which a line is not taken for boilerplate as a whole."""

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
            rf"(?:\s+(?:{_NAME}|et|and|avec|de|du|d['’]\w+|&))*\s*(?:[,|–•-].{{0,80}})?$",
            "Par Anne Le Roy",
            "bdp",
        ),
        Rule(
            "date",
            rf"(?:le\s+)?{_DATE}(?:\s*(?:[,|–•-]|à|at)?\s*\d{{1,2}}\s?[:h]\s?\d{{0,2}}.{{0,20}})?\s*$",
            "3 mars 2025 à 12h30",
        ),
    )
)
"""A line above the article's first words."""

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
            "abcdefghijmnopstuwàé",
        ),
    )
)
"""Labels of sections, run together or not, above the title."""

RUN_TOGETHER = re.compile(r"(?=\S*[a-zà-ÿ][A-ZÀ-Þ])[^\s.!?,;:]+(?: [^\s.!?,;:]+)?")
"""Two labels without a space between (`SportsMonde`)."""

PITCH = Table(
    (
        Rule("contact", r".*\b(?:contactez|écrivez|rejoignez|suivez|soutenez)[- ](?:nous|moi)\b", "Contactez-nous."),
        Rule("contact (en)", r".*\b(?:contact|email|follow|support) (?:us|me|our|the author)\b", "Please contact us."),
        Rule(
            "sponsoring",
            r".*\b(?:sponsoring|sponsorship|sponsorisés?|annonceurs?|partenariats? (?:commercia|publicita))",
            "Options de sponsoring",
        ),
        Rule("write to", r".*[\w.+-]+@[\w-]+\.\w", "Une idée ? Écrire à port@exemple.org"),
        Rule("donation", r".*\b(?:faire un don|faites un don|make a donation)\b", "Vous pouvez faire un don."),
        Rule("our newsletter", r".*\b(?:notre|our) (?:newsletter|lettre d['’]information)\b", "Lisez notre newsletter"),
        Rule("free to copy", r".*\blibres? de (?:copie|reproduction|diffusion)\b", "Dépêches libres de copie"),
        Rule(
            "author's note",
            r"(?:passionnée?|curieu(?:x|se)|rédact(?:eur|rice)|journaliste|auteure?|autrice|férue?|diplômée?|spécialiste|amoureu(?:x|se))"
            r"\b.*(?:\bj['’]|\bje |\bmes |\bmon |\bma )",
            "Journaliste de formation, je suis les ports.",
            "acdfjprs",
        ),
        Rule(
            "author's note (en)",
            r"(?:.{3,40} is an? (?:\w+ ){0,3}(?:reporter|journalist|writer|correspondent|editor|freelancer)\b)",
            "Jane Doe is a freelance journalist.",
        ),
    )
)
"""In the last lines only: an author or a site that sells itself."""

_AGENCY = (
    r"(?-i:AFP|REUTERS|Reuters|AP|EPA|Getty(?: Images)?|Sipa|SIPA|Abaca|MAXPPP|Agence France-Presse|Associated Press)"
)

CREDIT = Table(
    (
        Rule(
            "credit in capitals",
            r"(?-i:(?:PHOTOS?|IMAGES?|ILLUSTRATION|ARCHIVES|CAPTURE|VIDÉO|INFOGRAPHIE|PHOTOMONTAGE|DESSIN|CARTE)\s(?!.*[a-zà-öø-ÿ]).{2,120}$)",
            "PHOTO ANNE ROY, LE PORT",
            "acdipv",
        ),
        Rule(
            "credit",
            r"(?:crédits?|credits?|copyright|source)\s*(?:photos?|images?|visuel)\b.{0,120}$",
            "Crédit photo : DR",
            "cs",
        ),
        Rule(
            "photo of",
            r"(?:photos?|images?|illustration|légende|caption|infographie|visuel|crédits?|credit)\s*(?:d['’]illustration\s*)?[:–—-]\s*\S.{0,300}$",
            "Photo : Anne Roy",
            "cilpv",
        ),
        Rule(
            "photo by",
            rf"\(?photos? (?:by|de|d['’]|par)?\s*{_NAME}\s+{_NAME}[^.!?]{{0,80}}$",
            "Photo by Jane Doe, Port News",
            "(p",
        ),
        Rule(
            "agency",
            rf"©\s*\S.{{0,100}}$|\(?{_AGENCY} (?:photo|image)?\s*/.{{0,80}}$",
            "© Anne Roy / Le Port",
            "(aegmrs©",
        ),
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
            "af",
        ),
        Rule("markdown image", r"!\[[^\]]*\]\([^)]*\)\s*$", "![Une grue](grue.jpg)", "!"),
    )
)
"""A photo's credit or caption."""

CREDIT_IN_CAPITALS = Table(CREDIT[:1])
"""The credit next to which the photo's caption stands."""

BULLET = re.compile(r"[•◦▪‣*·–—-]\s+(?=\S)|\d{1,2}[.)]\s+(?=\S)")
NUMBER = re.compile(r"\d{1,2}[.)]\s")
INLINE_BULLET = re.compile(r"(?<![^\s:])[*•▪]\s+(?=\S)")

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
            "-–—",
        ),
        Rule(
            "name and office",
            r"(?-i:(?:[A-ZÉÈÀÇ][\w’'.-]+\s+){1,3}(?:(?:de|du|van|von|le|la)\s+)?[A-ZÉÈÀÇ]?[\w’'-]*,\s+"
            rf"{_ROLE}[^.!?]{{0,110}}$)",
            "Anne Roy, ministre du Port",
            "abcdefghijklmnopqrstuvwxyzàçèé",
            frozenset(","),
        ),
    )
)
"""`Forename Name, office`: under a short paragraph, it signs a pull quote."""

END = '.!?…:;,»”"'
"""What ends a line of prose; a bare heading ends otherwise."""

HEADING_LIMIT = 110
"""Code points up to which a bare line can be a heading."""

TITLE_LINE_LIMIT = 180
"""The same for the first line, which may be a long title."""
