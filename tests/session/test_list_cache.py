"""The list as it was last: the same as the list while it holds, and dropped when a file or the library has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.config.path import state_folder
from reader.layout.table import ListRow
from reader.library.listing import row_cells
from reader.session.annotations import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.cache.derived_file import DerivedFile
from reader.session.library.catalogue import Catalogue
from reader.session.library.list_cache import LastList, ListSaver, recall, state_of_library
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.text.span import Span


def opened(root: Path) -> Workspace:
    return open_library(root, "Ada")


def seen(workspace: Workspace) -> LastList:
    library = state_of_library(workspace)
    rows = [ListRow(article.id, row_cells(article, 0.0)) for article in workspace.articles()]
    return LastList("title", (0, 9, 10, 0, 1, 1, 0), rows, library)


def kept(root: Path) -> LastList:
    first = opened(root)
    first.articles()
    annotate.annotate(first, "port", [Span(0, 15)])
    last = seen(first)
    assert ListSaver(first).save(last)
    first.store.close()
    return last


def test_it_is_the_list_and_no_file_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = kept(root)
    again = opened(root)
    monkeypatch.setattr(Catalogue, "files", lambda _: pytest.fail("the files were listed"))
    recalled = recall(again)
    assert recalled is not None
    assert (recalled.sort, recalled.widths, list(recalled.rows)) == (last.sort, last.widths, list(last.rows))
    assert (len(recalled.rows), recalled.rows[1:], recalled.rows[-1]) == (len(last.rows), last.rows[1:], last.rows[-1])
    assert again.catalogue.path_of("ete") == "seeds/été.md"
    assert [annotation.quote for annotation in annotations_in(again, "port")] == ["Le port rouvre."]


def _new_file(root: Path) -> None:
    (root / "seeds" / "neuf.txt").write_text("Neuf.", encoding="utf-8")


def _renamed(root: Path) -> None:
    (root / "seeds" / "port.txt").rename(root / "seeds" / "quai.txt")


def _noted(root: Path) -> None:
    other = opened(root)
    other.articles()
    annotate.annotate(other, "ete", [Span(2, 8)])
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
    assert [article.path for article in again.articles()] == again.catalogue.files()


def test_a_list_that_is_not_whole_is_not_kept(root: Path) -> None:
    first = opened(root)
    last, saver = seen(first), ListSaver(first)
    assert not saver.save(last._replace(rows=last.rows[:1]))
    assert not saver.save(last._replace(rows=[ListRow("other", last.rows[0].cells), *last.rows[1:]]))
    assert recall(opened(root)) is None
    assert saver.save(last)
    assert recall(opened(root)) is not None


def test_a_list_that_was_looked_at_before_the_library_changed_is_not_kept(root: Path) -> None:
    first = opened(root)
    last = seen(first)
    _noted(root)
    assert not ListSaver(first).save(last)
    assert recall(opened(root)) is None


def test_a_list_is_written_only_where_something_is_new(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []

    write = DerivedFile.save

    def save(file: DerivedFile, payload: object, **parts: Any) -> bool:
        if isinstance(payload, dict):  # else it is the catalogue
            written.append(payload)
        return write(file, payload, **parts)

    monkeypatch.setattr(DerivedFile, "save", save)
    first = opened(root)
    last, saver = seen(first), ListSaver(first)
    assert saver.save(last) and len(written) == 1
    assert saver.save(seen(first)) and len(written) == 1, "the same list"
    assert ListSaver(first).save(last) and len(written) == 1, "the same list in the next sitting"
    other = ListRow(last.rows[0].id, ("Another title", *last.rows[0].cells[1:]))
    newer = last._replace(rows=[other, *last.rows[1:]])
    assert saver.save(newer) and len(written) == 2
    recalled = recall(opened(root))
    assert recalled and list(recalled.rows) == list(newer.rows)
    assert saver.save(newer._replace(sort="date")) and len(written) == 3
