"""Metadata of DOCX and ODT files: title and authors, and properties that a person has named like front matter.

When the file was made is not the date of the article, so only a property of that name gives one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reader.text.front_matter import NAME_OF
from reader.text.metadata import Metadata

_FILE_TITLE = re.compile(r"(?i)microsoft word - |document ?\d*\Z|sans (?:nom|titre)|untitled|.*\.(?:docx?|odt|rtf)\Z")
"""Titles that programs give by themselves."""
_NOBODY = re.compile(
    r"(?i)\(?(?:anonymous|anonyme|unspecified|unknown|inconnu|un-named|python-docx|microsoft office user|"
    r"(?:utilisateur|user)(?: (?:windows|de microsoft office))?|windows user|admin(?:istrateur|istrator)?)\)?\Z"
)
"""Authors that programs give by themselves."""


def metadata_of(*roots: Element | None) -> Metadata:
    """Return what the documents of properties say; Dublin Core names begin with ``dc:``."""
    given: dict[str, str] = {}
    authors: list[str] = []
    for root in roots:
        for element in root.iter() if root is not None else ():
            text = " ".join("".join(element.itertext()).split())
            if not text:
                continue
            if element.tag == "dc:creator":
                authors += [text] if text not in authors and is_person(text) else []
            elif element.tag == "dc:title" and not is_file_title(text):
                given.setdefault("title", text)
            elif element.tag == "dc:language":
                given.setdefault("language", text)
            else:
                given |= {name: value for name, value in _named(element, text) if name not in given}
    return Metadata(**{"author": "; ".join(authors), **given})


def is_person(author: str) -> bool:
    """Whether an author is more than what a program calls somebody whom it does not know."""
    return bool(author) and _NOBODY.match(author) is None


def is_file_title(title: str) -> bool:
    """Whether a program gave a title by itself, such as the name of the file."""
    return _FILE_TITLE.match(title) is not None


def _named(element: Element, text: str) -> Iterator[tuple[str, str]]:
    """Yield the field that a person has named: ``property`` in DOCX, ``meta:user-defined`` in ODT."""
    if element.tag in ("property", "meta:user-defined"):
        name = element.get("name" if element.tag == "property" else "meta:name", "").casefold()
        if name in NAME_OF:
            yield NAME_OF[name], text
