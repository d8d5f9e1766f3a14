"""Versions that branches made of one record become one: no edit is lost, and the order of merging does not matter."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.change_builder import ChangeBuilder
from reader.store.compaction import compacted
from reader.store.interface import Put, Record
from reader.store.log_line import LogLine
from reader.store.merged import MergeRules
from reader.store.merging import merge_versions
from reader.store.replay import Replay
from reader.store.tables import VersionedRecord
from tests.store.making import often

RULES = {
    "records": MergeRules(
        together=(frozenset({"start", "quote"}),),
        sets=frozenset({"tags"}),
        texts=frozenset({"note"}),
        newest=frozenset({"modified"}),
        noted=frozenset({"path"}),
    )
}
BASE: Record = {
    "ink": "yellow",
    "note": "",
    "tags": ["mer"],
    "start": 3,
    "quote": "quai",
    "path": "a.txt",
    "modified": 1,
}
_times = count(10)


@dataclass
class Branch:
    """A copy of a library with one record, in memory. ``lines`` is its log."""

    writer: str
    lines: list[LogLine] = field(default_factory=list)
    _replays: dict[int, Replay] = field(default_factory=dict, init=False)
    """The last replay, by the number of lines, which only grows."""

    @property
    def replay(self) -> Replay:
        count = len(self.lines)
        if count not in self._replays:
            replay = Replay(lambda _transaction: True)
            for line in self.lines:
                replay.take(line)
            merge_versions(replay.tables, self.lines, RULES)
            self._replays = {count: replay}
        return self._replays[count]

    @property
    def row(self) -> VersionedRecord:
        return self.replay.tables.rows["records"]["x"]

    @property
    def shown(self) -> Record:
        return self.row.shown or {}

    @property
    def conflicts(self) -> tuple[str, ...]:
        return self.row.merged.conflicts if self.row.merged else ()

    def put(self, record: Record | None, *, beside: bool = False) -> None:
        builder = ChangeBuilder("article", lambda: tables, lambda _puts: None)
        tables = self.replay.tables
        changes = builder.changes_of([Put("article", "records", "x", record, beside=beside)])
        if changes:
            self.lines.append(LogLine(changes, next(_times), self.writer, parents=builder.parents_of(changes)))

    def change(self, **values: object) -> None:
        self.put({**self.shown, **values, "modified": next(_times)})

    def merge(self, other: Branch) -> None:
        self.lines += [line for line in other.lines if line not in self.lines]

    def fork(self, writer: str) -> Branch:
        return Branch(writer, list(self.lines))


def two_branches() -> tuple[Branch, Branch]:
    base = Branch("base")
    base.put(BASE)
    return base.fork("hers"), base.fork("his")


def merged_both_ways(hers: Branch, his: Branch) -> Branch:
    """Merge two branches into each other, and return one of them; both are the same."""
    before = hers.fork("hers")
    hers.merge(his)
    his.merge(before)
    assert hers.shown == his.shown
    assert hers.conflicts == his.conflicts
    return hers


def test_what_each_branch_has_changed_holds() -> None:
    hers, his = two_branches()
    hers.change(note="d’elle", tags=["mer", "quai"])
    his.change(ink="green", tags=[])
    his.change(ink="blue")
    merged = merged_both_ways(hers, his)
    assert merged.shown == {
        **BASE,
        "id": "x",
        "ink": "blue",
        "note": "d’elle",
        "tags": ["quai"],
        "modified": his.shown["modified"],
    }
    assert merged.conflicts == ()


def test_a_field_that_both_have_changed_is_a_conflict_until_somebody_decides() -> None:
    hers, his = two_branches()
    hers.change(ink="green")
    his.change(ink="blue", note="de lui")
    merged = merged_both_ways(hers, his)
    assert (merged.shown["ink"], merged.shown["note"], merged.conflicts) == ("blue", "de lui", ("ink",))
    merged.change(tags=["phare"])
    assert (merged.shown["tags"], merged.conflicts) == (["phare"], ("ink",))
    assert {record["ink"] for _rank, record in merged.row.rivals if record} == {"green"}
    merged.change(ink="green")
    assert (merged.shown["ink"], merged.conflicts, merged.row.rivals) == ("green", (), [])


def test_both_texts_are_kept_and_the_next_change_decides() -> None:
    hers, his = two_branches()
    hers.change(note="d’elle")
    his.change(note="de lui")
    merged = merged_both_ways(hers, his)
    assert (merged.shown["note"], merged.conflicts) == ("de lui\n\nd’elle", ("note",))
    merged.change(ink="green")
    assert (merged.shown["note"], merged.conflicts) == ("de lui\n\nd’elle", ())


def test_the_fields_of_a_place_are_never_mixed() -> None:
    hers, his = two_branches()
    hers.change(start=5, quote="quai")
    his.change(start=9, quote="port")
    merged = merged_both_ways(hers, his)
    assert (merged.shown["start"], merged.shown["quote"]) == (9, "port")
    assert set(merged.conflicts) == {"start", "quote"}


def test_the_same_change_on_both_branches_is_none() -> None:
    hers, his = two_branches()
    for branch in (hers, his):
        branch.change(note="le même", ink="green")
    assert merged_both_ways(hers, his).conflicts == ()


def test_what_the_program_notes_by_itself_is_no_conflict() -> None:
    hers, his = two_branches()
    hers.change(path="b.txt")
    his.change(path="c.txt")
    assert merged_both_ways(hers, his).conflicts == ()


def test_a_change_that_was_taken_back_stays_taken_back() -> None:
    hers, his = two_branches()
    hers.change(note="faux", tags=["mer", "faux"])
    his.merge(hers)
    his.change(note="", tags=["mer"])
    hers.change(ink="green")
    merged = merged_both_ways(hers, his)
    assert (merged.shown["note"], merged.shown["tags"], merged.shown["ink"]) == ("", ["mer"], "green")
    assert merged.conflicts == ()


@pytest.mark.parametrize("deleted_last", [True, False])
def test_a_record_that_somebody_has_changed_outlives_its_deletion_elsewhere(deleted_last: bool) -> None:
    hers, his = two_branches()
    steps: list[Callable[[], None]] = [partial(hers.put, None), partial(his.change, note="de lui")]
    for step in steps[::-1] if deleted_last else steps:
        step()
    merged = merged_both_ways(hers, his)
    assert merged.shown["note"] == "de lui"
    merged.put(None)
    assert (merged.row.shown, merged.row.rivals) == (None, [])


def test_versions_that_nothing_connects_are_joined_as_far_as_possible() -> None:
    hers, _ = two_branches()
    hers.put({**BASE, "note": "d’ailleurs", "tags": ["phare"]}, beside=True)
    assert (hers.shown["note"], set(hers.shown["tags"])) == ("d’ailleurs", {"mer", "phare"})
    hers.put(None)
    assert hers.row.shown is None


# -- random histories

EDITS = ("ink", "note", "tags")


@dataclass
class Model:
    """What a branch has seen and what counts there, by field and tag: a multi-value register and an observed-remove set."""

    seen: frozenset[int] = frozenset()
    counts: frozenset[tuple[str, int, object]] = frozenset()

    def write(self, name: str, number: int, value: object) -> Model:
        left = {each for each in self.counts if each[0] != name}
        return Model(self.seen | {number}, frozenset(left if value is None else {*left, (name, number, value)}))

    def merge(self, other: Model) -> Model:
        here, there = self.counts, other.counts
        new = {each for each in here - there if each[1] not in other.seen}
        new |= {each for each in there - here if each[1] not in self.seen}
        return Model(self.seen | other.seen, frozenset((here & there) | new))

    def values(self, name: str) -> set[object]:
        return {value for field_name, _number, value in self.counts if field_name == name}


def edit(branch: Branch, model: Model, numbers: random.Random) -> Model:
    """Change a field of the record, or add a tag or take it away."""
    number, name = next(_times), numbers.choice(EDITS)
    if name != "tags":
        value = f"{name} {number}"
        branch.change(**{name: value})
        return model.write(name, number, value)
    tag = numbers.choice("abc")
    tags = branch.shown["tags"]
    has = tag in tags
    branch.change(tags=[each for each in tags if each != tag] if has else [*tags, tag])
    return model.write(f"tag {tag}", number, None if has else tag)


def agrees(branch: Branch, model: Model) -> None:
    """Check what a branch shows, its conflicts, and that every value which counts can still be found."""
    shown = branch.shown
    assert set(shown["tags"]) == {tag for tag in "abc" if model.values(f"tag {tag}")}
    inks, notes = model.values("ink") or {"yellow"}, model.values("note") or {""}
    assert shown["ink"] in inks
    versions = [record for _revision, _rank, record in branch.row.versions() if record]
    assert {record["ink"] for record in versions} >= inks
    assert all(str(note) in shown["note"] for note in notes)
    assert ("ink" in branch.conflicts) == (len(inks) > 1)
    if len(notes) == 1 and not branch.conflicts:
        assert shown["note"] in notes


@settings(max_examples=often(150, 3000), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 3), st.integers(1, 14))
def test_no_edit_is_lost_and_the_order_of_merging_does_not_matter(
    numbers: random.Random, how_many: int, steps: int
) -> None:
    base = Branch("base")
    base.put({**BASE, "tags": []})
    branches = [base.fork(f"branch {number}") for number in range(how_many)]
    models = [Model() for _ in branches]
    for _ in range(steps):
        here, there = numbers.sample(range(how_many), 2)
        if numbers.random() < 0.7:
            note = branches[here].shown["note"]
            models[here] = edit(branches[here], models[here], numbers)
            # A note that was joined is a new one for whoever changes the record next.
            if len(models[here].values("note")) > 1 and branches[here].shown["note"] == note:
                models[here] = models[here].write("note", next(_times), note)
        else:
            branches[here].merge(branches[there])
            models[here] = models[here].merge(models[there])
        agrees(branches[here], models[here])
    orders = [numbers.sample(range(how_many), how_many) for _ in range(3)]
    results = []
    for order in orders:
        result = branches[order[0]].fork("result")
        model = models[order[0]]
        for number in [*order[1:], *order]:
            result.merge(branches[number])
            model = model.merge(models[number])
        agrees(result, model)
        lines = list(result.lines)
        numbers.shuffle(lines)
        kept = list(compacted(result.replay, with_commits=False, lines=result.lines))
        same = [result, *(replace(result, lines=each) for each in (lines, [*lines, *result.lines], kept))]
        results += [(each.shown, set(each.conflicts)) for each in same]
    assert all(each == results[0] for each in results)
