"""The table of formats that articles come in. A new format is a row, and a file with its reader.

Everything reads this table: what the library takes for an article, `scolie add`, help, and the message of an empty list.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ingest.content import Content
from reader.lazy import Lazy
from reader.translation import N_, _

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.ingest.markdown import Marked


@dataclass(frozen=True, slots=True)
class Format:
    """A format of articles.

    ``key``: its name in data. ``name``: its name for a person. ``suffixes``: in lower case, the most usual one first.
    ``read``: from a file's bytes to its content; it raises a Problem with title and hint for what it cannot read, and
    also if it needs a package that is not installed, which it imports only then. ``partial``: the beginning of a file
    can be read by itself. ``verbatim``: the text is the file's own, decoded, so after an edit only a part is read again.
    ``slow``: any file takes longer to read than a key may wait. ``packages``: the names, in package registries, of those that the
    text depends on. ``read_marked``: earlier versions showed files as they are, marks included; it reads such a text.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Content]
    partial: bool = False
    verbatim: bool = False
    slow: bool = False
    packages: tuple[str, ...] = ()
    read_marked: Callable[[str], Marked] | None = None

    def versions(self) -> str:
        """Return the packages that the text depends on, with their versions; empty if it depends on this program alone."""
        if not self.packages:
            return ""
        from reader.ingest.extra import version  # it takes longer to load than a list of texts

        return " ".join(f"{package}={version(package)}" for package in self.packages)


FORMATS: dict[str, Format] = {
    row.key: row
    for row in (
        Format(
            "plain", N_("plain text"), (".txt",), Lazy("reader.ingest.text_file", "read"), partial=True, verbatim=True
        ),
        Format(
            "markdown",
            "Markdown",
            (".md", ".markdown"),
            Lazy("reader.ingest.markdown", "read"),
            partial=True,
            read_marked=Lazy("reader.ingest.markdown", "read_marked"),
        ),
        Format(
            "html",
            N_("saved web page"),
            (".html", ".htm", ".xhtml"),
            Lazy("reader.ingest.html_page", "read"),
            slow=True,
            packages=("trafilatura",),
        ),
        Format("pdf", "PDF", (".pdf",), Lazy("reader.ingest.worker", "read_pdf"), slow=True, packages=("pypdf",)),
        Format("docx", "Word (DOCX)", (".docx",), Lazy("reader.ingest.docx", "read")),
        Format("odt", "OpenDocument (ODT)", (".odt",), Lazy("reader.ingest.odt", "read")),
        Format("epub", "EPUB", (".epub",), Lazy("reader.ingest.epub", "read"), slow=True),
        Format("rtf", "RTF", (".rtf",), Lazy("reader.ingest.rtf", "read"), packages=("striprtf",)),
    )
}
"""The formats by key, in the order in which they are named to a person."""


def format_of(path: StrPath) -> Format | None:
    """Return the format that a file's suffix stands for; None if the file is not an article."""
    name = os.fspath(path).lower()
    return next((row for row in FORMATS.values() if name.endswith(row.suffixes)), None)


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats, in lower case."""
    return tuple(suffix for row in FORMATS.values() for suffix in row.suffixes)


def suffix_list() -> str:
    """Return the suffixes for a person: ``.txt or .md``."""
    *others, last = suffixes()
    return _("{others} or {last}").format(others=", ".join(others), last=last) if others else last


def format_list() -> str:
    """Return the formats for a person: ``plain text (.txt), Markdown (.md)``."""
    return ", ".join(f"{_(row.name)} ({', '.join(row.suffixes)})" for row in FORMATS.values())
