"""The list of articles: what it shows at first and then, filters, orders, and does to the article under the cursor."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, cast

import pytest

from reader.annotation.memo import Subject
from reader.layout.table import ListRow
from reader.library.article import Status
from reader.library.listing import SORTS
from reader.session.annotations.annotate import annotate
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.list_cache import LastList
from reader.session.reading import glimpse
from reader.text.span import Span
from reader.tui.screen.library_list import LibraryList
from reader.tui.screen.library_table import ArticleRows
from reader.tui.service.listed_articles import sort_fact
from tests.containers.exports import SAMPLES
from tests.tui.screens.fakes import Stand

LAST = LastList("title", (0,) * 7, [ListRow("gone", ("Ce qui était là",))], None)


def library_list(stand: Stand, **how: Any) -> LibraryList:
    return LibraryList(
        stand.services,
        cast(Any, stand.list),
        cast(Any, stand.prompt),
        stand.preview,
        **{"shell": stand.shell, "leave": lambda: stand.navigator.went.append(("out",)), **how},
    )


@pytest.fixture
def shown(stand: Stand) -> LibraryList:
    shown = library_list(stand)
    shown.begin()
    return shown


def test_the_articles_are_read_at_once_where_no_last_list_is_known(stand: Stand, shown: LibraryList) -> None:
    assert stand.list.ids == ["port", "ete"]
    assert stand.shell.waiting.stands
    assert stand.host.background == []
    assert shown.title().facts == ("1 / 2", "2 unread", "by title")


def test_the_last_list_is_shown_at_once_and_replaced_by_what_is_there_now(stand: Stand) -> None:
    shown = library_list(stand, last=LAST)
    shown.begin()
    assert stand.list.ids == ["gone"]
    assert stand.shell.waiting.stands
    stand.host.finish()
    assert stand.list.ids == ["port", "ete"]
    assert shown.last_list
    assert [row.id for row in shown.last_list.rows] == ["port", "ete"]


def test_a_last_list_in_another_order_is_not_shown(stand: Stand) -> None:
    stand.state.choose(sort="date")
    library_list(stand, last=LAST).begin()
    assert stand.list.ids == ["port", "ete"]


def test_the_list_begins_on_the_article_that_was_left(stand: Stand) -> None:
    library_list(stand, lit="ete").begin()
    assert stand.list.current == "ete"


def test_a_filter_finds_every_word_in_what_the_list_tells(stand: Stand, shown: LibraryList) -> None:
    describe_article(stand.workspace, stand.workspace.article("ete"), {"source": "Le Phare", "author": "Ada Lenoir"})
    shown.reload()
    for words, found in (("ETE", ["ete"]), ("phare lenoir", ["ete"]), ("phare port", []), ("unread", ["port", "ete"])):
        shown.commands()["list.filter"]()
        stand.prompt.enter(words)
        assert stand.list.ids == found, words
        assert f"filter: {words}" in shown.title().facts
    shown.commands()["list.filter"]()
    assert stand.prompt.value == "unread"
    stand.prompt.leave()
    assert stand.list.ids == ["port", "ete"]
    assert shown.filter == ""


def test_the_title_has_the_library_the_place_the_filter_what_is_unread_and_the_order(
    stand: Stand, shown: LibraryList
) -> None:
    stand.prompt.value = ""
    shown.commands()["list.filter"]()
    stand.prompt.enter("été")
    shown.commands()["list.sort"]()
    title = shown.title()
    assert title.way == (stand.state.library_name,)
    assert title.facts == ("1 / 1", "filter: été", "2 unread", sort_fact(SORTS[1]))
    assert title.at_start().facts == ("1 / 1", "filter: été", sort_fact(SORTS[1]))
    shown.commands()["list.clear"]()
    assert shown.title().facts == ("2 / 2", "2 unread", sort_fact(SORTS[1]))


def test_a_filter_that_finds_nothing_says_so(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.filter"]()
    stand.prompt.enter("xyz")
    assert (stand.list.ids, stand.list.empty) == ([], "No article is found by “xyz”. Esc shows all.")


def test_the_whole_list_is_kept_for_the_next_start_whatever_the_filter(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.filter"]()
    stand.prompt.enter("ete")
    assert shown.last_list
    assert [row.id for row in shown.last_list.rows] == ["port", "ete"]
    shown.show_as_at_start()
    assert (stand.list.ids, stand.list.cursor) == (["port", "ete"], 0)


def test_no_list_is_kept_before_the_articles_were_read(stand: Stand) -> None:
    assert library_list(stand).last_list is None


def test_each_order_follows_the_one_before_and_is_remembered(stand: Stand, shown: LibraryList) -> None:
    describe_article(stand.workspace, stand.workspace.article("ete"), {"date": "2020", "source": "Phare"})
    shown.reload()
    orders = {}
    for _ in SORTS:
        shown.sort_by_next()
        orders[stand.host.remembered["sort"]] = stand.list.ids
    assert list(orders) == [*SORTS[1:], SORTS[0]]
    assert orders["date"] == orders["source"] == ["ete", "port"]
    assert orders["annotations"] == orders["title"] == ["port", "ete"]


def test_commands_act_on_the_article_under_the_cursor(stand: Stand, shown: LibraryList) -> None:
    commands = shown.commands()
    commands["list.down"]()
    for name in ("app.open", "app.status", "app.metadata", "memo.write", "app.back"):
        commands[name]()
    assert stand.navigator.went == [("open", "ete", None), ("out",)]
    assert stand.host.calls == [
        ("next_status", "ete"), ("edit_metadata", "ete"), ("write_memo", Subject.ARTICLE, "ete"),
    ]  # fmt: skip


def test_nothing_is_done_in_an_empty_list(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.filter"]()
    stand.prompt.enter("nothing like it")
    for name in ("app.open", "app.status", "app.metadata", "memo.write", "list.down", "goto.end"):
        shown.commands()[name]()
    assert stand.navigator.went == []
    assert stand.host.calls == []


@pytest.mark.parametrize("by_dialog", [True, False])
def test_the_list_is_looked_at_again_after_something_was_in_front(
    stand: Stand, shown: LibraryList, by_dialog: bool
) -> None:
    shown.resumed()
    assert (stand.counted, stand.host.background) == ([], [])
    annotate(stand.workspace, "ete", [Span(2, 7)])
    shown.suspended(by_dialog=by_dialog)
    shown.resumed()
    assert len(stand.host.background) == by_dialog  # nobody waits for it after a dialog
    stand.host.finish()
    assert stand.list.rows[1].cells[-2] == "1"
    assert stand.counted == ["waiting"]


def test_a_look_that_was_overtaken_changes_nothing(stand: Stand, shown: LibraryList) -> None:
    shown.look_again()
    look, then = stand.host.background.pop()
    stale = look()
    annotate(stand.workspace, "ete", [Span(2, 7)])
    shown.reload()
    then(stale)
    assert stand.list.rows[1].cells[-2] == "1"


def test_a_look_shows_the_articles_in_the_order_that_was_chosen_meanwhile(stand: Stand, shown: LibraryList) -> None:
    describe_article(stand.workspace, stand.workspace.article("ete"), {"date": "2020"})
    shown.look_again()
    shown.sort_by_next()
    stand.host.finish()
    assert stand.list.ids == ["ete", "port"]


def test_the_line_below_says_what_waits_and_what_is_still_to_be_read(stand: Stand, shown: LibraryList) -> None:
    stand.state.waiting, stand.state.left_to_read = {"port": 2, "ete": 1}, 7
    assert shown.status().facts == ("3 to review", "7 still to be read")
    stand.state.to_read = 20
    assert shown.status().facts == ("3 to review", "■■■■■□□□ 7 still to be read")


def test_a_row_is_made_again_only_when_something_in_it_has_changed(stand: Stand) -> None:
    rows, (port, ete) = ArticleRows(stand.state), stand.workspace.articles()
    first, other = rows.rows([port, ete])
    assert rows.rows([port])[0] is first is not other
    stand.state.waiting = {"port": 1}
    assert rows.rows([port])[0].cells[-2:] == ("4", "?1")
    assert port.status is Status.UNREAD


def test_the_excerpts_of_the_articles_shown_are_exported(stand: Stand, shown: LibraryList, tmp_path: Path) -> None:
    annotate(stand.workspace, "ete", [Span(0, 2)])
    shown.commands()["list.filter"]()
    stand.prompt.enter("été")
    shown.commands()["excerpts.export"]()
    stand.export(tmp_path / "out.jsonl", "jsonl")
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["article"] for row in written] == ["ete"]


def test_counts_stand_below_each_other_whether_or_not_something_waits(stand: Stand, shown: LibraryList) -> None:
    annotate(stand.workspace, "ete", [Span(0, 2)])
    shown.reload()
    assert stand.list.widths[-1] == 0, "where nothing waits, there is no column for it"
    stand.state.waiting = {"port": 2}
    shown.reload()
    port, ete = (
        "".join(text for text, _ in stand.list.table.row(row, stand.list.widths, 60, under=False))
        for row in stand.list.rows
    )
    assert (port.rstrip()[-5:], ete.rstrip()[-1]) == ("4  ?2", "1")
    assert port.index("4  ?2") == ete.rindex("1")


def test_the_sign_of_the_order_stands_at_its_column(stand: Stand, shown: LibraryList) -> None:
    describe_article(stand.workspace, stand.workspace.article("ete"), {"date": "2020-03-04", "source": "Le Phare"})
    shown.reload()
    assert "Title ▾" in stand.list.table.head(stand.list.widths, 100)
    shown.sort_by_next()
    head = stand.list.table.head(stand.list.widths, 100)
    assert "Date ▾" in head and head.count("▾") == 1


def test_columns_keep_their_width_whatever_the_filter_shows(stand: Stand, shown: LibraryList) -> None:
    describe_article(stand.workspace, stand.workspace.article("ete"), {"source": "Le Phare"})
    shown.reload()
    widths = stand.list.widths
    shown.commands()["list.filter"]()
    stand.prompt.enter("port")
    assert (stand.list.ids, stand.list.widths) == (["port"], widths)
    stand.prompt.enter("nothing like it")
    assert stand.list.widths == widths


def test_the_preview_is_filled_when_the_keyboard_rests(stand: Stand) -> None:
    stand.preview.display = True
    annotate(stand.workspace, "port", [Span(0, 15)], ["mer/port"])
    describe_article(stand.workspace, stand.workspace.article("port"), {"source": "Le Phare"})
    shown = library_list(stand)
    shown.begin()
    assert stand.preview.lines == []
    stand.host.finish()
    lines = "\n".join(stand.preview.lines)
    for words in ("Le Phare · 1 minute", "#mer/port 1", "Le port rouvre."):
        assert words in lines


def test_keys_held_down_have_two_articles_looked_at(stand: Stand) -> None:
    stand.preview.display = True
    shown = library_list(stand)
    shown.begin()
    for _ in range(9):
        shown.commands()["list.down"]()
        shown.commands()["list.up"]()
    shown.commands()["list.down"]()
    assert len(stand.host.background) == 1
    stand.host.finish()
    assert stand.preview.lines[0] == "Un été"


def test_what_was_looked_at_is_shown_at_once_until_a_screen_was_in_front(stand: Stand) -> None:
    stand.preview.display = True
    shown = library_list(stand)
    shown.begin()
    stand.host.finish()
    shown.commands()["list.down"]()
    stand.host.finish()
    shown.commands()["list.up"]()
    assert (stand.host.background, len(stand.preview.lines) > 1) == ([], True)
    shown.suspended(by_dialog=False)
    annotate(stand.workspace, "port", [Span(0, 15)], ["quai"])
    shown.resumed()
    stand.host.finish()
    assert any("#quai 1" in line for line in stand.preview.lines)


def test_nothing_is_looked_at_where_there_is_no_room(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.down"]()
    assert (stand.host.background, stand.preview.lines) == ([], [])


def test_a_large_article_is_not_read_for_its_preview(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.preview.display = True
    monkeypatch.setattr(glimpse, "LARGE", 3)
    library_list(stand).begin()
    stand.host.finish()
    assert stand.preview.lines[1:3] == ["1 minute", ""]
    assert all("#" in line for line in stand.preview.lines[3:])


def test_of_an_export_that_lies_in_the_list_enter_shows_its_articles_and_adding_begins_with_it(
    stand: Stand, shown: LibraryList, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stand.workspace.root / "seeds" / "europresse.html"
    shutil.copy(SAMPLES / "europresse-new.html", file)
    shown.reload()
    stand.list.to(stand.list.ids.index("europresse"))
    asked: list[str] = []
    monkeypatch.setattr(
        "reader.tui.actions.adding.Picker", lambda title, *_choices, typed="", **_more: asked.append(title + typed)
    )
    shown.commands()["app.open"]()
    stand.host.finish()
    assert asked.pop() == "Enter adds 4 articles" and not stand.navigator.went
    shown.commands()["articles.add"]()
    assert asked.pop().endswith(str(file))
    stand.list.to(stand.list.ids.index("port"))
    shown.commands()["app.open"]()
    assert [went[0] for went in stand.navigator.went] == ["open"]
