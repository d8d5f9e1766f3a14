"""The table of bibliography files. A new one is a function and a row; the command line and help read this table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.citation.bibtex import biblatex, bibtex
from reader.citation.item import Item
from reader.citation.ris import ris

Entries = list[tuple[str, Item]]
"""Citation keys with their items."""


@dataclass(frozen=True, slots=True)
class BibliographyFormat:
    """A file that programs read. ``key``: its name on the command line; ``name``: for a person; ``suffix``: of its files."""

    key: str
    name: str
    suffix: str
    write: Callable[[Entries], str]


def csl_json(entries: Entries) -> str:
    """Return items as CSL-JSON (schema 1.0.2) with their citation keys as ids."""
    items = [replace(item, id=key).to_csl() for key, item in entries]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


FILES: dict[str, BibliographyFormat] = {
    row.key: row
    for row in (
        BibliographyFormat("biblatex", "BibLaTeX", ".bib", biblatex),
        BibliographyFormat("bibtex", "BibTeX", ".bib", bibtex),
        BibliographyFormat("ris", "RIS", ".ris", ris),
        BibliographyFormat("csl-json", "CSL-JSON", ".json", csl_json),
    )
}
"""The files by key, in the order in which they are offered."""
