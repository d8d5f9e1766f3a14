"""The basket as a file: a text with notes between the excerpts and the references at its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.session.basket.basket import placed_basket
from reader.session.output.excerpt_file import must_be_new, write_annotations

if TYPE_CHECKING:
    from reader.exchange.row import Report
    from reader.session.library.workspace import Workspace
    from reader.session.output.excerpts import Citing


def write_basket(workspace: Workspace, citing: Citing, file: Path, progress: Callable[[int, int], None]) -> Report:
    """Write what is collected to a new file, in one of `excerpt_file.FILE_FORMATS`; else as `write_excerpts` does."""
    must_be_new(file)
    return write_annotations(workspace, placed_basket(workspace), citing, file, is_composed=True, progress=progress)
