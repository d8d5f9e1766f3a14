"""Importing from the list asks for a file, refuses what is none, and says what was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.article_annotations import annotations_in
from reader.text.problem import Problem
from reader.tui.actions.importing import file_field, import_file
from tests.exchange.qdpx import project, selection, source, write
from tests.tui.screens.fakes import Stand


def test_the_message_says_what_was_made(stand: Stand, tmp_path: Path) -> None:
    text = stand.workspace.text("ete")
    file = write(tmp_path / "p.qdpx", project(source(selection(0, 2, text[:2]))), S1=text)
    reloaded: list[bool] = []
    import_file(stand.state, stand.host, lambda: reloaded.append(True))
    stand.answer({"file": str(file)})
    assert stand.host.messages[0] == f"Importing {file}…"
    assert stand.host.messages[-1].splitlines()[:2] == ["1 annotation is new.", "New tag: mer/port."]
    assert [each.quote for each in annotations_in(stand.workspace, "ete")] == [text[:2]]
    assert reloaded == [True]


def test_the_form_names_the_format_and_refuses_other_files(tmp_path: Path) -> None:
    field = file_field()
    file = write(tmp_path / "p.qdpx", project(""))
    assert field.understood(field.read(str(file), {})) == "REFI-QDA project"
    (tmp_path / "x.bin").write_bytes(b"x")
    for wrong in ("nothing.qdpx", str(tmp_path / "x.bin")):
        with pytest.raises(Problem):
            field.read(wrong, {})
