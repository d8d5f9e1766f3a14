"""Files and folders that cannot be written or read, are not files at all, or vanish while they are open."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.catalogue import PATIENCE
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.faults.limits import bound_by_rights, scolie, with_read_only_mount
from tests.store.making import often
from tests.tui.app_pilot import settled, work_done
from tests.tui.showing import seen
from tests.tui.terminal import Terminal

READ_ONLY = {
    "a library on a read-only mount": lambda root: (root, with_read_only_mount(root)),
    "a folder without the right to write": lambda root: (root / "annotations", bound_by_rights()),
    "a log without the right to write": lambda root: (root / "annotations" / "port.jsonl", bound_by_rights()),
}


def everything(folder: Path) -> dict[str, bytes]:
    hidden = (".locks", ".backup")
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part in hidden for part in path.parts)
    }


@pytest.fixture
def annotated(root: Path) -> Path:
    workspace = open_library(root)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], ["mer"], "avant")
    workspace.store.close()
    return root


@pytest.mark.parametrize("kind", READ_ONLY)
def test_what_cannot_be_written_is_read_all_the_same_and_every_refusal_is_reported(annotated: Path, kind: str) -> None:
    place, under = READ_ONLY[kind](annotated)
    place.chmod(place.stat().st_mode & ~0o222)
    before = everything(annotated)
    library = ("-l", str(annotated))
    try:
        for words in (["list"], ["show", "port"], ["search", "vent"], ["annotations"], ["tags"], ["excerpt"]):
            done = scolie(*words, *library, under=under)
            assert done.returncode == 0, done.stderr
        assert "avant" in scolie("annotations", *library, under=under).stdout
        for words in (["annotate", "port", "--span", "16:20"], ["undo"]):
            done = scolie(*words, *library, under=under)
            assert done.returncode == 1
            assert done.stderr.startswith("scolie: ")
            assert "Traceback" not in done.stderr
        shown = Terminal("read", "port", *library, under=under)
        shown.until("Highlight")
        shown.type("j")
        shown.type("h")
        shown.until("can only be read", "could not be saved")
        shown.type("q")
        assert shown.end() == 0
        assert shown.left_as_it_was
    finally:
        place.chmod(place.stat().st_mode | 0o200)
    assert everything(annotated) == before


def test_a_note_that_a_read_only_library_refuses_is_kept_as_a_draft(annotated: Path, home: Path) -> None:
    under = with_read_only_mount(annotated)
    shown = Terminal("read", "port", "-l", str(annotated), under=under)
    shown.until("Le port rouvre.")
    shown.settle(0.5)
    shown.type("jaDu vent")
    shown.until("Du vent")
    shown.type("\x13")
    shown.until("can only")
    shown.type("q")
    shown.end()
    file = next((home / "state" / "scolie" / "places").glob("*.json"))
    assert "Du vent" in json.loads(file.read_text())["port"]["drafts"].values()


def test_a_file_and_a_folder_without_the_right_to_read_are_left_out_and_named(root: Path) -> None:
    under = bound_by_rights()
    seeds = root / "seeds"
    (seeds / "shut").mkdir()
    (seeds / "shut" / "inside.txt").write_text("Dedans.", encoding="utf-8")
    for path in (seeds / "port.txt", seeds / "shut"):
        path.chmod(0)
    try:
        listed = scolie("list", "--json", "-l", str(root), under=under)
        assert [json.loads(line)["id"] for line in listed.stdout.splitlines()] == ["ete"]
        output = scolie("check", "-l", str(root), under=under)
        assert output.returncode == 1
        assert "port.txt" in output.stdout
        assert "shut" in output.stdout
        asked = scolie("show", "port", "-l", str(root), under=under)
        assert (asked.returncode in (1, 2), "Traceback" in asked.stderr) == (True, False)
    finally:
        (seeds / "shut").chmod(0o700)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name has room for some hundred bytes only
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a socket": a_socket,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_not_a_file_is_left_out_and_never_waited_for(root: Path, kind: str) -> None:
    NO_FILES[kind](root / "seeds" / "odd.txt")
    workspace = open_library(root)
    assert {article.id for article in workspace.articles()} == {"port", "ete"}
    assert bool(workspace.catalogue.problems) == (kind != "a folder")
    done = scolie("add", str(root / "seeds" / "odd.txt"), "-l", str(root))
    assert (done.returncode in (1, 2), "Traceback" in done.stderr) == (True, False)


@pytest.mark.parametrize("kind", NO_FILES)
async def test_an_open_article_replaced_by_something_else_than_a_file_stays_in_view(
    workspace: Workspace, kind: str
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        path = workspace.root / "seeds" / "port.txt"
        path.unlink()
        NO_FILES[kind](path)
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        assert isinstance(pilot.app, ScolieApp)
        for _ in range(2):
            pilot.app.watcher.look()
            await work_done(pilot)
        await pilot.press("j", "g", "e", "g", "g")
        await pilot.pause()
        assert "Le port rouvre." in seen(pilot)


def test_a_link_out_of_the_library_is_read_and_nothing_is_written_where_it_leads(root: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "loin.txt").write_text("Un texte du dehors. Fin.", encoding="utf-8")
    (outside / "deep" / "up").symlink_to("..")
    (root / "seeds" / "away").symlink_to(outside)
    (root / "seeds" / "lien.txt").symlink_to(outside / "deep" / "loin.txt")
    before = everything(outside)
    workspace = open_library(root)
    assert {article.id for article in workspace.articles()} == {"port", "ete", "lien", "away-deep-loin"}
    annotate(workspace, "lien", [Span(0, 19)])
    annotate(workspace, "away-deep-loin", [Span(0, 19)])
    workspace.store.close()
    assert everything(outside) == before
    assert {annotation.article for annotation in annotations_in(open_library(root))} == {"lien", "away-deep-loin"}


async def test_ten_thousand_articles_are_listed_found_and_opened(root: Path) -> None:
    count = often(1_000, 10_000)
    for number in range(count):
        text = f"Le titre numéro {number}\n\nLe vent tombe. La mer dort."
        (root / "seeds" / f"n{number:05}.txt").write_text(text, encoding="utf-8")
    workspace = open_library(root, retrying=True)
    workspace.catalogue.patience = PATIENCE
    assert len(workspace.articles()) == count + 2
    workspace.catalogue.patience = 0
    async with ScolieApp(workspace).run_test(size=(90, 24)) as pilot:
        assert isinstance(pilot.app, ScolieApp)
        await settled(pilot)
        await pilot.press("g", "e")
        await pilot.pause()
        assert "Un été" in seen(pilot)
        await pilot.press("g", "a", *f"numero {count - 1}")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert f"Le titre numéro {count - 1}" in seen(pilot)
        await pilot.press("h")
    assert workspace.article(f"n{count - 1:05}").annotations == 1
