"""The codebook: its tree, what is said of a tag, and each change of a tag as one step of undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from reader.annotation.codebook import COLOURS
from reader.annotation.memo import Subject
from reader.command.keymap import Pending
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook import memo_edits, tag_edits
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.actions.writing import UNCHANGED
from reader.tui.dialog.choose import Choose
from reader.tui.dialog.form import Form
from reader.tui.dialog.note import NoteEditor, Written
from reader.tui.dialog.picker import Picked
from reader.tui.screen.codebook.change import CodebookChange
from reader.tui.screen.codebook.edits import TOP, TagEdits
from reader.tui.screen.codebook.texts import CodebookFiles, TagTexts
from reader.tui.screen.codebook.tree import CodebookTree, TreeWidgets
from reader.tui.service.host import CommandTable
from tests.tui.screens.fakes import FakeText, Stand

BEFORE = ["État", "État/Préfet", "mer", "mer/quai"]


class Codebook(CodebookTree):
    def __init__(self, stand: Stand, lit: str = "") -> None:
        self.stand = stand
        self.head, self.about = FakeText(), FakeText()
        widgets = cast(Any, TreeWidgets)(stand.list, self.head, self.about, self.about, stand.prompt)
        super().__init__(stand.services, stand.shell, widgets)
        self.aim(lit)
        change = CodebookChange(stand.state, cast(Any, stand.host), self)
        self.every: CommandTable = {
            **self.commands(),
            **TagEdits(stand.state, cast(Any, stand.host), self, change).commands(),
            **TagTexts(stand.state, cast(Any, stand.host), cast(Any, stand.host), self).commands(),
            **CodebookFiles(stand.state, cast(Any, stand.host), self, change).commands(),
        }
        self.begin()
        stand.host.finish()

    def do(self, name: str, *arguments: str) -> None:
        """Do what a command does, and what it has set off."""
        self.every[name](*arguments)
        self.stand.host.finish()

    @property
    def paths(self) -> list[str]:
        return self.stand.list.ids


@pytest.fixture
def codebook(stand: Stand) -> Codebook:
    return Codebook(stand, "mer")


# -- the tree


def test_the_cursor_begins_on_the_tag_that_was_asked_for(stand: Stand, codebook: Codebook) -> None:
    assert codebook.paths == BEFORE
    assert codebook.lit == "mer"
    assert codebook.title().facts == ("3 / 4", "4 tags")


def test_what_is_known_of_the_tag_under_the_cursor_is_shown(stand: Stand, codebook: Codebook) -> None:
    said = {
        "color": "blue",
        "key": "m",
        "definition": "Eau.",
        "inclusion": "Flots.",
        "exclusion": "Ciel.",
        "example": "Vague.",
    }
    tag_edits.describe_tag(stand.workspace, "mer", said)
    memo_edits.write_memo(stand.workspace, "Voir.", Subject.TAG, "mer")
    codebook.reload()
    stand.host.finish()
    assert codebook.about.plain.split("\n") == [
        "mer", "2 passages · 3 with the tags below it · key: m · colour: blue",
        "", "Eau.", "", "Given when: Flots.", "", "Not when: Ciel.", "", "Example: Vague.", "", "Memo: Voir.", "",
    ]  # fmt: skip
    codebook.do("list.down")
    assert "No definition yet. e d writes one." in codebook.about.plain


def test_a_few_letters_find_a_tag_and_esc_shows_all_again(stand: Stand, codebook: Codebook) -> None:
    codebook.do("list.filter")
    stand.prompt.enter("pref")
    assert codebook.paths == ["État/Préfet"]
    assert "filter: pref" in codebook.title().facts
    codebook.do("list.filter")
    stand.prompt.leave()
    assert codebook.paths == BEFORE


def test_a_filter_that_finds_nothing_says_so(stand: Stand, codebook: Codebook) -> None:
    codebook.do("list.filter")
    stand.prompt.enter("xyz")
    assert (codebook.paths, stand.list.empty) == ([], "No tag is found by “xyz”. Esc shows all.")
    with pytest.raises(Problem, match="no tag here"):
        codebook.do("tag.delete")
    codebook.do("list.mark")
    assert codebook.marked == []


def test_an_empty_codebook_says_how_to_begin(stand: Stand) -> None:
    for path in ("mer", "État"):
        tag_edits.delete_tag(stand.workspace, path)
    Codebook(stand)
    assert stand.list.empty == "There are no tags yet. n makes one."


def test_marks_follow_their_tags_whatever_they_are_called(stand: Stand, codebook: Codebook) -> None:
    codebook.do("list.mark")
    assert (codebook.marked, codebook.lit) == (["mer"], "mer/quai")
    tag_edits.rename(stand.workspace, "mer", "zone")
    codebook.reload()
    stand.host.finish()
    assert (codebook.marked, codebook.lit) == (["zone"], "zone/quai")
    codebook.do("list.up")
    codebook.do("list.mark")
    assert codebook.marked == []


def test_after_the_prefix_of_hot_keys_those_that_are_taken_are_shown(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.hot-key", "m")
    found = stand.state.keymap.resolve("codebook", (stand.state.keymap.keys_of("tag.hot-key", "codebook")[0][0],))
    assert isinstance(found, Pending)
    assert codebook.following(found)[0] == ("m", "mer")


# -- changes


@pytest.mark.parametrize(
    ("on", "command", "begun", "typed", "made"),
    [
        ("mer", "tag.new", "", "port", "port"),
        ("mer/quai", "tag.new", "mer/", "mer/cale", "mer/cale"),
        ("mer", "tag.new-below", "mer/", "mer/cale", "mer/cale"),
    ],
)
def test_a_new_tag_begins_beside_or_below_the_one_under_the_cursor(
    stand: Stand, codebook: Codebook, on: str, command: str, begun: str, typed: str, made: str
) -> None:
    stand.list.go(on)
    codebook.do(command)
    form = stand.answer({"line": typed})
    assert isinstance(form, Form)
    assert codebook.lit == made
    assert stand.host.messages == [f"New tag {made}"]


def test_a_name_that_is_nearly_there_is_refused_and_the_cursor_goes_to_that_tag(
    stand: Stand, codebook: Codebook
) -> None:
    codebook.do("tag.new")
    stand.answer({"line": "etat"})
    assert [problem.message for problem in stand.host.problems] != []
    assert stand.host.messages == []
    assert codebook.lit == "État"
    assert codebook.paths == BEFORE


@pytest.mark.parametrize("answer", [None, {"line": ""}, {"line": "mer"}])
def test_a_rename_that_is_left_or_changes_nothing_makes_no_step(
    stand: Stand, codebook: Codebook, answer: dict[str, str] | None
) -> None:
    before = stand.workspace.history().entries
    codebook.do("tag.rename")
    stand.answer(answer)
    assert stand.workspace.history().entries == before
    assert stand.host.messages == []


def test_a_rename_takes_what_is_below_along(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.rename")
    stand.answer({"line": "eau"})
    assert codebook.paths == ["eau", "eau/quai", "État", "État/Préfet"]
    assert (codebook.lit, stand.host.messages) == ("eau", ["mer is now eau"])
    undo(stand.workspace)
    codebook.reload()
    stand.host.finish()
    assert codebook.paths == BEFORE


@pytest.mark.parametrize(("under", "path"), [("État", "État/quai"), (TOP, "quai")])
def test_a_tag_moves_under_another_or_to_the_top(stand: Stand, codebook: Codebook, under: str, path: str) -> None:
    stand.list.go("mer/quai")
    codebook.do("tag.move")
    stand.answer(Picked((under,)))
    assert codebook.lit == path
    assert stand.host.messages == [f"mer/quai is now {path}"]


def test_marked_tags_are_merged_together_and_lose_their_marks(stand: Stand, codebook: Codebook) -> None:
    codebook.do("list.mark")
    codebook.do("list.mark")
    codebook.do("tag.merge")
    stand.answer(Picked(("État/Préfet",)))
    assert codebook.paths == ["État", "État/Préfet"]
    assert codebook.marked == []
    assert stand.host.messages == ["mer, mer/quai merged into État/Préfet · 3 passages follow"]


def test_merging_says_when_passages_that_overlap_are_tagged_the_same_then(stand: Stand, codebook: Codebook) -> None:
    first = next(
        each for each in annotations_in(stand.workspace) if "mer/quai" in stand.workspace.codebook.paths(each.tags)
    )
    (span, *_) = first.spans
    annotate(stand.workspace, first.article, [Span(span.start, span.end - 1)], ["État/Préfet"])
    stand.list.go("mer/quai")
    codebook.do("tag.merge")
    stand.answer(Picked(("État/Préfet",)))
    assert stand.host.messages[-1].endswith(" · 1 overlapping passage is tagged the same")


def test_deleting_says_how_many_passages_no_longer_show_the_tag(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.delete")
    assert stand.host.messages == ["Deleted mer · 3 passages no longer have it"]
    assert codebook.paths == ["État", "État/Préfet"]


def test_every_colour_has_a_letter_of_its_own(
    stand: Stand, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: list[tuple[str, str, str]] = []
    monkeypatch.setattr(Choose, "__init__", lambda _dialog, _title, given, **_: options.extend(given))
    codebook.do("tag.colour")
    assert [name for _, name, _ in options] == [*COLOURS, "none", "#"]
    assert len({letter for letter, _, _ in options}) == len(options)


def test_a_colour_is_given_by_name_or_as_numbers_and_taken_away(stand: Stand, codebook: Codebook) -> None:
    for answers, colour in ((["blue"], "blue"), (["#", {"line": "#12ab9f"}], "#12ab9f"), (["none"], "")):
        codebook.do("tag.colour")
        for answer in answers:
            stand.answer(answer)
        assert codebook.shown.rows["mer"]["color"] == colour
    codebook.do("tag.colour")
    stand.answer(None)
    assert stand.host.messages == ["mer is blue now", "mer is #12ab9f now", "mer has no colour now"]


def test_a_hot_key_is_freed_by_the_same_key_and_never_taken_from_another_tag(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.hot-key", "m")
    stand.list.go("mer/quai")
    codebook.do("tag.hot-key", "m")
    assert len(stand.host.problems) == 1
    stand.list.go("mer")
    codebook.do("tag.hot-key", "m")
    assert stand.host.messages == ["m now stands for mer", "m is free again"]
    assert codebook.shown.rows["mer/quai"]["key"] == ""


def test_a_change_that_changes_nothing_is_not_reported_as_done(stand: Stand, codebook: Codebook) -> None:
    for _ in range(2):
        codebook.do("tag.colour")
        stand.answer("blue")
    assert stand.host.messages == ["mer is blue now", UNCHANGED]


# -- texts and files


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("definition", "Definition"),
        ("inclusion", "Given when"),
        ("exclusion", "Not given when"),
        ("example", "Example"),
    ],
)
def test_each_text_of_a_tag_is_written_in_its_own_editor(
    stand: Stand, codebook: Codebook, name: str, title: str
) -> None:
    codebook.do(f"tag.{name}")
    assert isinstance(stand.answer(Written("Vague.", kept=True)), NoteEditor)
    assert codebook.shown.rows["mer"][name] == "Vague."
    assert stand.host.messages == [f"Kept: {title} · mer"]


def test_a_tag_renamed_while_its_text_is_written_is_still_that_tag(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.definition")
    tag_edits.rename(stand.workspace, "mer", "eaux")
    stand.answer(Written("Eau.", kept=True))
    assert codebook.shown.rows["eaux"]["definition"] == "Eau."


def test_a_definition_that_was_written_elsewhere_meanwhile_is_not_replaced(stand: Stand, codebook: Codebook) -> None:
    codebook.do("tag.definition")
    tag_edits.describe_tag(stand.workspace, "mer", {"definition": "D’ailleurs."})
    stand.answer(Written("Ici.", kept=True))
    assert [problem.title for problem in stand.host.problems] == ["It was changed elsewhere while you wrote."]
    assert tag_edits.tag_row(stand.workspace, "mer")["definition"] == "D’ailleurs."


def test_a_memo_is_written_on_the_tag_under_the_cursor(stand: Stand, codebook: Codebook) -> None:
    codebook.do("memo.write")
    assert stand.host.calls == [("write_memo", Subject.TAG, "mer")]


def test_a_codebook_is_written_to_a_file_and_taken_in_from_it(stand: Stand, codebook: Codebook, tmp_path: Path) -> None:
    file = tmp_path / "book.toml"
    codebook.do("tag.export")
    stand.answer({"line": str(file)})
    assert stand.host.messages == [f"3 tags written to {file}."]
    tag_edits.delete_tag(stand.workspace, "mer/quai")
    codebook.do("tag.import")
    stand.answer({"line": str(file)})
    assert codebook.paths == BEFORE
    codebook.do("tag.import")
    stand.answer({"line": str(file)})
    assert stand.host.messages[1:] == [
        "1 new tag · 0 tags completed", "0 new tags · 0 tags completed",
    ]  # fmt: skip


def test_a_file_that_is_not_there_is_reported(stand: Stand, codebook: Codebook, tmp_path: Path) -> None:
    codebook.do("tag.import")
    stand.answer({"line": str(tmp_path / "nothing.toml")})
    assert len(stand.host.problems) == 1
    assert codebook.paths == BEFORE
