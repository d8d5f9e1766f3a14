"""Excerpts as one document: what a query finds, grouped, and what is done with the passage under the cursor."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, cast

import pytest

from reader.session.annotations.annotate import annotate
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.dialog.choices import Picked
from reader.tui.screen.excerpts_document import ExcerptsDocument
from tests.tui.screens.fakes import Stand


@pytest.fixture
def document(stand: Stand) -> ExcerptsDocument:
    return opened(stand)


def opened(stand: Stand, query: str = "tag:mer") -> ExcerptsDocument:
    document = ExcerptsDocument(
        stand.services,
        stand.shell,
        cast(Any, stand.list),
        cast(Any, stand.prompt),
        query=query,
    )
    document.begin()
    stand.host.finish()
    return document


def quotes(stand: Stand, document: ExcerptsDocument) -> list[str]:
    found = []
    for index in range(len(stand.list.ids)):
        stand.list.to(index)
        found.append(document.cursor.current.quote)
    stand.list.to(0)
    return found


def test_the_passages_of_a_query_stand_in_the_order_of_the_text(stand: Stand, document: ExcerptsDocument) -> None:
    assert quotes(stand, document) == ["Le port", "dossier", "presse"]
    assert document.title().way[1:] == ("Excerpts", "tag:mer")
    assert document.title().facts == ("3 excerpts", "by article")


def test_without_a_query_there_are_all_excerpts(stand: Stand) -> None:
    document = opened(stand, "")
    assert len(quotes(stand, document)) == 4
    assert document.title().way[1:] == ("Excerpts", "")


def test_a_query_is_asked_for_and_the_first_one_comes_back(stand: Stand, document: ExcerptsDocument) -> None:
    document.commands()["list.filter"]()
    assert stand.prompt.value == "tag:mer"
    stand.prompt.enter("tag:État")
    stand.host.finish()
    assert quotes(stand, document) == ["préfet"]
    document.commands()["list.clear"]()
    stand.host.finish()
    assert document.title().way[1:] == ("Excerpts", "tag:mer")
    assert len(stand.list.ids) == 3


def test_a_query_that_cannot_be_read_is_reported_and_the_document_stays(
    stand: Stand, document: ExcerptsDocument
) -> None:
    document.commands()["list.filter"]()
    stand.prompt.enter("state:nothing")
    stand.host.finish()
    assert len(stand.host.problems) == 1
    assert len(stand.list.ids) == 3
    assert stand.shell.waiting.stands


def test_the_cursor_stays_on_its_passage_when_the_document_is_grouped_by_tag(
    stand: Stand, document: ExcerptsDocument
) -> None:
    stand.list.to(2)
    document.commands()["excerpts.group"]()
    stand.host.finish()
    assert document.title().facts == ("3 excerpts", "by tag")
    assert document.cursor.current.quote == "presse"
    document.group()
    stand.host.finish()
    assert document.title().facts == ("3 excerpts", "by article")


def test_the_passage_opens_where_it_is_by_now(stand: Stand, document: ExcerptsDocument) -> None:
    text = stand.workspace.text("port")
    start = text.index("Le port")
    document.commands()["app.open"]()
    assert stand.navigator.went == [("open", "port", Span(start, start + len("Le port")))]


def test_a_passage_is_copied_with_its_citation(
    stand: Stand, document: ExcerptsDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, _: object) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("reader.tui.actions.copying.copy_text", copy)
    document.commands()["excerpt.copy"]()
    stand.host.finish()
    assert "Le port" in copied[0]
    (told,) = stand.host.messages
    assert told.startswith("Copied. ")
    assert len(told) > len("Copied. ")


def test_marked_excerpts_are_copied_in_their_order_and_esc_unmarks_them(
    stand: Stand, document: ExcerptsDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, _: object) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("reader.tui.actions.copying.copy_text", copy)
    commands = document.commands()
    stand.list.to(1)
    commands["list.mark"]()
    stand.list.to(0)
    commands["list.mark"]()
    assert (stand.list.cursor, document.status().mode) == (1, "MARKED 2 excerpts")
    commands["excerpt.copy"]()
    stand.host.finish()
    first, second = copied[0].split("\n\n")
    assert "Le port" in first and "dossier" in second
    assert stand.host.messages == ["Copied. 2 excerpts."]
    commands["list.clear"]()
    assert (document.status().mode, stand.list.marked, len(stand.list.ids)) == ("", set(), 3)
    commands["excerpt.copy"]()
    stand.host.finish()
    assert "dossier" in copied[1] and len(copied[1]) < len(copied[0]), "the one that is lit"


def test_marks_stay_on_what_is_still_shown(stand: Stand, document: ExcerptsDocument) -> None:
    document.commands()["list.mark"]()
    document.group()
    stand.host.finish()
    assert document.status().mode == "MARKED 1 excerpt"
    document.commands()["list.filter"]()
    stand.prompt.enter("tag:État")
    stand.host.finish()
    assert document.status().mode == ""


@pytest.mark.parametrize(("name", "marks", "count"), [("out.txt", 0, 3), ("out.csv", 2, 2), ("out.jsonl", 1, 1)])
def test_what_is_marked_is_exported_or_else_what_is_shown(
    stand: Stand,
    document: ExcerptsDocument,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    marks: int,
    count: int,
) -> None:
    monkeypatch.setattr("reader.tui.actions.menu.Picker", lambda title, _: title)
    for _ in range(marks):
        document.mark()
    document.export()
    title = stand.export(tmp_path / name)
    assert ("marked" in title) == bool(marks)
    written = (tmp_path / name).read_text(encoding="utf-8-sig")
    found = {
        "out.txt": lambda: len(written.split("\n\n")),
        "out.csv": lambda: len(list(csv.DictReader(written.splitlines()))),
        "out.jsonl": lambda: len([json.loads(line) for line in written.splitlines()]),
    }
    assert found[name]() == count
    assert str(count) in stand.host.messages[-1]


def test_lines_are_no_longer_than_those_one_reads(stand: Stand, document: ExcerptsDocument) -> None:
    stand.state.choose(column_width=40)
    document.reload()
    stand.host.finish()
    assert cast(Any, stand.list).column == 40


def test_what_is_marked_meanwhile_comes_with_the_next_look(stand: Stand, document: ExcerptsDocument) -> None:
    annotate(stand.workspace, "ete", [Span(2, 7)], ["mer"])
    document.resumed()
    stand.host.finish()
    assert document.title().facts == ("4 excerpts", "by article")
    document.commands()["edit.undo"]()
    stand.host.finish()
    assert document.title().facts == ("3 excerpts", "by article")


def test_an_empty_document_has_no_passage(stand: Stand) -> None:
    document = opened(stand, "nowhere")
    assert stand.list.ids == []
    for name in ("app.open", "excerpt.copy"):
        with pytest.raises(Problem, match="no excerpt here"):
            document.commands()[name]()


def test_lines_are_laid_out_again_for_another_width(stand: Stand, document: ExcerptsDocument) -> None:
    document.width.fit()
    assert stand.host.background == []
    stand.list.room = 30
    document.width.fit()
    stand.host.finish()
    assert document.width.cells == 30


def test_another_style_counts_from_now_on_and_copies_in_it(stand: Stand, document: ExcerptsDocument) -> None:
    document.commands()["excerpt.markdown"]()
    stand.host.finish()
    assert stand.host.remembered == {"citation_format": "markdown"}
    assert stand.state.citing.format == "markdown"
    assert stand.host.messages


def test_a_style_is_chosen_from_a_list_for_all_that_is_marked(
    stand: Stand, document: ExcerptsDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, _: object) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("reader.tui.actions.copying.copy_text", copy)
    monkeypatch.setattr("reader.tui.dialog.picker.Picker", lambda title, *_choices, **_more: title)
    for name in ("list.mark", "list.mark", "excerpt.style"):
        document.commands()[name]()
    assert stand.answer(Picked(("style mla",))) == "Citation style and format"
    assert stand.state.citing.style == "mla"
    assert copied[0].count("\n\n") == 1  # two excerpts
