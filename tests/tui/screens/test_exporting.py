"""Exporting says how far it is, where the file is, and what the format could not carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.text.span import Span
from reader.tui.actions.exporting import Progress, export_excerpts
from reader.tui.dialog.picker import Picked
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
    stand.export(file, format)
    assert stand.host.messages[0].startswith("Exporting to")
    assert stand.host.messages[-1] == f"1 excerpt is in {file}.{chr(10) if lost else ''}{lost}"
    assert file.exists()


def test_style_and_language_are_chosen_from_lists_that_check_what_is_set(
    stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.actions.menu.Picker", lambda *_, **how: how.get("checked"))
    stand.state.choose(citation_style="mla", citation_language="en")
    annotate(stand.workspace, "ete", [Span(0, 2)])
    export_excerpts(stand.state, stand.host, "")
    checked = []
    for row, chosen in (("style", "iso690"), ("style", "apa"), ("language", "fr"), ("language", "")):
        stand.answer(Picked((row,)))
        checked.append(stand.answer(Picked((chosen,))))
    assert checked == [["mla"], ["iso690"], ["en"], ["fr"]]
    stand.answer(Picked(("format",)))
    assert stand.answer(None) == ["plain"], "what is left alone leads back to the menu"
    stand.export(tmp_path / "out.txt")
    assert "s.\u00a0d." in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_another_format_gives_the_file_its_suffix(stand: Stand, tmp_path: Path) -> None:
    annotate(stand.workspace, "ete", [Span(0, 2)])
    export_excerpts(stand.state, stand.host, "")
    stand.answer(Picked(("file",)))
    stand.answer({"file": str(tmp_path / "choix.typ")})
    stand.answer(Picked(("format",)))
    stand.answer(Picked(("latex",)))
    stand.answer(Picked(("write",)))
    assert [file.name for file in tmp_path.glob("choix*")] == ["choix.tex"]


def test_a_long_export_says_now_and_then_how_far_it_is() -> None:
    host, times = FakeHost(), iter([0.0, 0.5, 1.2, 1.2, 1.5, 2.4, 2.4])
    progress = Progress(host, lambda: next(times))
    for done in (1, 2000, 2500, 4000):
        progress(done, 5000)
    assert host.messages == ["Exporting: 2,000 of 5,000 excerpts…", "Exporting: 4,000 of 5,000 excerpts…"]
