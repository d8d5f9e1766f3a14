"""What a line of a press article is, as data: one table a question, first match wins.

The tables hold what publishers' pages leave around an article when it is saved as text: banners, calls to
subscribe, photo credits, carousel counters, section labels.
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


BOILERPLATE = _any(
    r"(?:table of contents|table des matières|sommaire|contents)\s*:?$",
    r"(?:the |this )?live ?blog (?:has|is) (?:ended|now closed|closed)",
    r"no live ?blog updates",
    r"(?:ce|le) (?:live|direct) est (?:désormais )?(?:terminé|clos)",
    r"abonnez[- ]vous\b",
    r"(?:inscrivez|désabonnez)[- ]vous\b",
    r"(?:sign up|subscribe)\b",
    r"s['’]abonner\b.{0,60}$",
    r"suivez[- ](?:nous|le|la|les|toute)\b",
    r"follow us\b",
    r"(?:à )?lire (?:aussi|également|plus)\b",
    r"(?:read|see) (?:more|also)\b.{0,160}$",
    r"(?:partager|partagez|share)(?: (?:cet? article|this article|this|sur|on)\b.{0,60})?$",
    r"(?:publicité|advertisement|annonce|sponsored content|contenu sponsorisé)\s*$",
    r"(?:\d+ )?(?:commentaires?|comments?|réactions?)\s*$",
    r"(?:laisser un commentaire|leave a (?:comment|reply))",
    r"veuillez laisser ce champ vide",
    r"(?:©|\[cc\]|\(c\) ?\d|copyright\b|tous droits réservés|all rights reserved)",
    r"(?:article|texte) (?:relu|corrigé|traduit|généré)\b.{0,200}$",
    r"(?:cliquez|click) (?:ici|here)\b",
    r"(?:temps de lecture|reading time)\b.{0,30}$",
    r"(?:publié|mis à jour|published|updated)\s+(?:le|à|on|at)\b.{0,60}$",
    r"\d{1,3}\s*/\s*\d{1,3}\s*$",
    r"[•*·–—-]\s*$",
    r"(?:[-_*=~·•]\s*){3,}$",
)
"""A whole line, or the sentence that opens a tail, which is the page speaking and not the article."""

PITCH = _any(
    r"\bcontactez[- ](?:nous|moi)\b",
    r"\b(?:options? de )?(?:sponsoring|sponsorship)\b",
    r"\bcontact us\b",
    r"\bsoutenez[- ](?:nous|notre)\b",
    r"\bsupport our (?:work|journalism)\b",
    r"\bfaire un don\b",
    r"\b(?:notre|our) newsletter\b",
    r"\blibres? de (?:copie|reproduction|diffusion)\b",
)
"""In the last lines only: an author or a site that sells itself."""

CREDIT = re.compile(
    r"(?:PHOTOS?\s+(?:[A-ZÉÈÀÇ'’.-]{2,}\s*)+,?|PHOTOS?\s*[:–—-]|Photos?\s*[:–—-]"
    r"|(?:Crédits?|Credits?|Source) (?:photos?|images?)\s*:"
    r"|Image\s*:|Illustration\s*:|Légende\s*:|Caption\s*:|(?:ILLUSTRATION|ARCHIVES|IMAGE)\s+[A-ZÉ])"
)
"""A photo credit; the line next to one in capitals is the photo's caption."""

CREDIT_IN_CAPITALS = re.compile(r"(?:PHOTOS?|ILLUSTRATION|ARCHIVES|IMAGE)\s+[A-ZÉÈÀÇ]{2}")

SECTION = re.compile(
    r"(?:(?:actualités?|international|politique|monde|économie|société|culture|opinions?|europe|amériques?|états-unis|"
    r"france|diplomatie|défense|sciences?|news|world|politics|business|economy|opinion|analysis|featured?)"
    r"(?:\s*[/|>·,&-]\s*|\s*))+",
    re.IGNORECASE,
)
"""Labels of sections, run together or not, above the title."""

BULLET = re.compile(r"[•◦▪‣*·-]\s+(?=\S)|\d{1,2}[.)]\s+(?=\S)")
INLINE_BULLET = re.compile(r"(?<=[\s:])[*•]\s+(?=\S)")

ATTRIBUTION = re.compile(r"[—–-]?\s*(?:[A-ZÉÈÀÇ][\w’'-]+\s+){1,3}[A-ZÉÈÀÇ]?[\w’'-]*,\s+[^.!?]{3,110}")
"""`Forename Name, office`: under a short paragraph, it signs a pull quote."""

END = '.!?…:;,»”"'
"""What ends a line of prose; a bare heading ends otherwise."""

HEADING_LIMIT = 110
"""Code points up to which a bare line can be a heading."""
