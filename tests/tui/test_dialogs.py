"""Form, choice and help: their keys, their answers, and outside text in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.dialog.choose import Choose
from reader.tui.dialog.form import Form
from reader.tui.dialog.manual import Manual, keys_page
from tests.tui.showing import GUARDED, ROUGH, Stage, ask, seen


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
            first = next(line for line in seen(pilot).splitlines() if "name 0" in line)
            assert ("name 7" in first) == (height == 12)


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


async def test_a_form_names_the_address_of_an_article_as_people_write_it(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(90, 40)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        assert "URL" in seen(pilot)
        assert "Url" not in seen(pilot)
