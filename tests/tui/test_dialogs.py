"""Form, choice and help: their keys, their answers, and outside text in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.text.date import read_date
from reader.tui.app import ScolieApp
from reader.tui.dialog.choose import Choose
from reader.tui.dialog.form import Field, Form
from reader.tui.dialog.keys_page import KeysPage
from reader.tui.dialog.manual import Manual
from tests.tui.app_pilot import messages, press, until
from tests.tui.showing import GUARDED, ROUGH, Stage, ask, seen


class TestForm:
    FIELDS = (
        Field("title", "Title", "Le cap\u00a0: un tour"),
        Field("author", "Author", "", "Anne Roy; Paul Le Goff", "Ada Le Bras"),
        Field("date", "Date", "2024", read=lambda typed, _: read_date(typed, ""), understood="= {}".format),
    )

    @pytest.mark.parametrize(
        ("keys", "changed"),
        [
            (["ctrl+s"], {}),
            (["tab", *"Ada", "ctrl+s"], {"author": "Ada"}),
            (["enter", *"Ada", "enter", "enter"], {"author": "Ada"}),
            (["down", "down", "up", *"Ada", "space", "ctrl+s"], {"author": "Ada"}),
            (["shift+tab", "end", *"-05", "enter"], {"date": "2024-05"}),
            (["down", "down", *"2025", "enter"], {"date": "2025"}),
            (["shift+tab", *"3 décembre 2025", "ctrl+s"], {"date": "2025-12-03"}),
            (["ctrl+t", "ctrl+s"], {"author": "Ada Le Bras"}),
            (["tab", *"Bob", "ctrl+t", "ctrl+s"], {"author": "Bob"}),
            (["end", "!", "ctrl+s"], {"title": "Le cap\u00a0: un tour!"}),
        ],
    )
    async def test_only_what_is_typed_changes(self, keys: Sequence[str], changed: dict[str, str]) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", self.FIELDS))
            await pilot.press(*keys)
            await pilot.pause()
            assert answer.given == [{field.name: field.value for field in self.FIELDS} | changed]

    async def test_what_cannot_be_kept_is_said_beside_it_and_stays(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", self.FIELDS))
            assert "The text says: Ada Le Bras" in seen(pilot)
            await pilot.press("tab", *"Bob", "tab", *"hier", "ctrl+s")
            await pilot.pause()
            assert not answer.given
            assert "Not a valid date. Write 2024" in seen(pilot)
            await pilot.press("home", "ctrl+k", *"03/12/2025")
            await pilot.pause()
            assert "= 2025-12-03" in seen(pilot)
            assert "Not a valid date." not in seen(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert answer.given == [{"title": self.FIELDS[0].value, "author": "Bob", "date": "2025-12-03"}]

    @pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
    async def test_the_line_that_one_types_in_is_seen_at_any_size(self, size: tuple[int, int]) -> None:
        async with Stage().run_test(size=size) as pilot:
            await ask(pilot, Form("Known", self.FIELDS))
            await pilot.press("tab", "tab", *"1999")
            await pilot.pause()
            assert "1999" in seen(pilot)

    async def test_a_long_value_shows_how_it_begins_and_typing_takes_its_place(self) -> None:
        fields = (Field("title", "Title", "Dernier " + "bac " * 40), Field("author", "Author", "Ada " * 40))
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", fields))
            assert "Dernier bac" in seen(pilot)
            await pilot.press("end", "tab")
            await pilot.pause()
            assert "Dernier bac" in seen(pilot), "also after its end was looked at"
            assert "Ada Ada" in seen(pilot)
            await pilot.press("x", "y", "ctrl+s")
            await pilot.pause()
            assert answer.given == [{"title": fields[0].value, "author": "xy"}]

    async def test_keys_and_the_whole_field_are_seen_where_not_all_fields_are(self) -> None:
        fields = [Field(f"f{at}", f"Label {at}", f"value {at}", f"hint {at}") for at in range(12)]
        async with Stage().run_test(size=(80, 12)) as pilot:
            await ask(pilot, Form("Known", fields))
            for at in range(12):
                parts = [f"{part} {at}" for part in ("Label", "value", "hint")]
                await until(pilot, lambda parts=parts: all(part in seen(pilot) for part in parts))  # type: ignore[misc]
                assert "Esc Cancel" in seen(pilot)
                await pilot.press("tab")
                await pilot.pause()

    async def test_esc_leaves_all_as_it_was(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form("Known", self.FIELDS))
            await pilot.press("x", "escape")
            await pilot.pause()
            assert answer.given == [None]

    async def test_outside_text(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Form(ROUGH, [Field("title", ROUGH, ROUGH)]))
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

    async def test_what_is_set_is_checked_and_the_arrows_start_there(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Choose("Ink", self.OPTIONS, checked="style", swatches={"green": "#2e933c"}))
            assert "┃✓ Y" in seen(pilot)
            assert "■ Green" in seen(pilot)
            await pilot.press("down", "enter")
            await pilot.pause()
            assert answer.given == ["green"]

    @pytest.mark.parametrize("height", [12, 24])
    async def test_all_are_seen_in_a_low_terminal(self, height: int) -> None:
        names = [f"name {number}" for number in range(12)]
        async with Stage().run_test(size=(40, height)) as pilot:
            await ask(pilot, Choose("Colour", [(chr(97 + at), name, name) for at, name in enumerate(names)]))
            assert all(name in seen(pilot) for name in names)
            first = next(line for line in seen(pilot).splitlines() if "name 0" in line)
            assert ("name 7" in first) == (height == 12)


class TestManual:
    LINES = tuple([(f"Row {row}.", ())] for row in range(90))

    @pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
    async def test_closes(self, key: str) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, Manual("What it printed", self.LINES))
            await pilot.press("x", key)
            await pilot.pause()
            assert answer.given == [None]

    @pytest.mark.parametrize("there", ["end", "G"])
    async def test_scrolls(self, there: str) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            await ask(pilot, Manual("What it printed", self.LINES))
            first = seen(pilot)
            assert "Row 0." in first
            for key, back in (("j", "k"), ("space", "pageup"), ("ctrl+d", "ctrl+u"), (there, "home")):
                await pilot.press(key)
                await pilot.pause()
                assert seen(pilot) != first, key
                await pilot.press(back)
                await pilot.pause()
                assert seen(pilot) == first, back

    async def test_outside_text(self) -> None:
        async with Stage().run_test(size=(120, 20)) as pilot:
            await ask(pilot, KeysPage(ROUGH, [(ROUGH, (("g", ROUGH),))]))
            assert seen(pilot).count(GUARDED) == 3
            assert "\x1b" not in seen(pilot)


class TestKeysPage:
    SECTIONS = (
        ("Reading", (("j Down", "Move to the next sentence."), ("/", "Search in this article."))),
        ("Citing", (("y", "Copy the excerpt with its citation."), ("Y c", "Copy the citation alone."))),
    )

    async def test_words_show_only_the_keys_that_they_are_about(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, KeysPage("Keys here", self.SECTIONS))
            await pilot.press("slash", *"CITATIÓN", "space", *"alone", "enter")
            await pilot.pause()
            assert "Copy the citation alone." in seen(pilot)
            assert "Copy the excerpt" not in seen(pilot)
            assert "Reading" not in seen(pilot)
            await pilot.press("escape")
            await pilot.pause()
            assert "Move to the next sentence." in seen(pilot)
            await pilot.press("slash", *"zzz", "enter")
            await pilot.pause()
            assert "No key is about “zzz”. Esc shows all." in seen(pilot)
            await pilot.press("q")
            await pilot.pause()
            assert answer.given == [None]

    async def test_esc_leaves_the_line_then_the_page(self) -> None:
        async with Stage().run_test(size=(80, 20)) as pilot:
            answer = await ask(pilot, KeysPage("Keys here", self.SECTIONS))
            await pilot.press("slash", *"alone", "escape")
            await pilot.pause()
            assert "Move to the next sentence." in seen(pilot)
            assert answer.given == []
            await pilot.press("escape")
            await pilot.pause()
            assert answer.given == [None]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        *((keys, "Q") for keys in ("?", "?/j\r", "H", "f", "gc", "gt", "gx", "gr", "gd")),
        *((keys, "ctrl+q") for keys in ("?/j", "/port", "tmer", "i", "T", "gsle", "gt/m", "gtn")),
    ],
)
async def test_a_key_quits_from_everywhere_and_one_with_ctrl_where_one_types(
    coded: Workspace, keys: str, key: str
) -> None:
    app = ScolieApp(coded, "port")
    async with app.run_test(size=(90, 40)) as pilot:
        await press(pilot, *({"?": "question_mark", "/": "slash", "\r": "enter"}.get(each, each) for each in keys))
        assert app.is_running
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running


async def test_tags_stay_checked_while_one_is_renamed(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(90, 40)) as pilot:
        await press(pilot, "t", *"quai", "tab", "ctrl+u", *"mer", "tab", "ctrl+u", "ctrl+r")
        assert "Rename" in seen(pilot)
        await press(pilot, *"zone/", "enter")
        assert "Tags of" in seen(pilot)
        await press(pilot, "ctrl+r", "escape", "enter")
    assert sum(len(annotation.tags) for annotation in annotations_in(coded, "port")) == 6


async def test_a_rename_alone_is_told_with_the_new_name(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(90, 40)) as pilot:
        await press(pilot, "t", *"neuf", "enter")
        await press(pilot, "t", "ctrl+r", *"cale", "enter", "enter")
        assert messages(pilot) == "Renamed: cale · u to undo"
        await press(pilot, "u")
        assert coded.codebook.like("neuf")


async def test_a_long_form_keeps_its_keys_and_the_beginning_of_its_values_in_view(workspace: Workspace) -> None:
    tag_edits.describe_article(workspace, workspace.article("port"), {"title": "Début " + "très " * 30 + "long"})
    async with ScolieApp(workspace, "port").run_test(size=(80, 24)) as pilot:
        await press(pilot, "i")
        for key in ("tab", "shift+tab"):
            assert "Début" in seen(pilot)
            assert "Ctrl+s Keep" in seen(pilot)
            await press(pilot, key)
        await press(pilot, *"Neuf", "ctrl+s")
    assert workspace.article("port").title == "Neuf"


async def test_a_form_names_the_address_of_an_article_as_people_write_it(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(90, 40)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        assert "URL" in seen(pilot)
        assert "Url" not in seen(pilot)


async def test_the_form_about_an_article_takes_what_its_text_says(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "bac.txt").write_text(
        "Par Anne Le Roy\n3 décembre 2024\n\nLe bac quitte le quai. Il ne revient pas.\n", encoding="utf-8"
    )
    workspace.articles()
    async with ScolieApp(workspace, "bac").run_test(size=(90, 40)) as pilot:
        await press(pilot, "i", "ctrl+t")
        assert "1 author: Le Roy, Anne" in seen(pilot)
        assert "Understood: 2024-12-03" in seen(pilot)
        await press(pilot, "ctrl+s")
        known = workspace.article("bac").metadata
        assert (known.author, known.date) == ("Anne Le Roy", "2024-12-03")


async def test_a_name_that_is_taken_is_asked_for_again_as_it_was_typed(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "t", *"mer/quai", "ctrl+r", *"a//b", "enter")
        assert "a//b" in seen(pilot)
        assert "mer/quai" in coded.codebook.all_paths()
        await press(pilot, *"mer/cale", "enter")
        assert "mer/cale" in coded.codebook.all_paths()
