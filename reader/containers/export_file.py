"""A file that looks like an article by its suffix but is an export with articles inside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.text.problem import Problem
from reader.translation import _, ngettext

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.containers.formats import ContainerFormat
    from reader.ingest.source import Source

_SUFFIXES = (".html", ".htm", ".xhtml", ".docx", ".rtf")
"""Suffixes of files that are checked. Exports in plain text open as articles: libraries may have annotations on them."""


class HoldsArticles(Problem):
    """The file at ``path`` is an export of ``container``: not an article, but a file whose articles can be added."""

    def __init__(self, path: StrPath, container: ContainerFormat, count: int | None = None) -> None:
        self.path, self.container = path, container
        name = _(container.name)
        inside = _("This is an export of {database}, with articles inside.").format(database=name)
        if count is not None:
            inside = ngettext(
                "This is an export of {database}, with {count} article inside.",
                "This is an export of {database}, with {count} articles inside.",
                count,
            ).format(database=name, count=count)
        hint = _("Add them from the list of articles, or with `scolie add FILE`.")
        super().__init__(inside, os.fspath(path), hint, status=1)

    def __reduce__(self) -> tuple[type[HoldsArticles], tuple[StrPath, ContainerFormat]]:
        """Return how to make it again where another process sends it."""
        return HoldsArticles, (self.path, self.container)

    def counted(self) -> HoldsArticles:
        """Return the same with the number of entries in the file. This reads all of them; Problem if that fails."""
        from reader.ingest.source import load_bytes  # the list imports this class and does not need the reader

        return HoldsArticles(self.path, self.container, sum(1 for _entry in self.container.read(load_bytes(self.path))))


def load_article(path: StrPath) -> Source:
    """Read an article; Problem as for `ingest.source.load`, HoldsArticles if the file is an export."""
    from reader.ingest.source import load, load_bytes, read_source

    if not os.fspath(path).lower().endswith(_SUFFIXES):
        return load(path)
    from reader.containers.formats import container_of  # opening a plain text does not need it

    data = load_bytes(path)
    if container := container_of(os.fspath(path), data):
        raise HoldsArticles(path, container)
    return read_source(path, data)
