"""What stands in the first and the last row, at every width."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.layout.bar import StatusLine, Title, kept_cells, place_fact, status_pieces, title_pieces
from reader.layout.cells import cells, middle_cut

WIDTHS = (20, 40, 60, 80, 120, 200)
KEYS = (("h", "Highlight"), ("t", "Tag"), ("a", "Note"), ("y", "Copy"))
LAST = (("?", "Help"), ("q", "Back"))
LONG = "Le dernier bac de Kerlouan quitte le quai sans que personne ne dise au revoir à son passeur"
NAMES = st.text(st.characters(exclude_categories=["C"]), max_size=60)


def title(width: int, *way: str, facts: tuple[str, ...] = ()) -> str:
    return "".join(text for text, _ in title_pieces(Title(way, facts), width))


def status(width: int, line: StatusLine, keys: tuple[tuple[str, str], ...] = KEYS) -> str:
    return "".join(text for text, _ in status_pieces(line, keys, LAST, width))


@given(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), st.integers(1, 220))
@example([], ["\U0001f3fb"], 6)
@example(["\u0301"], ["\u0301a", "\u200d"], 20)
def test_the_title_line_is_as_wide_as_the_window(way: list[str], facts: list[str], width: int) -> None:
    assert cells(title(width, *way, facts=tuple(facts))) == width


@given(NAMES, st.lists(NAMES, max_size=3), NAMES, st.integers(1, 220))
def test_the_status_line_is_as_wide_as_the_window(mode: str, facts: list[str], target: str, width: int) -> None:
    assert cells(status(width, StatusLine(mode, tuple(facts), target))) == width


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (20, " Le derni…uan  3 / 5 "[:20]),
        (40, " Le dernier bac de Kerlouan       3 / 5 "),
        (60, " Presse 2025 › Le dernier bac de Kerlouan             3 / 5 "),
        (80, " Presse 2025 › Le dernier bac de Kerlouan      3 / 5 · filter: bac · by date "),
    ],
)
def test_the_order_goes_first_then_the_name_of_the_library(width: int, expected: str) -> None:
    shown = title(width, "Presse 2025", "Le dernier bac de Kerlouan", facts=("3 / 5", "filter: bac", "by date"))
    assert shown.split() == expected.split() if width > 20 else shown.startswith(" Le dern")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("names", [("p" * 200,), ("Presse", "t" * 500), ("p" * 200, "Codebook", "t" * 500)])
def test_long_names_are_cut_in_their_middle_and_leave_the_place(names: tuple[str, ...], width: int) -> None:
    shown = title(width, *names, facts=("3 / 5",))
    assert "…" in shown
    assert ("3 / 5" in shown) == (width > 20)
    assert shown.split("…")[-1].strip()[:1] == names[-1][-1]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_mode_and_what_a_key_acts_on_never_go(width: int) -> None:
    line = StatusLine("SELECT 2 sentences", ("38%", "§ 2"), "2 of 3 · #pont · “municipal, venus…”")
    shown = status(width, line)
    assert shown.startswith(" SELECT 2 sentences"[:12])
    assert ("2 of 3" in shown) == (width > 20)
    assert ("38%" in shown) == (width > 80)
    assert ("h Highlight" in shown) == (width >= 80)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (20, "#acteurs/Ét…   ?  q"),
        (60, "#acteurs/États-Unis · « le secréta…  t Tag  ? Help  q Back"),
        (80, "#acteurs/États-Unis · « le secrét…   h Highlight  t Tag  a Note  ? Help  q Back"),
        (
            120,
            "38% · § 2 · #acteurs/États-Unis · « le secrétaire d’État… »  h Highlight  t Tag  a Note  ? Help  q Back",
        ),
    ],
)
def test_a_long_target_leaves_the_first_keys_and_ends_with_one_ellipsis(width: int, expected: str) -> None:
    shown = status(width, StatusLine("", ("38%", "§ 2"), "#acteurs/États-Unis · « le secrétaire d’État… »"), KEYS[:3])
    assert shown.split() == expected.split()


@given(st.text("ab… »”·", max_size=60), st.integers(8, 70))
def test_no_status_ends_with_two_ellipses(target: str, width: int) -> None:
    assert not status(width, StatusLine("", (), f"t{target.strip('…')}"), ()).count("……") > target.count("……")


@pytest.mark.parametrize("width", WIDTHS)
def test_help_and_the_way_out_stay_and_other_keys_come_while_there_is_room(width: int) -> None:
    shown = status(width, StatusLine("", ("38%",)))
    assert "? Help  q Back" in shown
    assert [key for key, label in KEYS if f"{key} {label}" in shown] == [key for key, _ in KEYS][
        : {20: 0, 40: 1}.get(width, 4)
    ]


def test_a_key_that_is_too_long_leaves_its_room_to_others() -> None:
    shown = status(32, StatusLine("", ("38%",)), (("Enter", "Tag and go on"), ("n", "Skip")))
    assert "n Skip" in shown
    assert "Enter" not in shown


@pytest.mark.parametrize("width", WIDTHS)
def test_a_message_leaves_room_for_the_mode_and_the_beginning_of_the_target(width: int) -> None:
    line = StatusLine("PASS mer", (), "#pont · “municipal, venus…”")
    shown = "".join(text for text, _ in status_pieces(line, (), (), kept_cells(line)))
    assert shown.startswith(" PASS mer · #pont · “mu")


def test_the_next_start_shows_no_fact_that_takes_a_look_at_all_articles() -> None:
    shown = Title(("Presse",), ("3 / 5", "2 unread", "by date"), ("2 unread",))
    assert shown.at_start() == Title(("Presse",), ("3 / 5", "by date"))


@given(NAMES, st.integers(1, 80))
def test_a_cut_keeps_the_beginning_and_the_end(text: str, width: int) -> None:
    cut = middle_cut(text, width)
    assert cells(cut) <= width
    assert cut == text or "…" in cut


def test_what_has_lost_its_end_is_not_cut_in_two_places() -> None:
    assert middle_cut("Dans une note remise hier à toutes les…", 24) == "Dans une note remise hi…"


def test_an_empty_list_has_no_place() -> None:
    assert (place_fact(0, 5), place_fact(0, 0)) == ("1 / 5", "")


def test_a_mode_keeps_its_first_keys_whatever_they_act_on() -> None:
    keys = [("Enter", "Give"), ("n", "Skip"), ("r", "Refuse"), ("N", "Passage before"), ("F", "Finish")]
    target = "#souveraineté/frontières · “La frontière reste fermée aux convois de nuit”"
    for mode in ("PASS frontières · 12 of 340", "PASS souveraineté/frontières · 12 of 340"):
        row = "".join(
            text for text, _ in status_pieces(StatusLine(mode, (), target), keys, [("?", "Help"), ("q", "Leave")], 80)
        )
        assert row.startswith(f" {mode[:17]}") and "of 340 · #" in row
        assert "Enter Give  n Skip  r Refuse" in row
        assert row.rstrip().split("  ")[-1].startswith("q")
