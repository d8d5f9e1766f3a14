"""A sitting at the screen, keys only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from reader.library.article import Status
from reader.session.annotations.annotate import annotate, annotations_in, change
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.store.folder import FolderStore
from reader.store.retrying_store import KeepingStore
from reader.text.fold import Folded, fold
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui import telling
from reader.tui.app import ScolieApp
from reader.tui.dialog.picker import Picker
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.library import LibraryScreen
from reader.tui.screen.library_list import LibraryList
from reader.tui.widget.bar import StatusBar, WhichKey
from reader.tui.widget.list_pane import ListPane
from tests.tui.showing import seen


def article(pilot: Pilot[None]) -> ArticleScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ArticleScreen)
    return screen


def lit(pilot: Pilot[None]) -> str:
    screen = article(pilot)
    assert screen.pane.selection
    return screen.pane.selection.span.of(screen.view.text)


def marks(workspace: Workspace) -> list[tuple[str, tuple[str, ...], str]]:
    book = workspace.codebook
    return [(one.quote, book.paths(one.tags), one.note) for one in annotations_in(workspace)]


async def test_read_mark_tag_note_undo_redo(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("j", "h")
        assert marks(workspace) == [("Les grutiers reviennent.", (), "")]
        await pilot.press("t", *"mer", "enter")
        await pilot.press("a", *"note", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == [("Les grutiers reviennent.", ("mer",), "note")]
        await pilot.press("u", "u", "u")
        assert marks(workspace) == []
        await pilot.press("U", "U", "U")
        assert marks(workspace) == [("Les grutiers reviennent.", ("mer",), "note")]
        await pilot.press("j", ".")
        assert marks(workspace)[-1][1] == ("mer",)


async def test_what_changes_nothing_is_not_said_to_be_done(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        for keys in (["h"], ["t", *"mer", "enter"], ["."]):
            await pilot.press(*keys)
        await pilot.pause()
        assert "nothing has changed" in toasts(pilot)
        assert "takes it back" not in toasts(pilot)
        await pilot.press("h")
        await pilot.pause()
        assert "takes it back" not in toasts(pilot)
        await pilot.press("u")
        assert marks(workspace) == [("Le port rouvre.", (), "")]


async def test_a_verb_acts_on_what_is_lit_not_on_a_smaller_annotation_in_it(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("w", "h", "escape")
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("t", *"mer", "enter")
        await pilot.pause()
        assert sorted(marks(workspace)) == [("Le", (), ""), ("Le port rouvre.", ("mer",), "")]
        await pilot.press("greater_than_sign", "a", *"note", "ctrl+s")
        await pilot.pause()
        assert sorted(marks(workspace)) == [("Le", (), "note"), ("Le port rouvre.", ("mer",), "")]


async def test_a_page_turns_and_turns_back_over_what_motion_skips(workspace: Workspace) -> None:
    lines = ["Table of Contents", "Le premier mot", "Le premier mot", *(f"Une phrase {n}." for n in range(60))]
    (workspace.root / "seeds" / "port.txt").write_text("\n\n".join(lines), encoding="utf-8")
    async with ScolieApp(workspace, "port").run_test(size=(60, 20)) as pilot:
        pane = article(pilot).pane
        await pilot.press("g", "g")
        rows = pane.size.height
        await pilot.press("space", "space")
        assert pane.scroll_offset.y == 2 * (rows - 2)
        await pilot.press("pageup")
        assert pane.scroll_offset.y == rows - 2
        await pilot.press("pageup", "pageup")
        assert (pane.scroll_offset.y, lit(pilot)) == (0, "Le premier mot")
        await pilot.press(*["space"] * 20)
        assert lit(pilot) == "Une phrase 59."


async def test_motion_and_selection(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("J")
        assert lit(pilot) == "Le port rouvre. Les grutiers reviennent."
        await pilot.press("escape", "k", "w", "w", "W")
        assert lit(pilot) == "port rouvre"
        await pilot.press("s")
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("p")
        assert lit(pilot) == "Un intertitre nu"
        await pilot.press("g", "e")
        assert lit(pilot) == "Rien ne presse."
        await pilot.press("m", "a", "g", "g", "'", "a")
        assert lit(pilot) == "Rien ne presse."


async def test_search_makes_the_hit_the_selection(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("slash", *"prefet", "enter")
        await pilot.pause()
        assert lit(pilot) == "préfet"


async def test_labels_jump(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("f", "k")
        assert lit(pilot) == "Le préfet « suit » le dossier."


async def test_several_passages_make_one_annotation(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("x", "j", "x", "h")
        assert [quote for quote, _, _ in marks(workspace)] == ["Le port rouvre. […] Un intertitre nu"]


async def test_a_boundary_is_moved_by_a_word(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("h", "e", "b", "enter")
        assert marks(workspace)[0][0] == "Le port"


async def test_the_focus_survives_a_resize(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert lit(pilot) == "Les grutiers reviennent."
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        assert lit(pilot) == "Les grutiers reviennent."


async def test_the_place_is_found_again(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j", "q")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert lit(pilot) == "Un intertitre nu"


async def test_the_list_filters_sorts_and_opens(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.press("slash", *"ete", "enter", "enter")
        await pilot.pause()
        assert article(pilot).article == "ete"
        await pilot.press("g", "l", "escape", "s")
        assert len(pilot.app.screen.query_one(ListPane).rows) == 2


async def test_fuzzy_jump(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "a", *"ete", "enter")
        await pilot.pause()
        assert article(pilot).article == "ete"


async def test_rows_are_painted_once(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "k", "j", "k")
        before = article(pilot).pane.painted
        await pilot.press("j", "k")
        assert article(pilot).pane.painted == before


async def test_outside_text_is_shown_as_text(workspace: Workspace) -> None:
    path = workspace.catalogue.file_of("port")
    path.write_text("Un [/] et [bold]gras[/bold] et \x1b[31mrouge. Fin ici.", encoding="utf-8")
    workspace.reread("port")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        row = "".join(segment.text for segment in article(pilot).pane.render_line(0))
        assert "[/] et [bold]gras[/bold] et ␛[31mrouge." in row


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "i", "H", "t", "a"])
async def test_dialogs_open_and_close(workspace: Workspace, key: str) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press(key)
        assert not isinstance(pilot.app.screen, ArticleScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ArticleScreen)


async def test_an_empty_library_says_what_to_do(workspace: Workspace) -> None:
    for path in (workspace.root / "seeds").iterdir():
        path.unlink()
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        pane = pilot.app.screen.query_one(ListPane)
        assert "scolie add" in "".join(segment.text for segment in pane.render_line(0))
        await pilot.press("enter", "j", "S")


async def test_a_toast_shows_control_characters_and_markup_as_text(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        pilot.app.screen.notify("a\x1b[31mb\x9b1m [/] [bold]c", title="t\x1b]0;x\x07")
        await pilot.pause()
        (toast,) = pilot.app._notifications
        assert toast.message == "a␛[31mb\ufffd1m [/] [bold]c"
        assert toast.title == "t␛]0;x␇"
        assert not toast.markup


async def test_a_passage_goes_through_a_command(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("exclamation_mark", *"tr", "space", *"o", "space", *"O", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Le pOrt rOuvre." in seen(pilot)
        await pilot.press("q")
        assert article(pilot)


async def test_margins_are_kept_free(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 20)) as pilot:
        pane = article(pilot).pane
        for margin in (6, 12, 0, 2):
            await pilot.press("z", "m")
            await pilot.pause()
            assert pane.margin == margin
            lines = [line for line in seen(pilot).split("\n")[:18] if line.strip()]
            assert min(len(line) - len(line.lstrip(" ▌")) for line in lines) >= margin
            assert max(len(line.rstrip()) for line in lines) <= 60 - margin


def add_large(workspace: Workspace, end: str) -> None:
    """Add the article `gros`, too large to be looked through while a key waits, which ends with ``end``."""
    text = "\n\n".join(f"Le paragraphe {number} parle du vent et de la mer." for number in range(9_000))
    (workspace.root / "seeds" / "gros.txt").write_text(f"{text}\n\n{end}", encoding="utf-8")
    workspace.articles()


async def test_what_is_pasted_stays_between_the_keys_around_it(workspace: Workspace) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        for event in (
            events.Key("a", "a"),
            events.Key("L", "L"),
            events.Paste("e quai"),
            events.Key("full_stop", "."),
            events.Paste(" Fin"),
            events.Key("ctrl+s", None),
        ):
            app.post_message(event)
        await until(pilot, lambda: marks(workspace) != [("Le port rouvre.", (), "")])
        assert marks(workspace) == [("Le port rouvre.", (), "Le quai. Fin")]
        app.post_message(events.Paste("h"))  # nothing to type in
        for event in (events.Key("t", "t"), events.Paste("mer/quai"), events.Key("enter", "\r")):
            app.post_message(event)
        await until(pilot, lambda: marks(workspace)[0][1] != ())
        assert marks(workspace) == [("Le port rouvre.", ("mer/quai",), "Le quai. Fin")]


def type_at_once(app: ScolieApp, keys: str) -> None:
    for letter in keys:
        app.post_message(events.Key({"\r": "enter", "/": "slash"}.get(letter, letter), letter))


async def test_what_is_typed_behind_the_key_that_leaves_is_not_done(workspace: Workspace) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "qhtmer\r")
        await until(pilot, lambda: not app.is_running)
    assert marks(workspace) == []


@pytest.mark.parametrize("keys", ["/mer\r /", "zz /", "l /", "/x\r?q /"])
async def test_a_page_that_is_turned_behind_another_key_is_as_long_as_that_key_has_made_it(
    workspace: Workspace, keys: str
) -> None:
    text = "\n\n".join(f"Le paragraphe {number} parle du vent et de la mer." for number in range(99))
    (workspace.root / "seeds" / "long.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    led: list[str] = []
    for at_once in (False, True):
        app = ScolieApp(workspace, "long")
        async with app.run_test(size=(60, 12)) as pilot:
            await pilot.press("g", "g")
            for part in [keys] if at_once else keys:
                type_at_once(app, part)
                await until(pilot, lambda app=app: not app._typed)  # type: ignore[misc]
                await pilot.pause(0.1)
            await until(pilot, lambda app=app: isinstance(app.screen, ArticleScreen))  # type: ignore[misc]
            await until(pilot, lambda: article(pilot).prompt.has_focus)
            led.append(lit(pilot))
    assert led[0] == led[1]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(("keys", "status"), [("jS", Status.DONE), ("S", Status.READING), ("vS", Status.READING)])
async def test_the_status_is_the_next_one_however_fast_it_is_typed(
    workspace: Workspace, keys: str, status: Status, at_once: bool
) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        for part in [keys] if at_once else keys:
            type_at_once(app, part)
            await pilot.pause()
        await until(pilot, lambda: workspace.article("port").status is not Status.UNREAD)
    assert workspace.article("port").status is status


async def test_what_is_typed_behind_a_search_is_done_where_it_has_led(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, search = threading.Event(), find.search

    def slow(*asked: Any) -> Iterator[find.Hit]:
        go_on.wait(30)
        return search(*asked)

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "gsgrutiers\rh")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.awaits)
        await pilot.pause(0.6)  # longer than keys wait for a dialog that does not stand
        go_on.set()
        await until(pilot, lambda: bool(marks(workspace)))
    assert marks(workspace) == [("Les grutiers reviennent.", (), "")]


async def test_a_search_that_is_awaited_can_be_left(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(*_: Any) -> Iterator[find.Hit]:
        go_on.wait(30)
        return iter(())

    monkeypatch.setattr(find, "search", slow)
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "gsgrutiers\r")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.awaits)
        app.post_message(events.Key("escape", "\x1b"))
        app.post_message(events.Key("h", "h"))
        await until(pilot, lambda: bool(marks(workspace)))
        go_on.set()
    assert marks(workspace) == [("Le port rouvre.", (), "")]


async def test_titles_are_prepared_for_slips_once_it_is_quiet(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as something that is waited for: it would wait for itself."""
    app, asked = ScolieApp(workspace, "port"), []
    monkeypatch.setattr(
        "reader.search.jump.JumpIndex.prepare", lambda _index: asked.append(list(app.background.awaited))
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "a")
        await until(pilot, lambda: bool(asked))
    assert asked == [[]]


async def test_what_can_wait_waits_for_what_a_person_waits_for(workspace: Workspace) -> None:
    app, may = ScolieApp(workspace, "port"), threading.Event()
    done: list[str] = []
    async with app.run_test(size=(60, 12)) as pilot:

        def asked() -> str:
            may.wait(60)
            return "asked"

        app.background.in_background(asked, done.append)
        app.background.when_quiet(lambda: "in turn", done.append)
        await until(pilot, lambda: bool(app.background.awaited) and app.is_quiet)
        await pilot.pause(0.1)
        assert not done
        may.set()
        await until(pilot, lambda: len(done) == 2)
        assert done == ["asked", "in turn"]


@pytest.fixture
def go_on(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A large article, whose text is looked through only once this is set."""
    add_large(workspace, "Une perle rare.")
    go_on = threading.Event()

    def slow(text: str) -> Folded:
        go_on.wait(30)
        return fold(text)

    monkeypatch.setattr("reader.tui.screen.article.search.fold", slow)
    return go_on


async def test_enter_waits_for_the_search_of_a_large_article(workspace: Workspace, go_on: threading.Event) -> None:
    app = ScolieApp(workspace, "gros")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.app.workers.wait_for_complete()  # it has been opened
        await pilot.press("slash", *"perle", "enter")
        await pilot.pause()
        assert lit(pilot) != "perle"
        assert "Searching…" in seen(pilot)
        assert not pilot.app._notifications
        type_at_once(app, "h")  # what is typed next is meant for what is sought
        await pilot.pause(0.6)
        assert marks(workspace) == []
        go_on.set()
        await until(pilot, lambda: bool(marks(workspace)))
        assert lit(pilot) == "perle"
        assert marks(workspace) == [("perle", (), "")]
        assert "Searching…" not in seen(pilot)


async def test_a_search_in_a_large_article_that_is_awaited_can_be_left(
    workspace: Workspace, go_on: threading.Event
) -> None:
    app = ScolieApp(workspace, "gros")
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("slash", *"perle", "enter")
        app.post_message(events.Key("escape", "\x1b"))
        type_at_once(app, "h")
        await until(pilot, lambda: bool(marks(workspace)))
        assert "Searching…" not in seen(pilot)
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert lit(pilot) == marks(workspace)[0][0] == "Le paragraphe 0 parle du vent et de la mer."


async def test_what_is_typed_while_a_large_article_is_looked_through_counts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_large(workspace, "Une perle rare, une perle.")
    go_on, folded = threading.Event(), 0

    def slow(text: str) -> Folded:
        nonlocal folded
        folded += 1
        go_on.wait(30)
        return fold(text)

    monkeypatch.setattr("reader.tui.screen.article.search.fold", slow)
    async with ScolieApp(workspace, "gros").run_test(size=(100, 30)) as pilot:
        await pilot.app.workers.wait_for_complete()
        screen = article(pilot)
        await pilot.press("slash", *"vent", "escape")
        go_on.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not screen.pane.hits  # it was left before anything was found
        await pilot.press("slash", *"xy", *["backspace"] * 6, *"perle")
        await until(pilot, lambda: len(screen.pane.hits) == 2)
        await pilot.press("escape")
        assert not screen.pane.hits
        await pilot.press("slash", "enter")
        await until(pilot, lambda: lit(pilot) == "perle")
        assert len(screen.pane.hits) == 2
        assert "hit 1 of 2" in screen.content.status_line()
        await pilot.press("n")
        assert "hit 2 of 2" in screen.content.status_line()
        await pilot.press("n")
        assert "hit 1 of 2" in screen.content.status_line()
        await pilot.press("N")
        assert "hit 2 of 2" in screen.content.status_line()
        await pilot.press("slash", *["backspace"] * 5, *"E", "enter")
        await until(pilot, lambda: len(screen.pane.hits) > 9_000)
        assert len(screen.pane.hits) == sum(letter in "eéèê" for letter in screen.view.text.lower())
        assert folded == 1


async def test_what_comes_late_finds_no_screen_and_says_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "seeds" / "gros.txt").write_text("Un vent, une mer.\n\n" * 20_000, encoding="utf-8")
    workspace.articles()
    go_on = threading.Event()

    def slow(text: str) -> Folded:
        go_on.wait(30)
        return fold(text)

    monkeypatch.setattr("reader.tui.screen.article.search.fold", slow)
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        assert isinstance(pilot.app, ScolieApp)
        pilot.app.navigation.open_article("gros")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.press("slash", *"vent", "enter")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        go_on.set()
        await pilot.pause(0.5)
        assert pilot.app.failure is None
        assert not pilot.app._notifications


def refuse(_puts: object) -> None:
    raise Problem("The library can only be read.", "annotations", "Make it writable.", status=1)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what is done beside the keyboard; fail after half a minute."""
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError(seen(pilot))


def foot(pilot: Pilot[None]) -> str:
    """Return the words of the lowest line."""
    return pilot.app.screen.query_one(StatusBar).render_line(0).text


def toasts(pilot: Pilot[None]) -> str:
    return " ".join(toast.message for toast in pilot.app._notifications)


async def test_what_was_refused_is_not_said_to_be_done(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 40)) as pilot:
        monkeypatch.setattr(workspace.store, "put", refuse)
        for keys in (["S"], ["h"], ["i", *"Un titre", "ctrl+s"], ["t", *"mer", "enter"], ["a", *"une note", "ctrl+s"]):
            pilot.app.clear_notifications()
            await pilot.press(*keys)
            await pilot.pause()
            assert "can only be read" in toasts(pilot)
            assert "takes it back" not in toasts(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "une note" in seen(pilot)  # nothing that was written is lost over it


async def test_a_note_on_an_unmarked_passage_is_one_change(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"note", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == [("Le port rouvre.", (), "note")]
        await pilot.press("u")
        assert marks(workspace) == []
        await pilot.press("a", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == []  # nothing was written


async def test_what_was_left_out_is_told(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "broken.txt").write_bytes(b"a\0b")
    async with ScolieApp(workspace).run_test() as pilot:
        await pilot.pause()
        await until(pilot, lambda: "cannot be read: 1" in toasts(pilot))


async def test_what_is_said_covers_no_pop_up_and_no_prompt(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("h")
        await pilot.pause()
        assert "Highlighted. u takes it back." in foot(pilot)
        assert not pilot.app.screen.query("Toast")
        pilot.app.notify("An error that takes some room. " * 8, severity="error")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 1
        assert "Highlighted" not in foot(pilot)
        await pilot.press("g")
        await pilot.pause()
        assert pilot.app.screen.query_one(WhichKey).region.area
        assert not pilot.app.screen.query("Toast")


async def test_what_takes_one_line_is_said_in_the_line_of_keys_and_what_takes_more_over_it(
    workspace: Workspace,
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30), notifications=True) as pilot:
        keys = foot(pilot)
        for told, in_line in (("a" * 57, True), ("a" * 58, False), ("a\nb", False), ("\x1b[31m[b]é", True)):
            pilot.app.notify(told)
            await pilot.pause()
            assert (guard(told) in foot(pilot)) == in_line, told
            assert len(pilot.app.screen.query("Toast")) == (not in_line), told
        for told in ("Look out.", "Look there, too."):
            pilot.app.notify(told, severity="warning")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 2
        pilot.app.clear_notifications()
        await pilot.pause()
        assert not pilot.app.screen.query("Toast")
        pilot.app.notify("Soon gone.", timeout=0.05)
        assert "Soon gone." in foot(pilot)
        await until(pilot, lambda: foot(pilot) == keys)
        pilot.app.notify("Read.")
        assert "Read." in foot(pilot)
        assert await pilot.click(StatusBar, offset=(58, 0))
        await until(pilot, lambda: foot(pilot) == keys)


async def test_what_is_said_goes_with_the_screen_that_comes_in_front(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30), notifications=True) as pilot:
        below = pilot.app.screen
        pilot.app.notify("Look out.", severity="warning")
        assert "Look out." in foot(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 1
        assert not below.query_one(StatusBar).said
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is below
        assert "Look out." in foot(pilot)


async def test_what_is_told_gives_way_to_what_is_told_next_and_to_the_next_key(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ScolieApp(workspace, "port").run_test() as pilot:
        for told in ("Look out.", "Look there, too."):
            pilot.app.notify(told, severity="warning")
        for told in ("One.", "Two."):
            pilot.app.notify(told)
        await until(pilot, lambda: toasts(pilot) == "Look out. Look there, too. Two.")
        monkeypatch.setattr(telling, "AT_ONCE", 0.0)
        monkeypatch.setattr(telling, "GLANCE", 0.0)
        pilot.app.notify("That failed.", severity="error")
        await until(pilot, lambda: toasts(pilot) == "That failed.")
        await pilot.press("j")
        await until(pilot, lambda: toasts(pilot) == "")


async def test_what_cannot_be_saved_is_in_view_and_counted_until_it_is(root: Path) -> None:
    workspace = open_library(root, "Ada", keeping=True)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])
    (root / "annotations").rename(root / "away")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await pilot.pause()
        assert len(article(pilot).view.annotations) == 2
        assert "Not saved yet: 1" in seen(pilot)
        assert "has gone" in toasts(pilot)
        (root / "away").rename(root / "annotations")
        await until(pilot, lambda: "Not saved" not in seen(pilot))
    assert len(annotations_in(open_library(root, "Ada"), "port")) == 2


async def test_who_leaves_a_dialog_does_not_wait_for_the_list(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("reload", "look_again"):
        monkeypatch.setattr(LibraryList, name, lambda _, *given, name=name: done.append(name))
    async with ScolieApp(workspace).run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        done.clear()
        await pilot.press("g", "a", "escape")
        await pilot.pause()
        assert done == ["look_again"]
        await pilot.press("g", "t")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert done == ["look_again", "reload"]


async def test_what_the_store_has_to_do_is_done_beside_the_keyboard(root: Path) -> None:
    workspace = open_library(root, "Ada", keeping=True)
    workspace.articles()
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        threads: list[int] = []
        store = workspace.store
        assert isinstance(store, KeepingStore)
        assert isinstance(store.inner, FolderStore)
        assert store.threads is store.inner.threads  # two would wait for each other: one asks the other both ways
        checkpoint = root / "annotations" / "port.json"
        tick = store.inner.tick

        def watched() -> None:
            threads.append(threading.get_ident())
            tick()

        store.inner.tick = watched  # type: ignore[method-assign]
        await until(pilot, checkpoint.exists)
        assert threads
        assert threading.get_ident() not in threads
        await pilot.press("j", "h")
        assert len(marks(workspace)) == 2


async def test_what_others_have_changed_is_skipped_by_undo_with_a_word(root: Path) -> None:
    workspace = open_library(root, "Ada", keeping=True)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])
    annotate(workspace, "port", [Span(16, 40)])
    other = open_library(root, "Bea")
    other.articles()
    change(other, annotations_in(other, "port")[1], note="de Bea")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert "Taken back: highlight." in toasts(pilot)
        assert "Skipped, because it cannot be taken back: highlight port: " in toasts(pilot)
        assert [one.note for one in article(pilot).view.annotations] == ["de Bea"]
        pilot.app.clear_notifications()
        await pilot.press("u")
        await pilot.pause()
        assert "nothing to undo" in toasts(pilot)
        assert "has been changed since" in toasts(pilot)
