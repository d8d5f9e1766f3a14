"""Add a text that no file has, such as a document of another program."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from reader.files.file_name import fit_file_name
from reader.session.adding.addition import AddedFile
from reader.session.adding.files import LibraryFiles, digest_of
from reader.session.library.workspace import Workspace
from reader.translation import _


def add_text(workspace: Workspace, name: str, text: str, key: str) -> AddedFile:
    """Add a plain text to the library under a file name made of ``name``, and return it as an added file with this ``key``.

    The name is without what leads out of the folder; a number is added if there is such a file.
    """
    stem = fit_file_name(name[:-4] if name.lower().endswith(".txt") else name) or _("document")
    folder = Path(workspace.catalogue.folder)
    names = (f"{stem}{f' {number}' if number > 1 else ''}.txt" for number in count(1))
    target = next(folder / name for name in names if not os.path.lexists(folder / name))
    path = str(target.relative_to(workspace.root))
    data = text.encode("utf-8", "replace")
    LibraryFiles(workspace).create(path, data)
    return AddedFile(path, key, digest_of(data))
