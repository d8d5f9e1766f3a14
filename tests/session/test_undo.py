"""Undo leads back through everything, restores included; what others have overtaken is skipped with a word."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.annotation.edit import NOTED
from reader.annotation.memo import Subject
from reader.annotation.model import Ink
from reader.cli.command_line import main
from reader.session.annotations import review, tag_split
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import codebook_file, memo_edits, tag_edits
from reader.session.library.root import open_catalogue
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.session.upkeep.restore import restore
from reader.store.folder import FolderStore
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.store.making import often

DAY = 86_400_000_000
FIRST, SECOND, THIRD = Span(0, 15), Span(16, 40), Span(41, 57)


class Library:
    """A library that is opened anew for everything that is done in it; ``now`` is the time, ``random`` its chance."""

    def __init__(self, root: Path, seed: int = 0) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.now = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp() * 1e6)
        self._opened = 0

    def _clock(self) -> int:
        self.now += 1
        return self.now

    def opened(self, coder: str = "Ada") -> Workspace:
        self._opened += 1
        store = FolderStore(self.root / "annotations", self._clock, f"w{self._opened}")
        letters = lambda: f"{self.random.getrandbits(48):012x}"  # noqa: E731
        workspace = Workspace(self.root, open_catalogue(self.root), store, coder, self._clock, letters)
        workspace.articles()
        return workspace

    def do(self, coder: str, act: Callable[[Workspace], Any]) -> Any:
        """Do something as ``coder`` and leave, as a command does; a Problem leaves all as it was."""
        workspace = self.opened(coder)
        try:
            return act(workspace)
        finally:
            workspace.store.close()

    def state(self) -> str:
        """Return all that the library holds but its history, and what it notes of files by itself."""
        store = FolderStore(self.root / "annotations", self._clock, "reader")
        places = [(name, table) for name in store.databases() for table in store.tables(name) if table != "history"]
        rows = {
            (*place, id_): {name: value for name, value in record.items() if name not in NOTED.get(place[1], ())}
            for place in places
            for id_, record in store.records(*place).items()
        }
        return "\n".join(
            f"{place} {json.dumps(row, sort_keys=True)}" for place, row in sorted(rows.items()) if len(row) > 1
        )

    @property
    def entries(self) -> list[dict[str, Any]]:
        return self.opened().history().entries


@pytest.fixture
def library(root: Path) -> Library:
    return Library(root)


# -- what a person does, anywhere

TAGS = "mer vent vent/fort quai".split()


def anything(library: Library) -> Callable[[Workspace], object]:
    """Return something that a person may do; it raises Problem where it cannot be done."""
    chance = library.random
    start = chance.randrange(30)
    spans, article = [Span(start, start + chance.randrange(1, 10))], chance.choice(["port", "ete"])
    text, tags = f"t{chance.getrandbits(30)}", chance.sample(TAGS, 2)

    def one(workspace: Workspace) -> Any:
        annotations = annotations_in(workspace, chance.choice(["port", "ete"]))
        if not annotations:
            raise Problem("There is no annotation.")
        return chance.choice(annotations)

    def some_pass(workspace: Workspace) -> Any:
        if not passes.passes(workspace):
            raise Problem("There is no pass.")
        return chance.choice(passes.passes(workspace))

    def imported(workspace: Workspace) -> None:
        file = library.root / "codebook.toml"
        file.write_text(f'[[tag]]\npath = "{tags[0]}"\ndefinition = "{text}"\n', "utf-8")
        codebook_file.import_codebook(workspace, file)

    def restored(workspace: Workspace) -> None:
        restore(workspace, chance.choice(workspace.store.backups() or [datetime(2000, 1, 1, tzinfo=UTC).date()]))

    acts: list[Callable[[Workspace], object]] = [
        lambda w: annotate(w, article, spans),
        lambda w: annotate(w, article, spans, tags, text),
        lambda w: change(w, one(w), note=text),
        lambda w: change(w, one(w), add_tags=tags[:1], ink=chance.choice(list(Ink))),
        lambda w: change(w, one(w), remove_tags=tags),
        lambda w: delete(w, one(w)),
        lambda w: review.orphan(w, one(w).id),
        lambda w: tag_edits.describe_article(w, w.article(article), {"author": chance.choice(["", text])}),
        lambda w: tag_edits.describe_article(w, w.article(article), {"status": chance.choice(["unread", "done"])}),
        lambda w: memo_edits.write_memo(w, chance.choice(["", text]), Subject.ARTICLE, article),
        lambda w: memo_edits.write_memo(w, chance.choice(["", text]), Subject.TAG, tags[0]),
        lambda w: memo_edits.write_memo(w, text, Subject.LIBRARY),
        lambda w: memo_edits.write_entry(w, text, "2026-03-01"),
        lambda w: tag_edits.new_tag(w, tags[0]),
        lambda w: tag_edits.describe_tag(w, tags[0], {"definition": text}),
        lambda w: tag_edits.rename(w, *tags),
        lambda w: tag_edits.merge(w, tags[:1], tags[1]),
        lambda w: tag_edits.delete_tag(w, tags[0]),
        lambda w: tag_split.assign(w, tags[0], [one(w).id], tags[1]),
        imported,
        lambda w: passes.start(w, tags[:1]),
        lambda w: passes.give(w, some_pass(w), article, spans),
        lambda w: passes.refuse(w, some_pass(w), article, spans),
        lambda w: passes.skip(w, some_pass(w), article, spans),
        lambda w: passes.finish(w, some_pass(w)),
        lambda w: passes.reopen(w, some_pass(w)),
        restored,
        restored,
    ]
    return chance.choice(acts)


def pass_time(library: Library) -> None:
    """Let hours go by, in which a file may be renamed."""
    library.now += library.random.choice([1, DAY])
    if library.random.random() < 0.2:
        here = next(iter((library.root / "seeds").glob("*port.txt")))
        here.rename(here.with_name("port.txt" if here.name != "port.txt" else "un port.txt"))


@pytest.mark.parametrize("seed", range(often(8, 150)))
def test_taken_back_in_turn_every_state_returns_and_made_again_too(root: Path, seed: int) -> None:
    library = Library(root, seed)
    states, coders = [library.state()], list[str]()
    for _ in range(14):
        pass_time(library)
        coder, count = library.random.choice(["Ada", "Bea"]), len(library.entries)
        try:
            library.do(coder, anything(library))
        except Problem:
            assert len(library.entries) == count
        made = library.entries[count:]
        assert len(made) <= 1
        assert (library.state() != states[-1]) == bool(made)
        if made:
            states.append(library.state())
            coders.append(coder)
    for _ in range(2):
        for coder, before in zip(reversed(coders), reversed(states[:-1]), strict=True):
            pass_time(library)
            assert library.do(coder, undo).skipped == ()
            assert library.state() == before
        for coder in ("Ada", "Bea"):
            with pytest.raises(Problem, match="nothing to undo"):
                library.do(coder, undo)
        for coder, after in zip(coders, states[1:], strict=True):
            pass_time(library)
            assert library.do(coder, redo).skipped == ()
            assert library.state() == after
        for coder in ("Ada", "Bea"):
            with pytest.raises(Problem, match="nothing to redo"):
                library.do(coder, redo)


@pytest.mark.parametrize("seed", range(often(8, 150)))
def test_whatever_others_did_undo_goes_on_to_the_end_and_takes_no_word_of_theirs(root: Path, seed: int) -> None:
    library = Library(root, seed)
    both = ["Ada", "Bea"]
    for _ in range(24):
        pass_time(library)
        act = anything(library) if library.random.random() < 0.8 else library.random.choice([undo, redo])
        try:
            library.do(library.random.choice(both), act)
        except Problem:
            continue
    going = set(both)
    for _ in range(len(library.entries) + 2):
        if not going:
            break
        coder = library.random.choice(sorted(going))
        before, entries = notes(library), library.entries
        try:
            done = library.do(coder, undo)
        except Problem as problem:
            history = library.opened().history()
            left = [
                entry
                for entry in history.entries
                if entry["coder"] == coder and not history.is_undone(entry) and not history.is_undo(entry)
            ]
            assert len(problem.places) == len(left)
            going.remove(coder)
            continue
        assert len(library.entries) == len(entries) + 1
        if done.entry["what"] in {"highlight", "edit"}:
            theirs = {note for note, by in written(entries).items() if by != coder}
            assert before & theirs <= notes(library)
    assert not going


def notes(library: Library) -> set[str]:
    return {annotation.note for annotation in annotations_in(library.opened()) if annotation.note}


def written(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Return who wrote which note by changing an annotation."""
    return {
        short[4]["note"][1]: entry["coder"]
        for entry in entries
        if entry["what"] == "edit"
        for short in entry["changes"]
        if short[1] == "annotations" and short[3] == "changed" and "note" in short[4]
    }


# -- what it stands for


def test_undo_goes_through_a_restore(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST], ["mer"]))
    (day,) = library.opened().store.backups()
    library.do("Ada", lambda w: annotate(w, "ete", [Span(2, 7)], ["vent"]))
    library.do("Ada", lambda w: restore(w, day))
    library.do("Ada", lambda w: annotate(w, "ete", [Span(9, 13)]))
    done = [library.do("Ada", undo) for _ in range(4)]
    assert [taken_back.entry["what"] for taken_back in done] == ["highlight", "restore", "highlight", "highlight"]
    assert not any(taken_back.skipped for taken_back in done)
    assert library.state() == ""
    for _ in range(4):
        library.do("Ada", redo)
    assert [annotation.hull for annotation in annotations_in(library.opened())] == [Span(9, 13), FIRST]


def test_a_restore_that_an_earlier_version_wrote_down_bars_nothing(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    workspace = library.opened()
    known, revision = workspace.store.get(LIBRARY, "articles", "port")
    assert known
    entry = {"id": "old", "what": "restore", "coder": "Ada", "time": library.now + 1}
    entry["changes"] = [
        [LIBRARY, "articles", "port", "changed", {"path": ["seeds/x.txt", "seeds/y.txt"], "author": ["", "Bea"]}],
        [LIBRARY, "articles", "ete", "deleted", {"id": "ete", "path": "seeds/été.md", "bytes": 3}],
    ]
    workspace.store.put(
        [
            Put(LIBRARY, "history", "old", entry, 0),
            Put(LIBRARY, "articles", "port", {**known, "author": "Bea"}, revision),
        ]
    )
    library.do("Ada", lambda w: tag_edits.describe_article(w, w.article("ete"), {"author": ""}))
    library.do("Ada", lambda w: annotate(w, "ete", [Span(2, 7)]))
    assert [library.do("Ada", undo).entry["id"] for _ in range(2)][1] == "old"
    records = library.opened().store.records(LIBRARY, "articles")
    assert {id_: (record["path"], record.get("author")) for id_, record in records.items()} == {
        "port": ("seeds/port.txt", ""),
        "ete": ("seeds/été.md", None),
    }


def overtaken(library: Library) -> None:
    """Let Ada make two highlights, of which Bea changes the newer one."""
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    library.do("Ada", lambda w: annotate(w, "port", [SECOND]))
    library.do("Bea", lambda w: change(w, annotations_in(w)[1], note="de Bea"))


def test_what_others_have_changed_is_skipped_and_stays(library: Library) -> None:
    overtaken(library)
    done = library.do("Ada", undo)
    assert [skipped.entry["what"] for skipped in done.skipped] == ["highlight"]
    assert "has been changed since" in done.skipped[0].why
    assert [(annotation.hull, annotation.note) for annotation in annotations_in(library.opened())] == [
        (SECOND, "de Bea")
    ]
    with pytest.raises(Problem, match="nothing to undo") as raised:
        library.do("Ada", undo)
    assert len(raised.value.places) == 1


def test_as_many_as_there_are_are_skipped(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    foreign: list[dict[str, Any]] = [
        {"id": f"e{n}", "what": "highlight", "coder": "Ada", "time": library.now + n, "changes": [["port", "t", "x", "made"]]}
        for n in range(1, 8001)
    ]  # fmt: skip
    library.opened().store.put([Put("port", "history", entry["id"], entry) for entry in foreign])
    done = library.do("Ada", undo)
    assert len(done.skipped) == len(foreign)
    assert annotations_in(library.opened()) == []


def test_what_was_skipped_is_taken_back_once_it_can_be(library: Library) -> None:
    overtaken(library)
    library.do("Ada", undo)
    library.do("Bea", undo)
    assert library.do("Ada", undo).skipped == ()
    assert annotations_in(library.opened()) == []
    library.do("Ada", redo)
    library.do("Ada", redo)
    assert [annotation.hull for annotation in annotations_in(library.opened())] == [FIRST, SECOND]


def test_a_redo_that_cannot_be_done_is_skipped_too(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST], [], "avant"))
    library.do("Ada", lambda w: change(w, annotations_in(w)[0], note="après"))
    library.do("Ada", lambda w: tag_edits.new_tag(w, "mer"))
    library.do("Ada", undo)
    library.do("Ada", undo)
    library.do("Bea", lambda w: change(w, annotations_in(w)[0], note="de Bea"))
    done = library.do("Ada", redo)
    assert (done.entry["about"], len(done.skipped)) == ("new tag mer", 1)
    assert annotations_in(library.opened())[0].note == "de Bea"
    assert library.opened().codebook.all_paths() == ["mer"]


def test_a_tag_that_others_have_described_stays_when_what_it_was_made_with_goes(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST], ["mer"]))
    library.do("Bea", lambda w: tag_edits.describe_tag(w, "mer", {"definition": "eau"}))
    assert library.do("Ada", undo).skipped == ()
    assert annotations_in(library.opened()) == []
    assert library.opened().codebook.all_paths() == ["mer"]


def test_undo_does_not_take_away_a_tag_that_others_use(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    library.do("Ada", lambda w: tag_edits.new_tag(w, "mer"))
    library.do("Bea", lambda w: annotate(w, "port", [SECOND], ["mer"]))
    done = library.do("Ada", undo)
    assert [skipped.entry["what"] for skipped in done.skipped] == ["new tag"]
    assert library.opened().codebook.all_paths() == ["mer"]


def test_what_changes_nothing_makes_no_step_and_ends_no_redo(library: Library) -> None:
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    library.do("Ada", lambda w: annotate(w, "port", [SECOND]))
    first, gone = annotations_in(library.opened())
    library.do("Ada", undo)
    entries = len(library.entries)
    library.do("Ada", lambda w: delete(w, gone))
    library.do("Ada", lambda w: annotate(w, "port", [FIRST]))
    library.do("Ada", lambda w: change(w, first, note=first.note, ink=first.ink, spans=first.spans))
    library.do("Ada", lambda w: tag_edits.describe_article(w, w.article("ete"), {"author": ""}))
    library.do("Ada", lambda w: memo_edits.write_memo(w, "", Subject.ARTICLE, "ete"))
    library.do("Ada", lambda w: w.apply("nothing", list))
    assert len(library.entries) == entries
    library.do("Ada", redo)
    assert len(annotations_in(library.opened())) == 2


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_line_says_what_it_skips(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    overtaken(library)
    monkeypatch.setattr("reader.session.library.opening.who", lambda: "Ada")
    assert main(["undo", "-l", str(library.root), *(["--json"] if as_json else [])]) == 0
    said = capsys.readouterr().out
    if as_json:
        (skipped,) = json.loads(said)["skipped"]
        assert skipped["what"] == "highlight"
        assert "has been changed since" in skipped["why"]
    else:
        assert said.splitlines()[0].startswith(
            "Skipped, because it cannot be taken back: highlight “Le port rouvre. Les grutiers reviennent.”: “Les"
        )
        assert said.splitlines()[1].endswith("(undone)")
    assert main(["undo", "-l", str(library.root)]) == 1
    assert "has been changed since" in capsys.readouterr().err
    assert main(["redo", "-l", str(library.root)]) == 0
    assert "Skipped" not in capsys.readouterr().out
