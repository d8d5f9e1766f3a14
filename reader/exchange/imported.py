"""What a reader of another program's file returns: values that know neither that program nor the library.

A document is a text that was annotated, a code is a tag, a passage is a span with its words. Spans count code points of the
document's canonical text. Times are microseconds since 1970, UTC; 0 if the file gives none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.annotation.codebook import LONGEST
from reader.annotation.memo import Subject
from reader.text.fold import fold_key
from reader.translation import N_, _

if TYPE_CHECKING:
    from reader.text.span import Span

Step = Callable[[], object]
"""What a reader calls before each annotation. What it raises ends the reading."""
LARGEST = 128 * 1024 * 1024
"""The most bytes of a file that is imported, but for databases and archives; values take about ten times as many in memory."""


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A document: its ``key`` in the file, its name, its canonical text if the file has it, and its address on the web."""

    key: str
    name: str
    text: str | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ImportedCode:
    """A code by its path, such as ``theme/detail``, with a colour as ``#rrggbb`` or empty, and a description."""

    path: str
    color: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a passage, and where they are.

    ``span``: of the document's text; its words are ``quote``. Without it the passage is found by the quote, with
    ``prefix`` and ``suffix`` beside it, and among equal places by ``near``, about where the passage begins.
    """

    quote: str
    span: Span | None = None
    prefix: str = ""
    suffix: str = ""
    near: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedAnnotation:
    """An annotation: its ``key`` identifies it among those of all files, ``document`` is a key, ``tags`` are paths.

    ``ink`` is one of `annotation.model.Ink`, or anything else, which is the usual one.
    """

    key: str
    document: str
    passages: tuple[Passage, ...]
    tags: tuple[str, ...] = ()
    note: str = ""
    coder: str = ""
    created: int = 0
    modified: int = 0
    ink: str = ""


@dataclass(frozen=True, slots=True)
class ImportedMemo:
    """A memo on a ``subject``; without one, an entry of the journal.

    ``about`` is the key of a document or the path of a code. ``name`` is the title of an entry of the journal; memos on a
    subject need none. ``key`` identifies it among those of all files.
    """

    key: str
    subject: Subject | None
    about: str
    name: str
    text: str
    coder: str = ""
    created: int = 0
    modified: int = 0


class Losses:
    """What a reader or the library could not take over: how many of each kind, and each case for a person."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.cases: list[tuple[str, str]] = []

    def lose(self, what: str, which: str = "") -> None:
        """Count a loss; ``what`` is a message in the source language, ``which`` names the case."""
        self.counts[what] = self.counts.get(what, 0) + 1
        self.cases.append((what, which))

    def copy(self) -> Losses:
        """Return a copy that can be added to without changing these."""
        other = Losses()
        other.counts, other.cases = dict(self.counts), list(self.cases)
        return other

    @property
    def lines(self) -> list[str]:
        """A line for each kind of loss, for a person."""
        return [
            _("Not taken over: {what} ({count}).").format(what=_(what), count=count)
            for what, count in self.counts.items()
        ]


@dataclass(frozen=True, slots=True)
class Imported:
    """All that a file has. ``notices`` are sentences for a person on how it was read."""

    documents: tuple[ImportedDocument, ...]
    codes: tuple[ImportedCode, ...]
    annotations: tuple[ImportedAnnotation, ...]
    losses: Losses
    memos: tuple[ImportedMemo, ...] = ()
    notices: tuple[str, ...] = ()


def unwatched() -> None:
    """Do nothing: the step of a reading without progress."""


def first_of_each(
    annotations: Iterable[ImportedAnnotation | None], losses: Losses, step: Step = unwatched
) -> tuple[ImportedAnnotation, ...]:
    """Return annotations without None, of those with one key the first; the others are losses."""
    by_key: dict[str, ImportedAnnotation] = {}
    for annotation in annotations:
        step()
        if annotation is None:
            continue
        if by_key.setdefault(annotation.key, annotation) is not annotation:
            losses.lose(N_("annotations whose identifier another annotation has"), annotation.key)
    return tuple(by_key.values())


_UNFIT = re.compile("[/\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u2400-\u2421\ud800-\udfff]")
"""What the name of a tag cannot contain."""


def code_path(above: str, name: str, losses: Losses) -> str:
    """Return the path of the code ``name`` below the path ``above``.

    A name that begins with ``above`` counts as the whole path: programs that want each name once write it so. What the name
    of a tag cannot contain becomes a hyphen, a slash too, and a name that is too long is cut; both are losses.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split()).removeprefix(f"{above}/")
    mended = _UNFIT.sub("-", plain)
    if not fold_key(mended).strip():
        mended = "?"
    mended = mended[: max(1, LONGEST - len(above) - 1)].rstrip()
    if mended != plain:
        losses.lose(N_("names of codes that had to be changed"), name)
    path = f"{above}/{mended}" if above else mended
    return path if len(path) <= LONGEST else above  # too deep: its passages get the tag above


def microseconds(text: str, losses: Losses) -> int:
    """Return a time in ISO 8601; without a zone it is UTC. 0, and a loss, if it is none; 0 for an empty text."""
    if not text:
        return 0
    try:
        time = datetime.fromisoformat(text.strip())
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return round(aware.timestamp() * 1000) * 1000
    except (ValueError, OverflowError):
        losses.lose(N_("dates that cannot be read"), text)
        return 0
