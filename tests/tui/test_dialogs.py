"""Each dialog: its keys, its answers, and outside text in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from rich.style import Style
from rich.text import Text
from textual import events
from textual._compositor import LayoutUpdate
from textual.app import ComposeResult
from textual.color import Color
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.text.span import Span
from reader.tui.dialog.choose import Choose
from reader.tui.dialog.form import Form
from reader.tui.dialog.manual import Manual, keys_page
from reader.tui.dialog.note import NoteEditor, Written
from reader.tui.dialog.over import Over
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.widget.list_pane import ListPane
from tests.tui.showing import GUARDED, ROUGH, Stage, ask, seen

NAMES = ("phare", "port", "pêche", "quai")


def named(typed: str) -> list[Choice]:
    return [Choice(f"id-{name}", name) for name in NAMES if typed in name]


class TestPicker:
    @pytest.mark.parametrize(
        ("keys", "picked"),
        [
            (["enter"], Picked(("id-phare",))),
            (["down", "enter"], Picked(("id-port",))),
            (["ctrl+n", "ctrl+n", "ctrl+p", "enter"], Picked(("id-port",))),
            (["up", "enter"], Picked(("id-phare",))),
            (["q", "u", "enter"], Picked(("id-quai",))),
            (["pagedown", "enter"], Picked(("id-quai",))),
            (["tab", "down", "tab", "enter"], Picked(("id-phare", "id-port"))),
            (["tab", "tab", "down", "enter"], Picked(("id-port",))),
            (["down", "ctrl+r"], Picked(rename="id-port")),
            (["o", "tab", "backspace", "q", "tab", "enter"], Picked(("id-port", "id-quai"))),
            (["tab", *"mer", "enter"], Picked(("id-phare",), new="mer")),
            ([*"mer", "enter"], Picked(new="mer")),
            ([*"mer", "space", "space", *"du", "enter"], Picked(new="mer du")),
            ([*"port", "enter"], Picked(("id-port",))),
            (["escape"], None),
        ],
    )
    async def test_keys(self, keys: Sequence[str], picked: Picked | None) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Tag", named, many=True, create=True, rename=True))
            await pilot.press(*keys)
            await pilot.pause()
            assert answer.given == [picked]

    @pytest.mark.parametrize("key", ["tab", "ctrl+r", "shift+tab"])
    async def test_what_was_not_asked_for_does_nothing(self, key: str) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Go", named))
            await pilot.press(key)
            await pilot.pause()
            assert not answer.given
            await pilot.press("enter")
            await pilot.pause()
            assert answer.given == [Picked(("id-phare",))]

    async def test_enter_means_what_is_typed_not_what_was_found_before(self) -> None:
        go_on = threading.Event()

        def slow(typed: str) -> Iterator[Choice]:
            if typed == "qu":
                go_on.wait(30)
            yield from named(typed)

        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Search", slow, slow=True))
            await pilot.press("p")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert "phare" in seen(pilot)
            await pilot.press("backspace", "q", "u", "enter")
            assert not answer.given
            go_on.set()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert answer.given == [Picked(("id-quai",))]

    async def test_nothing_matches_and_nothing_is_taken(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Go", named))
            await pilot.press(*"zzz", "enter")
            await pilot.pause()
            assert not answer.given
            assert "Nothing matches." in seen(pilot)

    async def test_the_preview_follows_the_cursor(self) -> None:
        def choices(_typed: str) -> list[Choice]:
            return [Choice(name, name, preview=f"Ici {name}.") for name in NAMES]

        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Picker("Go", choices, preview=True))
            assert "Ici phare." in seen(pilot)
            await pilot.press("down")
            await pilot.pause()
            assert "Ici port." in seen(pilot)

    async def test_a_dear_preview_is_made_when_it_is_lit(self) -> None:
        made: list[str] = []

        def preview(name: str) -> str:
            made.append(name)
            return f"Ici {name}."

        def choices(_typed: str) -> list[Choice]:
            return [Choice(name, name, preview=partial(preview, name)) for name in NAMES]

        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Picker("Go", choices, preview=True))
            await pilot.press("down")
            await pilot.pause()
            assert "Ici port." in seen(pilot)
            assert set(made) == {"phare", "port"} and len(NAMES) > 2

    async def test_what_was_typed_is_marked_only_in_rows_that_are_seen(self) -> None:
        lit: list[str] = []

        def mark(name: str) -> tuple[Span, ...]:
            lit.append(name)
            return (Span(0, 1),)

        def choices(_typed: str) -> list[Choice]:
            return [Choice(name, name, lit=partial(mark, name)) for name in map(str, range(100, 200))]

        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Picker("Go", choices))
            lit.clear()
            await pilot.press("1")
            await pilot.pause()
            assert set(lit) == {str(name) for name in range(100, 200) if f" {name} " in seen(pilot)}
            assert 5 < len(set(lit)) < 20

    async def test_the_mouse_takes(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Go", named))
            await pilot.click(ListPane, offset=(4, 2))
            assert not answer.given
            await pilot.press("up")
            await pilot.click(ListPane, offset=(4, 1))
            await pilot.pause()
            assert answer.given == [Picked(("id-port",))]

    async def test_outside_text(self) -> None:
        def choices(_typed: str) -> list[Choice]:
            return [Choice("a", ROUGH, ROUGH, (Span(3, 6),), ROUGH)]

        async with Stage().run_test(size=(120, 20)) as pilot:
            await ask(pilot, Picker(ROUGH, choices, preview=True))
            assert GUARDED in seen(pilot)
            assert "\x1b" not in seen(pilot)

    async def test_a_paste_brings_no_control_character(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Tag", named, create=True))
            pilot.app.post_message(events.Paste("un\x1b[2J\x9bdeux\n"))
            await pilot.pause()
            assert "\x1b" not in seen(pilot)
            assert "\x9b" not in seen(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert answer.given == [Picked(new="un␛[2J\ufffddeux")]

    async def test_ten_thousand_choices(self) -> None:
        many = [Choice(str(number), f"Article {number}") for number in range(10_000)]
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Picker("Go", lambda typed: [one for one in many if typed in one.label]))
            await pilot.press(*"9999", "enter")
            await pilot.pause()
            assert answer.given == [Picked(("9999",))]


class TestNoteEditor:
    @pytest.mark.parametrize(
        ("keys", "written"),
        [
            (["ctrl+s"], Written("Un fait.", kept=True)),
            ([*" Vu", "ctrl+s"], Written("Un fait. Vu", kept=True)),
            (["enter", "q", "escape"], Written("Un fait.\nq", kept=False)),
            (["x", "ctrl+o"], Written("Un fait.x", kept=False, external=True)),
        ],
    )
    async def test_keys(self, keys: Sequence[str], written: Written) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, NoteEditor("Note", "Un fait."))
            await pilot.press(*[{" ": "space"}.get(key, key) for key in keys])
            await pilot.pause()
            assert answer.given == [written]

    async def test_what_was_not_touched_stays_to_the_byte(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, NoteEditor(ROUGH, ROUGH))
            assert GUARDED in seen(pilot)
            assert "\x1b" not in seen(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert answer.given == [Written(ROUGH, kept=True)]

    async def test_what_was_answered_is_no_draft_any_more(self) -> None:
        drafts: list[str] = []
        async with Stage().run_test(size=(80, 20)) as pilot:
            editor = NoteEditor("Note", "Un fait.", drafts.append)
            answer = await ask(pilot, editor)
            await pilot.press("x", "ctrl+s")
            await pilot.pause()
            assert answer.given == [Written("Un fait.x", kept=True)]
            drafts.clear()
            editor._drafted = ""
            editor.paint()  # comes late: the widgets are gone by now
            assert editor.text == "Un fait.x"
            assert drafts == []

    async def test_it_fits_a_low_terminal(self) -> None:
        async with Stage().run_test(size=(40, 12)) as pilot:
            await ask(pilot, NoteEditor("Note", "\n".join(map(str, range(30)))))
            assert "29" in seen(pilot)
            assert "Ctrl+s Keep" in seen(pilot)

    async def test_a_paste_brings_no_control_character(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, NoteEditor("Note", ""))
            pilot.app.post_message(events.Paste("un\x1b[2J\r\ndeux"))
            await pilot.pause()
            assert "\x1b" not in seen(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert answer.given == [Written("un␛[2J\ndeux", kept=True)]


class TestForm:
    FIELDS = (("title", "Title", "Le cap\u00a0: un tour"), ("author", "Author", ""), ("date", "Date", "2024"))

    @pytest.mark.parametrize(
        ("keys", "changed"),
        [
            (["ctrl+s"], {}),
            (["tab", *"Ada", "ctrl+s"], {"author": "Ada"}),
            (["enter", *"Ada", "enter", "enter"], {"author": "Ada"}),
            (["down", "down", "up", *"Ada", "space", "ctrl+s"], {"author": "Ada"}),
            (["shift+tab", "end", *"-05", "enter"], {"date": "2024-05"}),
            (["down", "down", *"2025", "enter"], {"date": "2025"}),
            (["end", "!", "ctrl+s"], {"title": "Le cap\u00a0: un tour!"}),
        ],
    )
    async def test_only_what_is_typed_changes(self, keys: Sequence[str], changed: dict[str, str]) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", self.FIELDS))
            await pilot.press(*keys)
            await pilot.pause()
            assert answer.given == [{name: value for name, _, value in self.FIELDS} | changed]

    async def test_esc_leaves_all_as_it_was(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", self.FIELDS))
            await pilot.press("x", "escape")
            await pilot.pause()
            assert answer.given == [None]

    async def test_outside_text(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form(ROUGH, [("title", ROUGH, ROUGH)]))
            assert seen(pilot).count(GUARDED) == 3
            assert "\x1b" not in seen(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert answer.given == [{"title": ROUGH}]


class TestChoose:
    OPTIONS = (("y", "yellow", "Yellow"), ("Y", "style", "Style"), ("g", "green", "Green"))

    @pytest.mark.parametrize(
        ("keys", "name"),
        [(["g"], "green"), (["Y"], "style"), (["left_shift", "Y"], "style"), (["escape"], None), (["z"], None)],
    )
    async def test_keys(self, keys: Sequence[str], name: str | None) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Choose("Ink", self.OPTIONS))
            await pilot.press(*keys)
            await pilot.pause()
            assert answer.given == [name]

    async def test_outside_text(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Choose(ROUGH, [("a", "a", ROUGH), ("b", "b", "long " * 40)]))
            assert seen(pilot).count(GUARDED) == 2
            assert "\x1b" not in seen(pilot)

    @pytest.mark.parametrize("height", [12, 24])
    async def test_all_are_seen_in_a_low_terminal(self, height: int) -> None:
        names = [f"name {number}" for number in range(12)]
        async with Stage().run_test(size=(40, height)) as pilot:
            await ask(pilot, Choose("Colour", [(chr(97 + at), name, name) for at, name in enumerate(names)]))
            assert all(name in seen(pilot) for name in names)
            assert ("a  name 0  h  name 7" in seen(pilot)) == (height == 12)


class TestManual:
    SECTIONS = tuple((f"Part {part}", [(f"g {row}", f"Row {part}-{row}.") for row in range(9)]) for part in range(9))

    @pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
    async def test_closes(self, key: str) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Manual("Keys here", keys_page(self.SECTIONS)))
            await pilot.press("x", key)
            await pilot.pause()
            assert answer.given == [None]

    @pytest.mark.parametrize("there", ["end", "G"])
    async def test_scrolls(self, there: str) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Manual("Keys here", keys_page(self.SECTIONS)))
            first = seen(pilot)
            assert "Row 0-0." in first
            for key, back in (("j", "k"), ("space", "pageup"), ("ctrl+d", "ctrl+u"), (there, "home")):
                await pilot.press(key)
                await pilot.pause()
                assert seen(pilot) != first, key
                await pilot.press(back)
                await pilot.pause()
                assert seen(pilot) == first, back

    async def test_outside_text(self) -> None:
        async with Stage().run_test(size=(120, 20)) as pilot:
            await ask(pilot, Manual(ROUGH, keys_page([(ROUGH, [("g", ROUGH)])])))
            assert seen(pilot).count(GUARDED) == 3
            assert "\x1b" not in seen(pilot)


class Ours(Over[None]):
    """Shows a word."""

    DEFAULT_CSS = "Ours { align: center middle; } Ours Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("Words")


class Textuals(ModalScreen[None]):
    """Shows the same."""

    DEFAULT_CSS = "Textuals { align: center middle; } Textuals Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("Words")


class TestOver:
    @pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
    async def test_what_lies_below_is_dimmed_as_textual_does_it(self, theme: str) -> None:
        below = Text.assemble("plain ", ("lit", "bold red on #203040"), (" 漢字 ", "link https://x.y underline"))
        app = Stage(Static(below), Static("rest"))
        async with app.run_test(size=(40, 8)) as pilot:
            app.theme = theme
            found = []
            for screens in ([Ours], [Textuals], [Ours, Ours], [Textuals, Textuals]):
                for screen in screens:
                    app.push_screen(screen())
                    await pilot.pause()
                found.append(cells_in_view(app))
                for _ in screens:
                    app.pop_screen()
                await pilot.pause()
            assert found[0] == found[1]
            assert found[2] == found[3]
            assert (found[0] != found[2]) == (theme != "ansi-dark")

    async def test_without_colours_there_are_none_in_what_is_dimmed_either(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        app = Stage(Static(Text.assemble("plain ", ("lit", "bold red on #203040"))))
        async with app.run_test(size=(40, 8)) as pilot:
            app.screen.styles.background = "#fbf0d0"
            app.push_screen(Ours())
            app.screen.styles.background = Color.parse("#fbf0d0").with_alpha(0.6)
            await pilot.pause()
            for letter, style in (cell for row in cells_in_view(app) for cell in row):
                for colour in filter(None, (style.color, style.bgcolor)):
                    assert len(set(colour.get_truecolor())) == 1, letter


def cells_in_view(app: Stage) -> list[list[tuple[str, Style]]]:
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    rows = [[segment for strip in strips for segment in strip] for strips in update.strips]
    return [[(letter, _seen(letter, style or Style())) for text, style, _ in row for letter in text] for row in rows]


def _seen(letter: str, style: Style) -> Style:
    """Return what of a style is seen: of a space nothing but what is behind and under it."""
    return style if letter.strip() or style.underline else Style(bgcolor=style.bgcolor)
