"""Adding on the screen: a file is picked, what will be made is shown, and one key makes it or nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from reader.exchange.imported import Imported
from reader.session.adding.carry_out import carry_out
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.exchange.import_annotations import ImportResult, Progress, import_annotations
from reader.text.problem import Problem
from reader.tui.actions.adding import Adding
from reader.tui.actions.watched_work import WatchedWork
from reader.tui.dialog.choices import Choice, Picked
from tests.containers.exports import SAMPLES
from tests.exchange.qdpx import project, selection, source, write
from tests.tui.screens.fakes import Stand

EXPORT = SAMPLES / "europresse-new.html"


@pytest.fixture
def shown() -> list[str | None]:
    return []


@pytest.fixture
def ask(stand: Stand, shown: list[str | None]) -> Callable[[Path], None]:
    """Press the key and pick a file."""

    def ask(path: Path) -> None:
        Adding(stand.state, stand.host, stand.shell.waiting, shown.append).ask()
        stand.answer(Picked((str(path),)))

    return ask


class FakePicker:
    """What a picker is made with."""

    def __init__(self, title: str, choices: Callable[[str], Iterable[Choice]], **_more: object) -> None:
        self.title, self.choices = title, choices


@pytest.fixture(autouse=True)
def _pickers(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("adding", "importing"):
        monkeypatch.setattr(f"reader.tui.actions.{module}.Picker", FakePicker)


def choices(stand: Stand, words: str = "") -> list[Choice]:
    return list(stand.host.asked[-1][0].choices(words))


def title(stand: Stand) -> str:
    return str(stand.host.asked[-1][0].title)


def test_what_will_become_of_each_article_is_shown_and_enter_makes_it_as_one_step(
    stand: Stand, ask: Callable[[Path], None], shown: list[str | None]
) -> None:
    before = [article.id for article in stand.workspace.articles()]
    ask(EXPORT)
    assert title(stand) == "Enter adds 4 articles"
    rows = choices(stand)
    assert [row.beside for row in rows] == [("new",)] * 4
    assert "One article in several sources" in str(rows[0].preview)
    assert [row.label for row in choices(stand, "HÁRBOR")] == ["Why the harbor was moved"]
    assert [article.id for article in stand.workspace.articles()] == before
    stand.answer(Picked(("1",)))
    assert stand.host.messages[-1] == "4 articles added"
    assert shown and shown[0] in {article.id for article in stand.workspace.articles()}
    undo(stand.workspace)
    assert [article.id for article in stand.workspace.articles()] == before


def test_esc_at_the_preview_adds_nothing(stand: Stand, ask: Callable[[Path], None]) -> None:
    before = stand.workspace.articles()
    ask(EXPORT)
    stand.answer(None)
    assert stand.workspace.articles() == before


def test_what_is_there_already_is_shown_and_enter_does_nothing(stand: Stand, ask: Callable[[Path], None]) -> None:
    ask(EXPORT)
    stand.answer(Picked(("1",)))
    ask(EXPORT)
    assert title(stand) == "There is nothing new in europresse-new.html"
    assert [row.beside for row in choices(stand)] == [("unchanged",)] * 4
    said = list(stand.host.messages)
    stand.answer(Picked(("1",)))
    assert stand.host.messages == said


def test_esc_while_files_are_written_takes_them_away_again_and_lists_what_is_left(
    stand: Stand, ask: Callable[[Path], None], shown: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stand.workspace.articles()
    ask(EXPORT)

    def interrupted(workspace: object, plan: object, progress: Callable[[int], object]) -> object:
        def step(done: int) -> None:
            if done == 2:
                stand.shell.waiting.give_up()
            progress(done)

        return carry_out(workspace, plan, step)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.tui.actions.adding.carry_out", interrupted)
    stand.answer(Picked(("1",)))
    assert stand.host.messages[-1] == "Nothing was added."
    assert stand.workspace.articles() == before
    assert shown == [None]


def test_the_whole_folder_can_be_taken(stand: Stand, ask: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for name in ("europresse-old.html", "factiva-plain.html"):
        shutil.copy(SAMPLES / name, folder)
    ask(folder / ".")
    assert [row.beside[0] for row in choices(stand)].count("new") >= 4


def test_annotations_are_known_by_their_format_and_shown_before_they_are_imported(
    stand: Stand, ask: Callable[[Path], None], shown: list[str | None], tmp_path: Path
) -> None:
    text = stand.workspace.text("ete")
    quote = text.split()[0]
    selector = {"type": "TextQuoteSelector", "exact": quote}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:5e6a2f10-0000-4000-8000-000000000001",
        "type": "Annotation", "body": [{"type": "TextualBody", "purpose": "tagging", "value": "neuf"}],
        "target": {"source": "ete", "selector": [selector]},
    }  # fmt: skip
    file = tmp_path / "notes.jsonld"
    file.write_text(json.dumps(page))
    before = len(annotations_in(stand.workspace))
    ask(file)
    assert title(stand) == "Enter imports notes.jsonld"
    assert "1 annotation would be new." in [row.label for row in choices(stand)]
    assert len(annotations_in(stand.workspace)) == before
    stand.answer(Picked(("0",)))
    assert stand.host.messages[-1].startswith("1 annotation is new.")
    assert len(annotations_in(stand.workspace)) == before + 1
    undo(stand.workspace)
    assert len(annotations_in(stand.workspace)) == before


def annotated(path: Path, text: str, title: str) -> Path:
    """Write a file of annotations on a new text and on one of the library, as many as it has words."""
    selections = []
    for number, word in enumerate(re.finditer(r"\w+", text)):
        selections.append(selection(word.start(), word.end(), word[0], guid=f"S{number}"))
    new = source("".join(selections), name="Nouveau", guid="S2")
    return write(path, project(source(selections[0], name=title) + new), S1=text, S2=f"{text} Et après.")


@pytest.mark.parametrize("at", ["first", "last", "writing"])
def test_esc_while_annotations_are_imported_leaves_the_library_as_it_was(
    stand: Stand, ask: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    file = annotated(tmp_path / "p.qdpx", stand.workspace.text("port"), "port")
    ask(file)
    assert title(stand) == "Enter imports p.qdpx"

    def interrupted(workspace: Any, imported: Imported, about: str, *, progress: Progress) -> ImportResult:
        total = len(imported.annotations)
        wanted = {"first": 0, "last": total - 1, "writing": total}[at]

        def step(done: int, of: int) -> None:
            if done == wanted:
                stand.shell.waiting.give_up()
            progress(done, of)

        return import_annotations(workspace, imported, about, progress=step)

    monkeypatch.setattr("reader.tui.actions.importing.import_annotations", interrupted)

    def state() -> object:
        paths = [article.path for article in stand.workspace.articles()]
        texts = sorted(stand.workspace.root.rglob("*.txt"))
        history = stand.workspace.store.records("_library", "history")
        return annotations_in(stand.workspace), dict(stand.workspace.codebook.tags), paths, texts, dict(history)

    before = state()
    stand.answer(Picked(("0",)))
    assert stand.host.messages[-1] == "Nothing was imported."
    assert state() == before


@pytest.mark.parametrize("work", ["read", "trial", "plan"])
def test_esc_while_a_file_is_read_shows_nothing(
    stand: Stand, ask: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    steps: list[int] = []
    counted = WatchedWork.counted

    def interrupted(self: WatchedWork, sentence: Callable[[int, int], str]) -> Callable[[int, int], None]:
        def step(done: int, of: int) -> None:
            steps.append(done)
            if (of > 0) == (work == "trial"):
                stand.shell.waiting.give_up()
            own(done, of)

        own = counted(self, sentence)
        return step

    monkeypatch.setattr(WatchedWork, "counted", interrupted)
    ask(EXPORT if work == "plan" else annotated(tmp_path / "p.qdpx", stand.workspace.text("port"), "port"))
    assert stand.host.asked == []
    assert steps and stand.shell.waiting.stands


def test_how_far_it_is_stands_in_the_line_at_the_bottom(
    stand: Stand, ask: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.actions.watched_work.PAUSE", 0)
    ask(annotated(tmp_path / "p.qdpx", stand.workspace.text("port"), "port"))
    stand.answer(Picked(("0",)))
    said = stand.shell.bar.said
    assert "1 annotation is read…" in said
    assert any(line.startswith("5 of ") and line.endswith(" annotations have their place…") for line in said)
    assert any(line.startswith("Writing ") for line in said)


def test_a_file_with_annotations_whose_articles_are_missing_is_added_as_articles(
    stand: Stand, ask: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "readwise.csv"
    file.write_text("Highlight,Book Title,Book Author,Note\nLe vent tombe.,port,A. Roy,.mer vu\n", encoding="utf-8")
    ask(file)
    assert title(stand) == "Enter imports readwise.csv"
    file.write_text("Highlight,Book Title,Book Author,Note\nLe vent tombe.,Un livre,A. Roy,.mer vu\n", encoding="utf-8")
    ask(file)
    assert title(stand) == "Enter adds 1 article"


@pytest.mark.parametrize("name", ["missing.txt", "what.xyz"])
def test_what_cannot_be_added_is_said(stand: Stand, ask: Callable[[Path], None], tmp_path: Path, name: str) -> None:
    (tmp_path / "what.xyz").write_text("?")
    with pytest.raises(Problem):  # the real background says it
        ask(tmp_path / name)
    assert stand.shell.waiting.stands
