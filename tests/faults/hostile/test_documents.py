"""Articles that are links, have no end, or lie about their size."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.ingest import source
from reader.session.library.article_files import LINKED
from reader.session.library.opening import open_library
from reader.text.problem import Problem
from tests.faults.hostile.hostile_library import (
    Outside,
    bad_seeds,
    link_folder,
)
from tests.faults.hostile.running import run


def test_add_writes_through_no_link(library: Path, outside: Outside, tmp_path: Path) -> None:
    new = tmp_path / "neu.txt"
    new.write_text("Un texte neuf.")
    (library / "seeds" / "neu.txt").symlink_to(outside.nothing())
    before = outside.state()
    assert run(library, "add", str(new)).returncode == 1
    (library / "seeds" / "neu.txt").unlink()
    link_folder(library / "seeds", outside)
    before = outside.state()
    done = run(library, "add", str(new))
    assert done.returncode == 1
    assert "seeds is a link" in done.stderr
    assert outside.state() == before
    (library / "seeds").unlink()
    (library / "seeds").mkdir()
    assert run(library, "add", str(new)).returncode == 0
    assert (library / "seeds" / "neu.txt").read_text() == "Un texte neuf."


def test_folders_without_end_and_linked_to_one_another_are_listed_in_bounded_time(root: Path, outside: Outside) -> None:
    bad_seeds(root, outside)
    workspace = open_library(root)
    assert {"port", "ete"} <= {article.id for article in workspace.articles()}
    assert any("behind links" in problem.title for problem in workspace.catalogue.problems)
    assert len([name for name in workspace.catalogue.listing[0] if "step" in name]) <= LINKED + 40


def test_a_document_that_has_more_bytes_than_it_says_is_read_no_further(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "seeds" / "port.txt"
    real = os.fstat

    def small(fd: int) -> os.stat_result:
        fields = list(real(fd))
        fields[6] = 0
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", small)
    assert source.load_bytes(path) == path.read_bytes()
    with pytest.raises(Problem, match="too large"):
        source.load_bytes(path, limit=20)
