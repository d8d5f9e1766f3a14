"""The read model follows the store and the text, and places nothing twice."""

from __future__ import annotations

import contextlib
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import Annotation, State
from reader.session.annotations.annotate import annotate, change, delete, place_of
from reader.session.annotations.article_annotations import (
    LibraryAnnotations,
    annotation_by_id,
    annotations_in,
    article_annotations,
)
from reader.session.annotations.undo import redo, undo
from reader.session.library.anchorer import Anchorer
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.store.interface import Put, Record
from reader.text.problem import Problem
from reader.text.span import Span
from tests.memory_store import MemoryStore

WORDS = "port quai phare vent digue criée marée filet chantier rapport bassin grue".split()


class CountingAnchorer:
    """Counts the annotations that another anchorer is asked to place."""

    def __init__(self, inner: Anchorer) -> None:
        self.inner = inner
        self.placed: list[str] = []

    def digest(self, article: str) -> str | None:
        return self.inner.digest(article)

    def place(self, annotation: Annotation, digest: str | None) -> Annotation:
        self.placed.append(annotation.id)
        return self.inner.place(annotation, digest)

    def since(self) -> list[str]:
        """Return the ids of what was placed since the last call."""
        placed, self.placed = self.placed, []
        return placed


def counted(workspace: Workspace) -> CountingAnchorer:
    """Count from here on; call it before anything asks for annotations."""
    annotations = workspace.part(LibraryAnnotations)
    annotations.anchorer = anchorer = CountingAnchorer(annotations.anchorer)
    return anchorer


def sentences(count: int) -> str:
    return " ".join(f"Le {WORDS[number % 12]} numéro {number} attend." for number in range(count))


def library(root: Path, text: str = "") -> Workspace:
    """Open the library at ``root``, whose one article has this text."""
    (root / "seeds").mkdir(exist_ok=True)
    if text:
        (root / "seeds" / "port.txt").write_text(text, encoding="utf-8")
    workspace = open_library(root, coder="Ada")
    workspace.articles()
    return workspace


def edit_text(workspace: Workspace, text: str) -> None:
    workspace.catalogue.file_of("port").write_text(text, encoding="utf-8")
    workspace.texts.reread("port")


@pytest.fixture
def marked(tmp_path: Path) -> Workspace:
    """Thirty highlights in a text that has been edited since."""
    text = sentences(31)
    workspace = library(tmp_path, text)
    for number in range(30):
        annotate(workspace, "port", [place_of(workspace, "port", f"numéro {number} attend")])
    workspace.store.close()
    return library(tmp_path, f"Une phrase en plus. {text}")


def test_a_change_places_what_it_changes_and_nothing_else(marked: Workspace) -> None:
    anchorer = counted(marked)
    assert len(annotations_in(marked)) == len(anchorer.since()) == 30
    made = annotate(marked, "port", [place_of(marked, "port", "numéro 30 attend")])
    before = annotations_in(marked)
    assert anchorer.since() == [made.id]
    first = before[0]
    for act in (
        lambda: change(marked, first, add_tags=["mer"]),
        lambda: change(marked, first, note="à citer"),
        lambda: undo(marked),
        lambda: redo(marked),
    ):
        act()
        now = annotations_in(marked)
        assert anchorer.since() == [first.id]
        assert all(after is former for after, former in zip(now[1:], before[1:], strict=True))
    delete(marked, annotations_in(marked)[0])
    assert len(annotations_in(marked)) == 30
    assert anchorer.since() == []


def test_the_same_passage_is_found_without_placing_anything(marked: Workspace) -> None:
    anchorer = counted(marked)
    before = annotations_in(marked)
    anchorer.since()
    again = annotate(marked, "port", before[5].spans, ["mer"])
    assert again.id == before[5].id
    assert len(annotations_in(marked)) == 30
    assert anchorer.since() == [again.id]


def test_questions_between_changes_place_nothing_and_return_the_same_objects(marked: Workspace) -> None:
    anchorer = counted(marked)
    model = article_annotations(marked, "port")
    shown = model.shown()
    anchorer.since()
    assert model.shown() is shown
    assert model.placed() is model.placed()
    assert annotation_by_id(marked, shown[0].id) is shown[0]
    assert anchorer.since() == []


def test_one_annotation_is_placed_alone_if_nobody_has_asked_for_the_article(marked: Workspace) -> None:
    anchorer = counted(marked)
    (id_, *_) = sorted(marked.store.records("port", "annotations"))
    assert annotation_by_id(marked, id_).state is State.MOVED
    assert anchorer.since() == [id_]


def test_an_edit_of_the_text_places_all_of_them_once(marked: Workspace) -> None:
    anchorer = counted(marked)
    annotations_in(marked)
    anchorer.since()
    edit_text(marked, sentences(31))
    assert {annotation.state for annotation in annotations_in(marked)} == {State.ANCHORED}
    assert annotations_in(marked) == annotations_in(marked)
    assert len(anchorer.since()) == 30


def test_all_are_orphans_while_the_file_is_gone(marked: Workspace) -> None:
    file = marked.catalogue.file_of("port")
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert {annotation.state for annotation in annotations_in(marked)} == {State.ORPHAN}
    file.write_text(text, encoding="utf-8")
    marked.articles()
    assert {annotation.state for annotation in annotations_in(marked)} == {State.MOVED}


class FailingStore(MemoryStore):
    """Cannot read the record ``broken``."""

    broken = ""

    def get(self, database: str, table: str, id_: str) -> tuple[Record | None, int]:
        if id_ == self.broken:
            raise Problem("The disk does not answer.")
        return super().get(database, table, id_)


def test_a_change_that_could_not_be_read_is_read_at_the_next_question(root: Path, workspace: Workspace) -> None:
    store = FailingStore()
    failing = Workspace(root, workspace.catalogue, store, "Ada", workspace.clock, workspace.new_id)
    first, second = (annotate(failing, "port", [Span(start, start + 5)]) for start in (0, 10))
    annotations_in(failing)
    store.put(
        [
            Put("port", "annotations", annotation.id, {**annotation.to_record(), "note": "neuf"})
            for annotation in (first, second)
        ]
    )
    store.broken = first.id
    with pytest.raises(Problem):
        annotations_in(failing)
    store.broken = ""
    assert [annotation.note for annotation in annotations_in(failing)] == ["neuf", "neuf"]


def test_a_version_beside_is_shown_with_the_other_at_once(tmp_path: Path) -> None:
    workspace = library(tmp_path, sentences(3))
    made = annotate(workspace, "port", [Span(0, 5)], (), "ici")
    assert [annotation.note for annotation in annotations_in(workspace)] == ["ici"]
    other = {**made.to_record(), "note": "là-bas"}
    workspace.store.put([Put("port", "annotations", made.id, other, beside=True)])
    assert annotations_in(workspace)[0].note.split("\n")[::3] == ["là-bas", "ici"]


def act(workspace: Workspace, dice: random.Random) -> None:
    """Do something that a person or another program may do; some of it cannot be done and raises Problem."""
    here = annotations_in(workspace, "port")
    text = workspace.text("port")
    start = dice.randrange(len(text) - 1)
    what = dice.choice("mark mark tag note move delete undo redo edit versions".split())
    if what == "mark" or not here:
        annotate(workspace, "port", [Span(start, min(len(text), start + dice.randrange(1, 40)))])
        return
    chosen = dice.choice(here)
    match what:
        case "tag":
            change(workspace, chosen, add_tags=[dice.choice(WORDS)])
        case "note":
            change(workspace, chosen, note=dice.choice(WORDS))
        case "move":
            change(workspace, chosen, spans=[Span(start, start + 1)])
        case "delete":
            delete(workspace, chosen)
        case "undo":
            undo(workspace)
        case "redo":
            redo(workspace)
        case "edit":
            at = text.index(" ", start) if " " in text[start:] else 0
            edit_text(workspace, f"{text[:at]} {dice.choice(WORDS)}{text[at:]}")
        case "versions":
            record, _ = workspace.store.get("port", "annotations", chosen.id)
            other = {**(record or {}), "note": f"d’un autre : {dice.choice(WORDS)}"}
            workspace.store.put([Put("port", "annotations", chosen.id, other, beside=True)])


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(["Ada", "Ben"]), min_size=1, max_size=25))
def test_a_model_that_has_followed_everything_is_one_that_is_made_now(dice: random.Random, who: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        windows = {"Ada": library(root, sentences(12)), "Ben": library(root)}
        for name in who:
            window, other = windows[name], windows["Ben" if name == "Ada" else "Ada"]
            with contextlib.suppress(Problem):
                act(window, dice)
            other.store.refresh()
            if other.texts.is_outdated("port"):
                other.texts.reread("port")
            now = annotations_in(library(root))
            assert annotations_in(window) == annotations_in(other) == now
        for window in windows.values():
            window.store.close()
