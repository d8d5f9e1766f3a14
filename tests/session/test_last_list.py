"""The list as it was last: the same as the list while it holds, and dropped when a file or the library has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.layout.table import ListRow, used_columns
from reader.library.listing import WIDTHS, told
from reader.session import annotating
from reader.session.last_list import LastList, keep_list, recall
from reader.session.opening import open_library
from reader.session.shelf import Shelf
from reader.session.workspace import Workspace
from reader.text.span import Span


def opened(root: Path) -> Workspace:
    return open_library(root, "Ada")


def seen(workspace: Workspace) -> LastList:
    rows = [ListRow(one.id, told(one, 0.0)) for one in workspace.articles()]
    return LastList("title", used_columns(rows, len(WIDTHS)), rows)


def kept(root: Path) -> LastList:
    first = opened(root)
    first.articles()
    annotating.annotate(first, "port", [Span(0, 15)])
    last = seen(first)
    keep_list(first, last)
    first.store.close()
    return last


def test_it_is_the_list_and_no_file_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = kept(root)
    again = opened(root)
    monkeypatch.setattr(Shelf, "files", lambda _: pytest.fail("the files were listed"))
    found = recall(again)
    assert found is not None
    assert (found.sort, found.used, list(found.rows)) == (last.sort, last.used, list(last.rows))
    assert (len(found.rows), found.rows[1:], found.rows[-1]) == (len(last.rows), last.rows[1:], last.rows[-1])
    assert again.shelf.path_of("ete") == "seeds/été.md"
    assert [one.quote for one in annotating.annotations_in(again, "port")] == ["Le port rouvre."]


def _new_file(root: Path) -> None:
    (root / "seeds" / "neuf.txt").write_text("Neuf.", encoding="utf-8")


def _renamed(root: Path) -> None:
    (root / "seeds" / "port.txt").rename(root / "seeds" / "quai.txt")


def _noted(root: Path) -> None:
    other = opened(root)
    other.articles()
    annotating.annotate(other, "ete", [Span(2, 8)])
    other.store.close()


def _no_list(_root: Path) -> None:
    for file in (state_folder() / "lists").iterdir():
        file.write_text('[]\n["a"]\n\xe9', encoding="latin-1")


@pytest.mark.parametrize("happens", [_new_file, _renamed, _noted, _no_list])
def test_it_is_dropped_when_it_may_be_wrong(root: Path, happens: Callable[[Path], None]) -> None:
    kept(root)
    happens(root)
    again = opened(root)
    assert recall(again) is None
    assert [one.path for one in again.articles()] == again.shelf.files()


def test_a_list_that_is_not_whole_is_not_kept(root: Path) -> None:
    first = opened(root)
    last = seen(first)
    keep_list(first, last._replace(rows=last.rows[:1]))
    assert recall(opened(root)) is None
    keep_list(first, last)
    assert recall(opened(root)) is not None
