"""The basket as a file: a text with notes between the excerpts and the references at its end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from reader.session.basket.basket import placed_basket
from reader.session.output.excerpt_file import must_be_new, write_annotations

if TYPE_CHECKING:
    from reader.exchange.row import Report
    from reader.session.library.workspace import Workspace
    from reader.session.output.excerpts import Citing


def write_basket(
    workspace: Workspace,
    citing: Citing,
    file: Path,
    progress: Callable[[int, int], None],
    only: Collection[str] = (),
) -> Report:
    """Write what is collected to a new file, in one of `excerpt_file.FILE_FORMATS`; else as `write_excerpts` does.

    ``only``: of that, the excerpts with these ids; all if there are none.
    """
    must_be_new(file)
    chosen = [each for each in placed_basket(workspace) if not only or each.id in only]
    return write_annotations(workspace, chosen, citing, file, is_composed=True, progress=progress)
