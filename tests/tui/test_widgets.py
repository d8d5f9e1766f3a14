"""The widgets alone: lists, the side pane, the bar, the pop-up and the prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual import events
from textual.filter import DimFilter, LineFilter, Monochrome
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from reader.layout.bar import StatusLine
from reader.layout.cells import cells, fitted
from reader.layout.table import Column, ListRow, Table
from reader.text.span import Span
from reader.tui.terminal.scroll_bar_rows import ScrollBarRows
from reader.tui.widget.bar import Prompt, StatusBar, WhichKey
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.side_pane import Note, SidePane
from tests.tui.showing import GUARDED, ROUGH, Stage, seen

ROWS = [ListRow(f"id-{number}", (f"Article {number}", "Gazette", "")) for number in range(10_000)]


def line(pane: ListPane, y: int) -> str:
    strip = pane.render_line(y)
    assert strip.cell_length == pane.size.width
    return strip.text


def under(pilot: Pilot[None]) -> str:
    return next((row for row in seen(pilot).splitlines() if row.startswith("┃")), "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.integers(1, 30))
def test_a_fitted_text_has_just_its_cells(text: str, width: int) -> None:
    assert cells(fitted(text, width)) == width


def painted(strips: list[Strip]) -> list[list[tuple[str, Style | None]]]:
    return [[(character, part.style) for part in strip for character in part.text] for strip in strips]


@pytest.mark.parametrize("filters", [[], [Monochrome()], [DimFilter()]], ids=["plain", "no colour", "dim"])
async def test_rows_go_to_the_screen_as_textual_would_paint_them(
    filters: list[LineFilter], monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = ListPane(Table((Column(10), Column(4))))
    async with Stage(pane).run_test(size=(60, 12)) as pilot:
        pane.show(ROWS)
        pane.to(7)
        await pilot.pause()
        monkeypatch.setattr(pilot.app, "get_line_filters", lambda: filters)
        pane.looks.forget()
        for crop in (pane.size.region, Region(0, 3, 60, 5), Region(4, 0, 20, 12), Region(58, 7, 1, 1)):
            assert painted(pane.render_lines(crop)) == painted(Widget.render_lines(pane, crop))
        bars, bar = ScrollBarRows(), pane.vertical_scrollbar
        for row in (7, 9, 1234, 1235, len(ROWS)):
            pane.to(row)
            await pilot.pause()
            for _ in range(2):  # made, and kept
                rows = bars.rows(bar, range(12))
                assert rows
                assert painted(rows) == painted(bar.render_lines(bar.size.region))
        pane.styles.border = ("round", "red")
        await pilot.pause()
        assert "╭" in painted(pane.render_lines(pane.outer_size.region))[0][0][0]


class TestListPane:
    async def test_the_cursor_is_always_in_view(self) -> None:
        pane = ListPane(Table((Column(10), Column(4))))
        async with Stage(pane).run_test(size=(60, 12)) as pilot:
            pane.show(ROWS)
            for go, by, index in (
                (pane.to, 5_000, 5_000),
                (pane.move, 1, 5_001),
                (pane.turn, 1, 5_012),
                (pane.turn, -1, 5_001),
                (pane.to, 10**9, 9_999),
                (pane.move, 1, 9_999),
                (pane.to, 0, 0),
                (pane.move, -1, 0),
            ):
                go(by)
                await pilot.pause()
                assert pane.current == f"id-{index}"
                assert f"Article {index} " in under(pilot)

    async def test_the_cursor_is_in_view_from_the_start_and_after_a_resize(self) -> None:
        pane = ListPane()
        pane.show(ROWS, "id-777")
        async with Stage(pane).run_test(size=(60, 12)) as pilot:
            assert "Article 777 " in under(pilot)
            await pilot.resize_terminal(30, 3)
            await pilot.pause()
            assert "Article 777 " in under(pilot)

    async def test_the_cursor_stays_on_its_row_when_others_go(self) -> None:
        pane = ListPane()
        async with Stage(pane).run_test(size=(60, 12)) as pilot:
            pane.show(ROWS, "id-5000")
            pane.show(ROWS[4_990:5_010])
            await pilot.pause()
            assert "Article 5000 " in under(pilot)
            pane.show(ROWS[:3])
            await pilot.pause()
            assert pane.current in {"id-0", "id-1", "id-2"}
            assert under(pilot)
            pane.show(())
            assert pane.current is None
            pane.move(1)

    async def test_columns_that_do_not_fit_or_are_empty_give_way(self) -> None:
        pane = ListPane(Table((Column(10), Column(4))))
        async with Stage(pane).run_test(size=(60, 5)) as pilot:
            pane.show(ROWS[:2])
            assert line(pane, 0).endswith("  Gazette ")
            await pilot.resize_terminal(30, 5)
            await pilot.pause()
            assert "Gazette" not in line(pane, 0)
            assert "Article 0" in line(pane, 0)

    @pytest.mark.parametrize("width", [1, 2, 5, 27, 60])
    async def test_wide_characters_keep_the_row_as_wide_as_the_pane(self, width: int) -> None:
        pane = ListPane(Table((Column(8),)))
        async with Stage(pane).run_test(size=(width, 3)):
            pane.show([ListRow("a", ("日本語の新聞 e\u0301te\u0301 👩‍👧", "日本語の新聞"), (Span(0, 2), Span(1, 4)))])
            for y in range(3):
                line(pane, y)

    async def test_what_is_lit_or_marked_says_so_without_colour(self) -> None:
        pane = ListPane()
        async with Stage(pane).run_test(size=(40, 4)):
            pane.show([ListRow("a", ("Le phare",), (Span(3, 8),), marked=True), ListRow("b", ("Le quai",))])
            assert line(pane, 0).startswith("┃✓Le phare")
            lit = [part for part in pane.render_line(0) if part.style and part.style.underline]
            assert [part.text for part in lit] == ["phare"]

    async def test_outside_text(self) -> None:
        pane = ListPane(Table((Column(30),)), empty=ROUGH)
        async with Stage(pane).run_test(size=(90, 4)):
            assert GUARDED in line(pane, 0)
            pane.show([ListRow("a", (ROUGH, ROUGH))])
            assert line(pane, 0).count("[/] et [bold]gras") == 2
            assert "\x1b" not in line(pane, 0)

    async def test_a_click_goes_there_and_a_second_chooses(self) -> None:
        class Listening(Stage):
            def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
                self.heard.append(event.id)

        pane = ListPane()
        stage = Listening(pane)
        async with stage.run_test(size=(40, 6)) as pilot:
            pane.show(ROWS)
            pane.to(100)
            await pilot.pause()
            await pilot.click(ListPane, offset=(3, 2))
            assert (pane.current, stage.heard) == ("id-97", [])
            await pilot.click(ListPane, offset=(3, 2))
            await pilot.pause()
            assert stage.heard == ["id-97"]


QUOTE = "Les bateaux rentrent avant la nuit, chargés jusqu’au bord, et la criée ouvre à l’aube."
NOTES = (
    Note("a", "Le phare.", ("mer/signal",), letter="Y"),
    Note("b", QUOTE, ("pêche", "nuit"), "À vérifier.", "G", state="changed"),
    Note("c", QUOTE, letter="P", article="port"),
)


class TestSidePane:
    async def test_a_note_takes_two_to_four_lines(self) -> None:
        pane = SidePane()
        async with Stage(pane).run_test(size=(35, 12)):
            pane.show_notes(NOTES)
            assert [line(pane, y).rstrip() for y in range(10)] == [
                "┃ Y #mer/signal",
                "┃ Le phare.",
                "  G (changed) #pêche #nuit",
                "  Les bateaux rentrent avant la",
                "  nuit, chargés jusqu’au bord, et…",
                "  ✎ À vérifier.",
                "  P · port",
                "  Les bateaux rentrent avant la",
                "  nuit, chargés jusqu’au bord, et…",
                "",
            ]

    async def test_the_whole_note_under_the_cursor_is_in_view(self) -> None:
        pane = SidePane()
        many = [Note(str(number), QUOTE, note="Vu.", letter="Y") for number in range(500)]
        async with Stage(pane).run_test(size=(34, 9)) as pilot:
            pane.show_notes(many)
            for go, by in ((pane.to, 300), (pane.move, 1), (pane.turn, -1), (pane.turn, 1)):
                go(by)
                await pilot.pause()
                assert sum(row.startswith("┃") for row in seen(pilot).splitlines()) == 4
            assert pane.current == "301"
            await pilot.resize_terminal(80, 4)
            await pilot.pause()
            assert under(pilot).startswith("┃ ")
            assert pane.current == "301"

    async def test_a_note_begins_with_its_lane_where_colours_tell_inks_apart(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLORTERM", "truecolor")
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)
        pane = SidePane()
        async with Stage(pane).run_test(size=(35, 12)):
            pane.show_notes([Note("a", "Le phare.", ("mer",), letter="Y", lane="#2a9d8f")])
            segments = list(pane.render_line(0))
            assert "".join(part.text for part in segments).rstrip() == "┃ ▎ #mer"
            lane = next(part.style for part in segments if part.text == "▎")
            assert lane and lane.color and lane.color.name == "#2a9d8f"

    async def test_no_letter_stands_under_the_scroll_bar(self) -> None:
        pane = SidePane()
        pane.styles.border_left = ("solid", "white")
        async with Stage(pane).run_test(size=(34, 9)):
            pane.show_notes([Note(str(number), QUOTE, (QUOTE,), QUOTE) for number in range(9)])
            assert pane.show_vertical_scrollbar
            shown = [line(pane, y) for y in range(4)]
            assert all(row.endswith(" ") for row in shown)
            assert [row.rstrip()[-1] for row in shown] == ["…", "a", "…", "…"]

    async def test_a_filter_stays_until_it_is_taken_away(self) -> None:
        pane = SidePane(none="Nothing is here.", no_hit="Nothing matches.")
        async with Stage(pane).run_test(size=(34, 12)):
            assert "Nothing is here." in line(pane, 0)
            pane.show_notes(NOTES, "b")
            for words, ids in (
                ("#PECHE", "b"),
                ("bateaux", "bc"),
                ("changed verifier", "b"),
                ("port", "c"),
                ("", "abc"),
            ):
                pane.sift(words)
                assert "".join(row.id for row in pane.rows) == ids
            pane.sift("rien de tel")
            assert "Nothing matches." in line(pane, 0)
            pane.show_notes([*NOTES, Note("d", "Rien de tel.")])
            assert [row.id for row in pane.rows] == ["d"]

    async def test_a_click_on_any_line_of_a_note_is_a_click_on_the_note(self) -> None:
        pane = SidePane()
        async with Stage(pane).run_test(size=(34, 12)) as pilot:
            pane.show_notes(NOTES)
            await pilot.click(SidePane, offset=(5, 4))
            assert pane.current == "b"
            await pilot.click(SidePane, offset=(5, 10))
            assert pane.current == "b"

    async def test_outside_text(self) -> None:
        pane = SidePane()
        async with Stage(pane).run_test(size=(90, 12)):
            pane.show_notes([Note("a", ROUGH, (ROUGH,), ROUGH, "Y", "", ROUGH)])
            shown = "\n".join(line(pane, y) for y in range(4))
            assert shown.count(GUARDED) == 4
            assert "\x1b" not in shown

    @given(quote=st.text(max_size=500), tag=st.text(max_size=40), width=st.integers(1, 60))
    def test_no_line_is_wider_than_the_pane(self, quote: str, tag: str, width: int) -> None:
        from reader.tui.widget.side_pane import note_lines

        laid = note_lines(Note("a", quote, (tag,), quote, "Y"), width)
        assert 2 <= len(laid) <= 4
        assert {cells(row.text) for row in laid} == {width}


class TestBar:
    KEYS = (("h", "Highlight"), ("t", "Tag"), ("a", "Note"), ("y", "Copy"))
    LAST = (("?", "Help"), ("q", "Back"))

    async def test_keys_give_way_from_the_right(self) -> None:
        bar = StatusBar()
        async with Stage(bar).run_test(size=(90, 3)) as pilot:
            bar.tell(StatusLine("", ("12%", "§ 3")), self.KEYS, self.LAST)
            await pilot.pause()
            assert seen(pilot).splitlines()[0].rstrip().endswith("h Highlight  t Tag  a Note  y Copy  ? Help  q Back")
            for width in (60, 40, 3):
                await pilot.resize_terminal(width, 3)
                await pilot.pause()
                first, second, *_ = seen(pilot).splitlines()
                assert first.startswith(" 12% · § 3"[: width - 2])
                assert not second.strip()

    async def test_outside_text(self) -> None:
        bar = StatusBar()
        async with Stage(bar).run_test(size=(120, 3)) as pilot:
            bar.tell(StatusLine(target=ROUGH), [(ROUGH, "x")])
            await pilot.pause()
            assert seen(pilot).count(GUARDED) == 2


class TestHints:
    async def test_columns_hold_and_nothing_hides_it(self) -> None:
        hints = WhichKey()
        async with Stage(hints).run_test(size=(62, 12)) as pilot:
            assert not hints.display
            hints.tell([("a", "un chemin bien trop long pour sa colonne"), ("b", ROUGH), ("c", "trois")])
            await pilot.pause()
            rows = [row for row in seen(pilot).splitlines() if " b " in row or " c " in row]
            assert len(rows) == 2
            assert "…" in rows[0]
            assert "[/] et [bold]" in rows[0]
            hints.tell(())
            assert not hints.display


class TestPrompt:
    @staticmethod
    def listen(prompt: Prompt, text: str = "") -> list[object]:
        """Open a prompt and return what it says from then on."""
        heard: list[object] = []

        def left() -> None:
            heard.append(("left", prompt.display))

        prompt.open(
            "Search", text, changed=heard.append, entered=lambda words: heard.append((words, prompt.display)), left=left
        )
        return heard

    async def test_it_says_each_letter_and_the_end(self) -> None:
        prompt = Prompt()
        stage = Stage(prompt)
        async with stage.run_test(size=(40, 5)) as pilot:
            heard = self.listen(prompt)
            await pilot.press("a", "b", "enter")
            await pilot.pause()
            assert heard == ["a", "ab", ("ab", False)]
            assert stage.screen.focused is None
            heard = self.listen(prompt, "ab")
            await pilot.press("escape")
            await pilot.pause()
            assert heard[-1] == ("left", False)

    async def test_a_paste_of_lines_becomes_one_line_without_controls(self) -> None:
        prompt = Prompt()
        stage = Stage(prompt)
        async with stage.run_test(size=(40, 5)) as pilot:
            self.listen(prompt)
            stage.post_message(events.Paste("un\ndeux\x1b[0m\n"))
            await pilot.pause()
            assert prompt.value == "un deux␛[0m"
