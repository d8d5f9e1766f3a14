"""Exporting says how far it is, where the file is, and what the format could not carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.text.span import Span
from reader.tui.actions.exporting import Progress, export_excerpts
from tests.tui.fakes import FakeHost
from tests.tui.screens.fakes import Stand


@pytest.mark.parametrize(
    ("format", "lost"),
    [("plain", "Not kept as they were: tags (1).\nNot kept as they were: notes (1)."), ("jsonl", "")],
)
def test_the_message_says_where_the_file_is_and_what_it_lacks(
    stand: Stand, tmp_path: Path, format: str, lost: str
) -> None:
    annotate(stand.workspace, "ete", [Span(0, 2)], ["mer"], "À vérifier.")
    file = tmp_path / "out"
    export_excerpts(stand.state, stand.host, "article:ete", only=lambda each: bool(each.note))
    stand.answer({"format": format, "style": "iso690", "language": "", "file": str(file)})
    assert stand.host.messages[0].startswith("Exporting to")
    assert stand.host.messages[-1] == f"1 excerpt is in {file}.{chr(10) if lost else ''}{lost}"
    assert file.exists()


def test_a_long_export_says_now_and_then_how_far_it_is() -> None:
    host, times = FakeHost(), iter([0.0, 0.5, 1.2, 1.2, 1.5, 2.4, 2.4])
    progress = Progress(host, lambda: next(times))
    for done in (1, 2000, 2500, 4000):
        progress(done, 5000)
    assert host.messages == ["Exporting: 2,000 of 5,000 excerpts…", "Exporting: 4,000 of 5,000 excerpts…"]
