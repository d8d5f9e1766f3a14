"""French is a third longer than English; it fits a window of 80 columns all the same, which many terminals begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unittest.mock import Mock

import pytest

from reader.command.command import CONTEXTS, Context
from reader.command.footer import FOOTERS, always_offered, offered
from reader.command.keyfile import preset
from reader.command.manual import all_keys
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME, COMMANDS
from reader.layout.bar import Key, StatusLine, Title, place_fact, status_pieces, title_pieces
from reader.layout.cells import cells
from reader.layout.keys_page import keys_rows
from reader.layout.table import ListRow
from reader.session.output import words_around
from reader.session.output.library_statistics import TABLES
from reader.translation import _, ngettext, use
from reader.tui.screen.library_table import article_table
from reader.tui.screen.search.words_tables import WordsTables
from reader.tui.screen.statistics_tables import StatisticsTables
from reader.tui.screen.tables_content import names_line
from reader.tui.widget.tag_tree import tag_table
from tests.translation.catalogues import files, forms, read

WIDTH = 80
KEYMAP = preset("default")
ENGLISH_NAMES = re.compile(r"\b(?:Enter|Esc|Space|Backspace|Del|Home|PgUp|PgDn|Up|Down|Left|Right|Shift)\b")
ABOUT_THE_FILE = ("keys.toml", "Shift", "“Space”")
LONGEST_LABEL = 19
"""Cells of a label of the last row; a longer one takes the place of two others."""


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    use("fr")
    yield
    use("en")


def keys(context: Context) -> tuple[list[Key], list[Key]]:
    """Return the keys that the last row offers, and those that it always has."""
    first, last = offered(KEYMAP, (context,)), always_offered(KEYMAP, (context,))
    return [(each.key, each.command.label) for each in first], [(each.key, each.command.label) for each in last]


def row(pieces: list[tuple[str, tuple[str, ...]]]) -> str:
    return "".join(text for text, _looks in pieces)


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_last_row_has_the_way_out_and_three_more_keys(context: Context) -> None:
    first, last = keys(context)
    shown = row(status_pieces(StatusLine(), first, last, WIDTH))
    assert cells(shown) == WIDTH
    assert all(f"{key} {label}" in shown for key, label in (*first[:3], *last)), shown


@pytest.mark.parametrize("context", CONTEXTS)
def test_beside_what_a_key_acts_on_there_is_room_for_a_key(context: Context) -> None:
    first, last = keys(context)
    status = StatusLine(
        ngettext("SELECT {count} paragraph", "SELECT {count} paragraphs", 12).format(count=12), (), "#pont"
    )
    shown = row(status_pieces(status, first, last, WIDTH))
    assert status.text in shown
    assert all(label in shown for _key, label in (first[0], *last)), shown


def test_the_labels_of_the_last_row_are_short() -> None:
    names = {name for context in FOOTERS.values() for name in context}
    long = {label for name in names if cells(label := BY_NAME[name].label) > LONGEST_LABEL}
    assert long == set()


@pytest.mark.parametrize("screen", ["Codebook", "Excerpts", "Statistics", "Review", "Journal"])
def test_the_first_row_has_the_library_the_screen_and_two_facts(screen: str) -> None:
    count = ngettext("{count} annotation", "{count} annotations", 12_345).format(count="12 345")
    title = Title(("presse", _(screen)), (place_fact(1_233, 12_345), count))
    shown = row(title_pieces(title, WIDTH))
    assert cells(shown) == WIDTH
    assert all(part in shown for part in (*title.way, *title.facts)), shown


@pytest.mark.parametrize("sort", ["title", "source", "date", "minutes", "status", "annotations"])
def test_the_list_has_the_names_of_its_columns(sort: str) -> None:
    table = article_table(sort)
    rows = [ListRow("a", ("Le port de Brest", "Ouest-France", "2024-05-31", "12", "▁▁▁▁", "12"))]
    head = table.head(table.widths(rows), WIDTH)
    assert "…" not in head
    assert _("Title") in head and _("Source") in head and _("Read") in head


def test_the_codebook_has_the_names_of_its_columns() -> None:
    table = tag_table()
    rows = [ListRow("a", ("port", "12", "1234", "p", _("violet")))]
    head = table.head(table.widths(rows), WIDTH)
    assert "…" not in head
    assert all(column.name in head for column in table.columns)


@pytest.mark.parametrize(
    ("counting", "tables"),
    [(StatisticsTables(Mock(), Mock()), TABLES), (WordsTables(Mock(), Mock()), words_around.TABLES)],
)
def test_the_names_of_tables_stand_in_one_row(
    counting: StatisticsTables | WordsTables, tables: Mapping[str, object]
) -> None:
    assert list(counting.tables) == list(tables)
    assert names_line(counting.tables, next(iter(tables))).cell_len <= WIDTH - 2


def test_the_help_has_a_blank_between_keys_and_what_they_do() -> None:
    """Longer lines are wrapped; they are not cut."""
    rows = tuple(
        (" ".join(KEYMAP.shown_keys_of(command, place)), command.help)
        for command in COMMANDS
        for place in command.where
    )
    lines = [line for line in keys_rows([("", rows)], 66) if len(line) == 2]
    assert len(lines) >= len(rows)
    assert [line for line in lines if not line[0][0].endswith("  ")] == []


@pytest.mark.parametrize("context", ["picker", "note"])
def test_the_keys_of_a_dialog_stand_in_one_row(context: Context) -> None:
    first, _last = keys(context)
    assert cells(" · ".join(f"{key} {label}" for key, label in first)) <= WIDTH * 95 // 100 - 4


def test_the_keys_of_a_form_stand_in_one_row() -> None:
    keys = [_("Tab Next line"), _("Ctrl+t As the text says"), _("Ctrl+s Keep"), _("Esc Cancel")]
    assert cells(" · ".join(keys)) <= WIDTH - 4


@pytest.mark.parametrize(
    "title",
    [
        "Which articles?",
        "Passes: Enter goes on; of two that are checked, it compares them",
        "Give passages to which tags?",
        "Find tags by a few letters",
    ],
)
def test_the_titles_of_pickers_fit_their_border(title: str) -> None:
    assert _(title) != title
    assert cells(_(title)) <= WIDTH * 95 // 100 - 6


@pytest.mark.parametrize("name", PRESETS)
def test_keys_have_the_names_that_french_keyboards_have(name: str) -> None:
    shown = " ".join(key for command in COMMANDS for key in all_keys(preset(name), command))
    assert ENGLISH_NAMES.findall(shown) == []
    assert {"Entrée", "Échap", "Espace", "Maj+Tab", "Ctrl+r", "PgSuiv"} <= set(shown.split(" "))


def test_texts_have_the_names_that_french_keyboards_have_but_where_they_are_about_the_keymap_file() -> None:
    (file,) = (file for file in files() if file.parts[-3] == "fr")
    english = {
        message.id
        for message in read(file)
        if message.id and any(ENGLISH_NAMES.search(text) for text in forms(message.string))
    }
    about_the_file = {
        text for text in english if isinstance(text, str) and any(part in text for part in ABOUT_THE_FILE)
    }
    assert english == about_the_file
