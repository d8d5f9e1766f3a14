"""The window and what hangs on it: any size, any speed of resizing, a clipboard that never answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.tui.app_pilot import until
from tests.tui.showing import seen, strips
from tests.tui.terminal import Terminal

SIZES = [(1, 1), (2, 1), (1, 9), (3, 3), (7, 2), (300, 1), (1, 100), (400, 120)]
WHERE: dict[str, tuple[str, ...]] = {
    "the text": (), "the side pane": ("l",), "a note": ("a", "x"), "the tags": ("t",), "the metadata": ("i",),
    "the articles": ("g", "a"), "the search of all": ("g", "s"), "the annotations": ("g", "n"), "the list": ("g", "l"),
    "the review": ("g", "r"), "the help": ("?",), "a prefix": ("g",), "a search": ("/", "v"), "labels": ("f",),
    "the inks": ("H",), "the themes": ("z", "t"), "the palette": ("ctrl+p",), "a command": ("!",),
}  # fmt: skip


def widths(pilot: Pilot[None]) -> set[int]:
    return {strip.cell_length for strip in strips(pilot.app)}


@pytest.mark.parametrize("where", WHERE)
async def test_a_window_of_any_size_from_one_cell_on_fits_and_gives_back_what_was_there(
    workspace: Workspace, where: str
) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"], "une note")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", *WHERE[where])
        await pilot.pause()
        if where == "the tags":
            await until(pilot, lambda: "1 │" in seen(pilot))  # they are counted when the keyboard rests
        before = seen(pilot)
        screen = pilot.app.screen
        for columns, rows in SIZES:
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert widths(pilot) <= {columns}
            assert pilot.app.screen is screen
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert seen(pilot) == before


@pytest.mark.parametrize("size", [(1, 1), (7, 2), (1, 100), (400, 120)])
async def test_the_app_opens_in_a_window_of_any_size_and_every_key_works_there(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    async with ScolieApp(workspace).run_test(size=size) as pilot:
        await pilot.press(
            "j", "k", "enter", "j", "w", "J", "escape", "h", "pagedown", "g", "e", "l", "l", "f", "escape"
        )
        await pilot.press("a", *"note", "ctrl+s", "t", *"mer", "enter", "/", *"vent", "enter", "n", "?", "escape", "q")
        await pilot.pause()
        assert widths(pilot) <= {size[0]}
    (annotation,) = [annotation for annotation in annotations_in(workspace) if annotation.tags]
    assert annotation.note == "note"


@pytest.mark.parametrize(("keys", "typed"), [("a", "Du vent"), ("t", "mer"), ("/", "vent"), ("i", "Un titre")])
async def test_a_resize_in_a_dialog_keeps_what_was_typed_and_where_the_typing_goes(
    workspace: Workspace, keys: str, typed: str
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        if keys == "i":
            await pilot.press("ctrl+u")
        await pilot.press(*typed[:3])
        for columns, rows in ((40, 10), (1, 1), (120, 50)):
            await pilot.resize_terminal(columns, rows)
        await pilot.press(*typed[3:])
        await pilot.pause()
        focused = pilot.app.focused
        assert isinstance(focused, Input | TextArea)
        assert (focused.value if isinstance(focused, Input) else focused.text) == typed


async def test_a_resize_keeps_the_focus_in_view(workspace: Workspace) -> None:
    text = "\n\n".join(f"Le vent numéro {number} tombe sur la rade, et la mer dort." for number in range(300))
    (workspace.root / "seeds" / "port.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press(*"jjjjjjjjjj", "pagedown", "pagedown", "j")
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        assert screen.pane.selection
        lit = screen.pane.selection.focus.of(screen.view.text)[:15]
        for columns, rows in ((30, 10), (200, 50), (5, 5), (100, 30)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert screen.pane.selection.focus.of(screen.view.text).startswith(lit)
            assert columns < 30 or lit in seen(pilot)


def test_twenty_resizes_a_second_leave_the_page_whole(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    for number in range(20):
        shown.resize(*((1, 1) if number % 7 == 0 else (20 + number * 3 % 90, 5 + number % 40)))
        shown.settle(0.05)
        if number % 5 == 0:
            shown.type("jk")
    shown.resize(100, 30)
    shown.until("Highlight")
    shown.type("jh")
    shown.until("Highlighted")
    shown.until("Un intertitre nu")
    shown.type("q")
    assert shown.end() == 0
    (one,) = annotations_in_anew(root)
    assert one == "Les grutiers reviennent."


def annotations_in_anew(root: Path) -> list[str]:
    workspace = open_library(root)
    workspace.articles()
    return [annotation.quote for annotation in annotations_in(workspace)]


def test_a_clipboard_program_that_hangs_stops_no_key_and_not_the_end(root: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("xclip", "xsel", "wl-copy", "pbcopy"):
        (programs / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\nexec sleep 30\n")
        (programs / name).chmod(0o755)
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "DISPLAY": ":9", "WAYLAND_DISPLAY": None}
    shown = Terminal("read", "port", "-l", str(root), environment=environment)
    shown.until("Highlight")
    shown.type("y")
    shown.type("jh")
    shown.until("Highlighted")
    shown.until("erminal")
    assert (tmp_path / "asked").exists()
    assert b"\x1b]52;c;" in shown.bytes
    shown.type("yq")
    assert shown.end() == 0
    assert annotations_in_anew(root) == ["Les grutiers reviennent."]
