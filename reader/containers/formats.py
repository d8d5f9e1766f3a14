"""The table of containers. A new one is a row, and a file with its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reader.containers import bibtex, csl_json, csv_articles, europresse, factiva, nexis, nexis_text, proquest, ris
from reader.containers.record import Entry
from reader.translation import N_, _


@dataclass(frozen=True, slots=True)
class ContainerFormat:
    """A container: its name for a person, the suffixes of its files in lower case, and how it is recognised and read.

    ``recognises`` takes a file's bytes. ``read`` raises Problem if it cannot read the file at all, and yields an entry that
    it cannot read as a `record.SkippedEntry`.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Iterable[Entry]]


_PAGES = (".html", ".htm", ".xhtml")

CONTAINERS: dict[str, ContainerFormat] = {
    "europresse": ContainerFormat("Europresse", _PAGES, europresse.recognises, europresse.read),
    "factiva": ContainerFormat("Factiva", _PAGES, factiva.recognises_html, factiva.read_html),
    "factiva-rtf": ContainerFormat("Factiva", (".rtf",), factiva.recognises_rtf, factiva.read_rtf),
    "nexis": ContainerFormat("Nexis", (".docx",), nexis.recognises_docx, nexis.read_docx),
    "nexis-rtf": ContainerFormat("Nexis", (".rtf",), nexis.recognises_rtf, nexis.read_rtf),
    "nexis-text": ContainerFormat("Nexis", (".txt",), nexis_text.recognises, nexis_text.read),
    "proquest": ContainerFormat("ProQuest", (".txt",), proquest.recognises, proquest.read),
    "ris": ContainerFormat("RIS", (".ris", ".txt"), ris.recognises, ris.read),
    "bibtex": ContainerFormat("BibTeX", (".bib",), bibtex.recognises, bibtex.read),
    "csl-json": ContainerFormat("CSL-JSON", (".json",), csl_json.recognises, csl_json.read),
    "readwise": ContainerFormat("Readwise", (".csv",), csv_articles.recognises_readwise, csv_articles.read_readwise),
    "csv": ContainerFormat(N_("CSV with a column of texts"), (".csv", ".tsv"), lambda _data: True, csv_articles.read),
}
"""The containers by key; the first that recognises a file reads it."""


def container_of(name: str, data: bytes) -> ContainerFormat | None:
    """Return the container format of a file with this name and these bytes; None if it is not a container."""
    lower = name.lower()
    return next((row for row in CONTAINERS.values() if lower.endswith(row.suffixes) and row.recognises(data)), None)


def container_list() -> str:
    """Return the containers for a person: ``Europresse (.html), Factiva (.html)``."""
    return ", ".join(f"{_(row.name)} ({', '.join(row.suffixes)})" for row in CONTAINERS.values())
