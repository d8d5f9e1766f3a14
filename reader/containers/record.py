"""What the entries of a container are: articles, or entries that have to be skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.text.block import Kind
from reader.text.fold import fold_key


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of a container.

    ``number`` is its position among the entries, from 1. ``fields`` are metadata by their key in front matter (``source``,
    ``author``, ``date`` …); a date is in ISO 8601, or as it stood if it was not understood. ``standfirst`` stands
    between title and text, ``blocks`` are the text. ``id`` is its identifier in the database; empty if there is none.
    ``files`` are paths, as written, of files that hold its text.
    """

    number: int
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[tuple[Kind, str], ...] = ()
    standfirst: str = ""
    id: str = ""
    files: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What identifies the article: its id, else its source, edition, date and title."""
        if self.id:
            return self.id
        return "|".join((*(fold_key(self.fields.get(name, "")) for name in ("source", "edition", "date")), self.work))

    @property
    def work(self) -> str:
        """What identifies a text that several papers, or a paper and its site, have published: the folded title."""
        return " ".join(fold_key(self.title).split())


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """An entry that is not an article or cannot be read: its number, its title (may be empty), and ``why``, a sentence."""

    number: int
    title: str
    why: str


Entry = ArticleRecord | SkippedEntry
