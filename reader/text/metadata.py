"""Metadata: what is known about an article besides its text.

`Metadata` is the one list of its fields. Front matter, the form, the command line and CSL-JSON read from it what each field
is called there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from reader.translation import N_


def _described(label: str, keys: str, csl: str = "", hint: str = "") -> str:
    """Return a field that is empty by default.

    ``label``: its name for a person. ``keys``: its names in front matter in French and English, casefolded, separated by
    commas. ``csl``: the variable of CSL-JSON that holds it as text. ``hint``: how it is written.
    """
    described = {"label": label, "keys": tuple(keys.split(", ")), "csl": csl, "hint": hint}
    return field(default="", metadata=described)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; unknown fields are empty.

    ``author`` may name several, as `citation.name.names` reads them. ``date`` and ``accessed`` begin with ``YYYY``,
    ``YYYY-MM`` or ``YYYY-MM-DD``, or are as they were written if they were not understood. ``language`` is a language tag
    such as ``fr``. ``type``: see `is_web_page`. ``archive`` is the address of an archived copy, or the name of a database.
    ``key`` is the citation key that a person chose.
    """

    title: str = _described(N_("Title"), "title, titre, headline", "title")
    author: str = _described(
        N_("Author"),
        "author, authors, auteur, auteurs, autrice, auteure, byline",
        hint=N_("Roy, Anne; Paul Le Goff; Ville de Paris, · comma at the end: institution"),
    )
    source: str = _described(
        N_("Source"),
        "source, journal, média, media, publication, publisher, éditeur, newspaper, site",
        "container-title",
    )
    date: str = _described(
        N_("Date"),
        "date, published, publié, publié le, date de publication, publication date",
        hint=N_("2024, 2024-05-31, 31 May 2024 or 31/05/2024"),
    )
    url: str = _described(N_("URL"), "url, lien, link, adresse", "URL")
    language: str = _described(N_("Language"), "language, lang, langue", "language", N_("fr, en, en-US …"))
    type: str = _described(N_("Type"), "type", hint=N_("press article (the default) or web page"))
    page: str = _described(N_("Page"), "page, pages", "page", N_("4, 12-13 or A1"))
    section: str = _described(N_("Section"), "section, rubrique", "section")
    edition: str = _described(N_("Edition"), "edition, édition", "edition", N_("for example of a region: Finistère"))
    archive: str = _described(
        N_("Archive"),
        "archive, archived, archive url, archive_url, archive-url",
        hint=N_("address of an archived copy, or a database: Europresse"),
    )
    accessed: str = _described(
        N_("Accessed"),
        "accessed, accessed on, retrieved, consulté, consulté le, date de consultation",
        hint=N_("the day on which you read the page: 2024-05-31"),
    )
    key: str = _described(
        N_("Citation key"),
        "citation key, citation-key, citation_key, citekey, clé de citation",
        hint=N_("empty: made from author, year and title"),
    )

    @property
    def is_web_page(self) -> bool:
        """Whether it is a page of a web site; anything else is a press article."""
        return _words(self.type) in _WEB_PAGES


_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_:.-]*[A-Za-z0-9])?")
_WEB_PAGES = frozenset(("webpage", "web page", "web", "page web", "website", "web site", "site web", "site"))
_PRESS = frozenset(
    ("", "press", "press article", "newspaper", "article", "article newspaper", "article de presse", "presse")
)


def is_type(type: str) -> bool:
    """Whether ``type`` names a type of `Metadata`, in French or English; an empty one is a press article."""
    return _words(type) in _WEB_PAGES | _PRESS


def is_key(key: str) -> bool:
    """Whether ``key`` may be a citation key in BibTeX, Pandoc, Typst and Org."""
    return _KEY.fullmatch(key) is not None


def _words(type: str) -> str:
    return " ".join(type.casefold().replace("-", " ").split())


UNKNOWN = Metadata()
"""Nothing is known."""
FIELDS = tuple(each.name for each in fields(Metadata))
DATES = ("date", "accessed")
"""The fields that are dates."""
KEYS: dict[str, tuple[str, ...]] = {each.name: each.metadata["keys"] for each in fields(Metadata)}
"""By field, its names in front matter."""
LABELS: dict[str, str] = {each.name: each.metadata["label"] for each in fields(Metadata)}
"""By field, its name for a person, not yet translated."""
HINTS: dict[str, str] = {each.name: each.metadata["hint"] for each in fields(Metadata) if each.metadata["hint"]}
"""By field, how it is written, not yet translated; only for fields that need it."""
CSL: dict[str, str] = {each.name: each.metadata["csl"] for each in fields(Metadata) if each.metadata["csl"]}
"""By field, the variable of CSL-JSON that holds its text."""


def given_fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return the metadata that a record gives; empty fields and values that are not text are left out."""
    return {name: value for name in FIELDS if isinstance(value := record.get(name), str) and value}
