"""Keys typed while the snapshot stands wait for the app, and act on what they were typed on, or on nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import pytest

from reader.library.article import Article, Status
from reader.session.library.opening import open_library
from tests.tui.gate import WAIT, closed_gate
from tests.tui.startup.starting import make_snapshot, start_app
from tests.tui.terminal import Terminal

HELD = f"""
import sys
from reader.cli import command_line
run = command_line.main

def held(*given):
    exec({WAIT!r}, {{}})
    return run(*given)

command_line.main = held
from reader.__main__ import main
sys.exit(main())
"""
"""The app is loaded once the gate is open."""


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[TextIOWrapper]:
    with closed_gate(tmp_path / "gate") as gate:
        yield gate


@pytest.fixture
def held(library: Path, gate: TextIOWrapper) -> Terminal:
    make_snapshot(library, "read", "long")
    shown = Terminal("read", "long", "-l", str(library), program=("-c", HELD), environment={"GATE": gate.name})
    shown.until("Un titre")
    return shown


@pytest.mark.parametrize("typed", ["jjh", "h"])
def test_what_was_typed_on_a_text_that_has_changed_since_is_done_to_no_other(
    library: Path, gate: TextIOWrapper, held: Terminal, typed: str
) -> None:
    held.type(typed)
    held.settle(0.5)
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    gate.close()
    held.until("The article has changed meanwhile")
    held.type("q")
    assert held.end() == 0
    assert not (library / "annotations" / "long.jsonl").exists()


def test_a_text_that_has_changed_is_not_reported_where_nothing_was_typed(
    library: Path, gate: TextIOWrapper, held: Terminal
) -> None:
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    gate.close()
    held.until("nouveau chapeau")
    held.until_app()
    assert "meanwhile" not in "\n".join(held.screen.display)
    held.type("q")
    assert held.end() == 0


@pytest.fixture
def held_list(library: Path, gate: TextIOWrapper) -> Terminal:
    for _ in range(2):  # the second snapshot is of a list that was read
        make_snapshot(library)
    shown = Terminal("-l", str(library), program=("-c", HELD), environment={"GATE": gate.name})
    shown.until("Le port rouvre.")
    return shown


def first_row(library: Path, shown: Terminal) -> Article:
    row = next(
        row for row in shown.screen.display if row.startswith("┃")
    )  # a large one has its name for a title, as long as it was not read
    articles = open_library(library).articles()
    fitting = [article for article in articles if article.id in row or article.title in row]
    return max(fitting, key=lambda article: len(article.title))  # a title may be the beginning of another


def test_a_key_is_done_to_the_row_that_it_was_typed_on_wherever_that_stands_by_now(
    library: Path, gate: TextIOWrapper, held_list: Terminal
) -> None:
    seen = first_row(library, held_list)
    (library / "seeds" / "zzz.md").write_text("# Aaa\n\nCelui-ci vient avant tous.\n", encoding="utf-8")
    held_list.type("S")
    held_list.settle(0.5)
    gate.close()
    held_list.until("Begun: ")
    held_list.type("q")
    assert held_list.end() == 0
    statuses = {article.id: article.status for article in open_library(library).articles()}
    assert {id_ for id_, status in statuses.items() if status is not Status.UNREAD} == {seen.id}


@pytest.mark.parametrize("typed", ["\r", "S"])
def test_a_key_is_done_to_no_other_row_than_it_was_typed_on(
    library: Path, gate: TextIOWrapper, held_list: Terminal, typed: str
) -> None:
    (library / first_row(library, held_list).path).unlink()
    held_list.type(typed)
    held_list.settle(0.5)
    gate.close()
    held_list.until("The list has changed meanwhile")
    held_list.type("q")
    assert held_list.end() == 0
    assert all(article.status is Status.UNREAD for article in open_library(library).articles())


def test_in_a_window_of_another_size_the_app_does_what_was_typed(gate: TextIOWrapper, held: Terminal) -> None:
    held.resize(120, 40)
    held.type("jj")
    held.settle(0.5)
    gate.close()
    held.until_app()
    held.until("Highlight")
    marked = [row for row in held.screen.display if "┃" in row]
    assert "Il le dit « deux fois »" in marked[0]
    assert any("Un titre" in row for row in held.screen.display)
    held.type("q")
    assert held.end() == 0


def test_a_letter_that_comes_in_two_parts_is_one(gate: TextIOWrapper, held: Terminal) -> None:
    held.type("/")
    os.write(held.fd, "û".encode()[:1])
    held.settle(0.5)
    gate.close()
    os.write(held.fd, "û".encode()[1:] + b"t")
    held.until("ût")
    held.type("\x1b")
    held.until_gone("ût")
    held.type("q")
    assert held.end() == 0


@pytest.mark.parametrize("seen_before", [True, False])
def test_what_is_typed_before_the_app_is_loaded_is_done_in_order(library: Path, seen_before: bool) -> None:
    if seen_before:
        make_snapshot(library, "read", "long")
    shown = start_app(library, "read", "long", keys="jjh/paragraphe 3 dit\rtvif\r")
    shown.until("Tagged #vif")
    shown.type("q")
    assert shown.end() == 0
    lines = (library / "annotations" / "long.jsonl").read_text(encoding="utf-8").splitlines()
    quotes = [row[3]["quote"] for line in lines for row in json.loads(line)["c"] if row[0] == "annotations"]
    assert quotes == ["Il le dit « deux fois » à l’été, sans hâte ni détour, jusqu’au bout.", "paragraphe 3 dit"]


def test_of_what_is_typed_on_a_snapshot_no_letter_is_lost(library: Path, gate: TextIOWrapper, held: Terminal) -> None:
    note = " ".join(f"Été {n}." for n in range(40))
    held.type(f"a{note}\x13")
    held.settle(0.3)
    assert "Été 7." not in "\n".join(held.screen.display)
    gate.close()
    held.until("The note is kept.")
    held.type("q")
    assert held.end() == 0
    line = (library / "annotations" / "long.jsonl").read_text(encoding="utf-8")
    assert json.loads(line)["c"][0][3]["note"] == note
