"""Says where a command wrote, if that is not under the current folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.guard import guard
from reader.translation import _

if TYPE_CHECKING:
    from reader.session.library.workspace import Workspace


class WriteNotice:
    """Says once, on the error stream, in which library something was written, unless that is under the current folder."""

    def __init__(self, workspace: Workspace) -> None:
        self._root = workspace.root
        self._said = False

    def __call__(self) -> None:
        """Note that something was written."""
        if self._said or sys.stderr is None or _is_under(self._root, Path.cwd()):
            return
        self._said = True
        notice = _("Written to the library {folder}.").format(folder=self._root)
        sys.stderr.write(f"scolie: {guard(notice)}\n")


def _is_under(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
