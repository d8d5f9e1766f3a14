"""Versions in the list: a sign beside the title, folded into one row and unfolded, whatever the filter and the order."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reader.session.library.list_cache import ListSaver, recall
from reader.session.search.versions import find_groups
from reader.tui.screen.library_list import LibraryList
from tests.tui.screens.fakes import Stand

DISPATCH = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont toutes à l’arrêt."


@pytest.fixture
def shown(stand: Stand) -> LibraryList:
    for name, text in (
        ("avis", DISPATCH),
        ("rivage", f"{DISPATCH} Suite en page deux."),
        ("zone", f"{DISPATCH} (Agence)"),
    ):
        (stand.workspace.root / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    find_groups(stand.workspace)
    shown = LibraryList(
        stand.services,
        cast(Any, stand.list),
        cast(Any, stand.prompt),
        stand.preview,
        shell=cast(Any, stand.shell),
        leave=lambda: None,
    )
    shown.begin()
    return shown


def signs(stand: Stand) -> dict[str, str]:
    return {row.id: row.cells[1] for row in stand.list.rows}


def test_versions_have_a_sign_with_their_number(stand: Stand, shown: LibraryList) -> None:
    assert signs(stand) == {"avis": "≈3", "rivage": "≈3", "zone": "≈3", "port": "", "ete": ""}
    assert shown.title().facts[0] == "1 / 5"


def test_a_group_is_folded_into_the_row_of_its_longest_and_unfolded_below_it(stand: Stand, shown: LibraryList) -> None:
    stand.list.go("zone")
    shown.commands()["list.fold"]()
    assert signs(stand) == {"rivage": "+2", "port": "", "ete": ""}
    assert stand.list.current == "rivage" and tuple(stand.state.listed.ids) == ("rivage", "port", "ete")
    shown.commands()["list.fold"]()
    assert signs(stand) == {"rivage": "≈3", "avis": "≈3", "zone": "≈3", "port": "", "ete": ""}


def test_all_are_folded_and_that_is_remembered(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.fold-all"]()
    stand.host.finish()
    assert stand.list.ids == ["rivage", "port", "ete"]
    assert stand.host.messages == ["Versions are folded into one row."]
    assert stand.host.remembered == {"fold_versions": True}
    shown.commands()["list.sort"]()
    shown.reload()
    assert sorted(stand.list.ids) == ["ete", "port", "rivage"]
    shown.commands()["list.fold-all"]()
    assert len(stand.list.ids) == 5


def test_a_filter_folds_what_it_finds(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.fold-all"]()
    shown.commands()["list.filter"]()
    stand.prompt.enter("avis")
    assert signs(stand) == {"avis": "≈3"}
    stand.prompt.enter("tempête")
    assert signs(stand) == {"rivage": "+2"}


def test_an_article_without_versions_has_nothing_to_fold(stand: Stand, shown: LibraryList) -> None:
    stand.list.go("port")
    assert "list.fold" in shown.idle() and "list.fold-all" not in shown.idle()
    shown.commands()["list.fold"]()
    assert stand.host.messages == ["No other article has this text."] and len(stand.list.ids) == 5


def test_the_next_start_shows_them_folded(stand: Stand, shown: LibraryList) -> None:
    shown.commands()["list.fold-all"]()
    assert shown.last_list is not None and set(shown.last_list.folded) == {"avis", "zone"}
    assert ListSaver(stand.workspace).save(shown.last_list)
    last = recall(stand.workspace)
    assert last is not None and [row.id for row in last.rows] == ["rivage", "port", "ete"]
    assert set(last.folded) == {"avis", "zone"} and stand.workspace.catalogue.path_of("zone") == "seeds/zone.txt"
