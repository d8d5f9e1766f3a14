"""Add texts that no file has, such as documents of another program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from reader.files.file_name import fit_file_name
from reader.session.adding.addition import AddedFile
from reader.session.adding.files import digest_of
from reader.session.library.workspace import Workspace
from reader.translation import _


def plan_texts(workspace: Workspace, texts: Iterable[tuple[str, str, str]]) -> list[tuple[AddedFile, bytes]]:
    """Return the plain text files, with their bytes, that ``texts`` (name, text, key) will have; nothing is written.

    Names are without what leads out of the folder; a number is added where there is such a file.
    """
    folder = Path(workspace.catalogue.folder)
    planned: dict[str, tuple[AddedFile, bytes]] = {}
    for name, text, key in texts:
        stem = fit_file_name(name[:-4] if name.lower().endswith(".txt") else name) or _("document")
        targets = (folder / f"{stem}{f' {number}' if number > 1 else ''}.txt" for number in count(1))
        paths = (str(target.relative_to(workspace.root)) for target in targets if not os.path.lexists(target))
        path = next(path for path in paths if path not in planned)
        data = text.encode("utf-8", "replace")
        planned[path] = AddedFile(path, key, digest_of(data)), data
    return [*planned.values()]
