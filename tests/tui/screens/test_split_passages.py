"""The split of a tag: its passages, the letters of the tags that take its place, and each passage given away."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reader.session.codebook import tag_edits
from reader.text.problem import Problem
from reader.tui.dialog.choices import Picked
from reader.tui.screen.split_passages import SplitPassages
from tests.tui.screens.fakes import FakeText, Stand


@pytest.fixture
def targets() -> FakeText:
    return FakeText()


@pytest.fixture
def split(stand: Stand, targets: FakeText) -> SplitPassages:
    split = SplitPassages(stand.services, stand.shell, cast(Any, targets), cast(Any, stand.list), "mer")
    split.begin()
    stand.host.finish()
    return split


def name(stand: Stand, split: SplitPassages, *paths: str, new: str = "") -> None:
    split.commands()["split.target"]()
    stand.answer(Picked(paths, new=new))


def test_only_passages_of_the_tag_itself_are_given_away(stand: Stand, split: SplitPassages) -> None:
    assert (split.status().mode, split.title().facts) == ("SPLIT #mer", ("2 left",))
    assert split.cursor.current.quote == "Le port"


def test_before_a_tag_is_named_the_key_that_names_one_is_shown(
    stand: Stand, split: SplitPassages, targets: FakeText
) -> None:
    (key, *_) = stand.state.keymap.keys_of("split.target", "split")
    assert targets.plain == f"{key} names a tag to give passages to."


def test_each_tag_has_the_first_letter_of_its_name_that_is_free(stand: Stand, split: SplitPassages) -> None:
    assert stand.state.keymap.resolve("split", ("z",)) is not None
    name(stand, split, new="zone")
    name(stand, split, new="sud/ovale")
    assert split.letters == {"o": "zone", "v": "sud/ovale"}


def test_a_letter_gives_the_passage_away_and_the_next_one_follows(stand: Stand, split: SplitPassages) -> None:
    name(stand, split, new="zone")
    assert split.take_key("o", ())
    stand.host.finish()
    assert (split.status().mode, split.title().facts) == ("SPLIT #mer", ("1 left",))
    assert split.cursor.current.quote == "dossier"
    assert stand.host.messages == ["mer → zone"]
    split.commands()["edit.undo"]()
    stand.host.finish()
    assert (split.status().mode, split.title().facts) == ("SPLIT #mer", ("2 left",))


def test_a_key_that_is_not_a_letter_of_a_tag_or_belongs_to_a_sequence_is_left_alone(
    stand: Stand, split: SplitPassages
) -> None:
    name(stand, split, new="zone")
    assert not split.take_key("x", ())
    assert not split.take_key("o", ("g",))
    assert stand.host.background == []


def test_when_nothing_is_left_a_letter_says_so(stand: Stand, split: SplitPassages) -> None:
    name(stand, split, new="zone")
    for _ in range(3):
        split.take_key("o", ())
        stand.host.finish()
    assert (split.status().mode, split.title().facts) == ("SPLIT #mer", ("0 left",))
    assert [problem.title for problem in stand.host.problems] == ["Nothing is left to give away."]


def test_a_tag_is_not_split_into_itself(stand: Stand, split: SplitPassages) -> None:
    name(stand, split, "mer")
    assert [problem.title for problem in stand.host.problems] == ["A tag cannot be split into itself."]
    assert split.letters == {}


def test_a_tag_renamed_elsewhere_is_still_the_one_that_is_split(stand: Stand, split: SplitPassages) -> None:
    name(stand, split, new="zone")
    split.take_key("o", ())
    stand.host.finish()
    tag_edits.rename(stand.workspace, "mer", "eau")
    tag_edits.rename(stand.workspace, "zone", "aire")
    split.reload()
    stand.host.finish()
    assert (split.status().mode, split.title().facts) == ("SPLIT #eau", ("1 left",))
    assert list(split.letters.values()) == ["aire"]


def test_the_passage_opens_in_its_article(stand: Stand, split: SplitPassages) -> None:
    split.commands()["app.open"]()
    assert stand.navigator.went[0][:2] == ("open", "port")


def test_without_a_passage_there_is_nothing_to_open(stand: Stand, split: SplitPassages) -> None:
    name(stand, split, new="zone")
    for _ in range(2):
        split.take_key("o", ())
        stand.host.finish()
    with pytest.raises(Problem, match="Nothing is left"):
        split.cursor.open()
