"""Keys that correct where sentences end and what a block is."""

from __future__ import annotations

import pytest

from reader.session.annotations.structure_edits import corrections
from reader.session.annotations.undo import undo
from reader.text.problem import Problem
from reader.tui.screen.article.structure import StructureCommands
from tests.tui.article.fakes import Reading


@pytest.fixture
def structure(reading: Reading) -> StructureCommands:
    reading.screen.reloaded = reading.view.follow_structure
    return StructureCommands(reading.view, reading.state, reading.host)


def blocks(reading: Reading) -> list[tuple[str, str]]:
    document = reading.pane.document
    assert document
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def test_a_sentence_is_split_at_the_word_in_focus_and_joined_again(
    reading: Reading, structure: StructureCommands
) -> None:
    commands = structure.commands()
    reading.select("rouvre")
    commands["structure.split"]()
    assert reading.lit == "rouvre."
    assert reading.host.messages == ["The sentence is split."]
    reading.select("Le port")
    commands["structure.join"]()
    assert reading.lit == "Le port rouvre."
    assert corrections(reading.workspace, "port") == []


@pytest.mark.parametrize("kind", ["heading", "caption", "boilerplate"])
def test_the_selected_sentence_becomes_a_block_of_its_own(
    reading: Reading, structure: StructureCommands, kind: str
) -> None:
    before = blocks(reading)
    reading.select("Le port rouvre.")
    structure.commands()[f"structure.{kind}"]()
    assert blocks(reading)[:2] == [(kind, "Le port rouvre."), ("paragraph", "Les grutiers reviennent.")]
    assert reading.lit == "Le port rouvre."
    undo(reading.workspace)
    reading.view.follow_structure()
    assert blocks(reading) == before


def test_what_cannot_be_corrected_says_so_and_changes_nothing(reading: Reading, structure: StructureCommands) -> None:
    reading.select("Le port rouvre.")
    shown = reading.pane.document
    for name in ("split", "paragraph"):
        with pytest.raises(Problem, match="already"):
            structure.commands()[f"structure.{name}"]()
    assert reading.pane.document is shown
    assert reading.host.messages == []


def test_the_page_stays_as_it_is_until_the_structure_changes(reading: Reading) -> None:
    shown = reading.pane.document
    reading.view.follow_structure()
    assert reading.pane.document is shown
