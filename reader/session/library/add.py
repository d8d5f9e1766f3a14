"""Bring documents into the library."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from reader.config.path import as_typed
from reader.ingest.source import load, load_bytes
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk
from reader.text.problem import Problem
from reader.translation import _

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
"""What a file name should not contain, on other systems too."""
_LONGEST = 60
"""Characters of a file name that is made; in UTF-8 they have at most 240 bytes."""


def add(workspace: Workspace, files: Sequence[str]) -> list[Article]:
    """Copy ``files`` into the library and return their articles. All are checked before the first is copied."""
    sources = [Path(as_typed(file)) for file in files]
    targets = [Path(workspace.catalogue.folder) / source.name for source in sources]
    for source, target in zip(sources, targets, strict=True):
        load(source)
        if os.path.lexists(target) or targets.count(target) > 1:
            raise Problem(
                _("There already is a file with that name."), target.name, _("Rename one of the two."), status=1
            )
    for source, target in zip(sources, targets, strict=True):
        _write_new(workspace, target, load_bytes(source))
    added = {str(target.relative_to(workspace.root)) for target in targets}
    return [article for article in workspace.articles() if article.path in added]


class _Documents(Disk):
    """The folder of the articles. New files get the rights that the user's umask gives."""

    mode = 0o666


def add_text(workspace: Workspace, name: str, text: str) -> str:
    """Add a plain text to the library under a file name made of ``name``, and return its path in the library.

    The name is without what leads out of the folder; a number is added if there is such a file.
    """
    stem = _UNFIT.sub("-", name[:-4] if name.lower().endswith(".txt") else name).strip(" .")[:_LONGEST] or _("document")
    folder = Path(workspace.catalogue.folder)
    names = (f"{stem}{f' {number}' if number > 1 else ''}.txt" for number in count(1))
    target = next(folder / name for name in names if not os.path.lexists(folder / name))
    _write_new(workspace, target, text.encode("utf-8", "replace"))
    return str(target.relative_to(workspace.root))


def _write_new(workspace: Workspace, target: Path, data: bytes) -> None:
    """Write a new file. If something appears at ``target`` meanwhile, it is neither followed nor overwritten."""
    disk = _Documents()
    if target.parent != workspace.root:
        # Only `seeds` must not be a link: it comes with the library, whereas the user has chosen the root.
        disk.keep_to(str(target.parent))
    try:
        fd = disk.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            disk.write_all(fd, data)
        except OSError:
            disk.unlink(target)
            raise
        finally:
            disk.close(fd)
    except OSError as error:
        hint = _("Copy it there yourself if that was meant.")
        raise Problem(_("The file could not be added."), f"{target}: {error.strerror}.", hint, status=1) from error
