"""The codebook as a value: whatever is done to it, every tag means one path, and what was before can come back."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation import codebook_edits
from reader.annotation.codebook import Codebook, Tag, checked_path, is_under, parents
from reader.annotation.codec import Record
from reader.annotation.edit import Change, Edit, inverse
from reader.text.fold import fold_key
from reader.text.problem import Problem

NAMES = st.sampled_from(["a", "b", "É", "e", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TAGGED = st.lists(st.lists(st.integers(0, 30), max_size=4), max_size=8)


def letters() -> Callable[[], str]:
    numbers = itertools.count()
    return lambda: f"{next(numbers):04d}"


def book(*paths: str) -> Codebook:
    return Codebook(Tag(f"t{number}", path) for number, path in enumerate(paths))


def paths(codebook: Codebook) -> list[str]:
    return [tag.path for tag in codebook.tags.values()]


Operation = Callable[[Codebook], tuple[Tag, ...]]


@st.composite
def operations(draw: st.DrawFn) -> Operation:
    path, two, key = draw(PATHS), draw(PATHS), draw(st.sampled_from(["", "k", "m"]))
    more = draw(st.lists(PATHS, max_size=2))
    make = letters()
    some: list[Operation] = [
        lambda codebook: codebook_edits.made(codebook, path, make, {"key": key}),
        lambda codebook: codebook_edits.described(codebook, path, make, {"definition": two}),
        lambda codebook: codebook_edits.renamed(codebook, path, two),
        lambda codebook: codebook_edits.moved(codebook, path, two),
        lambda codebook: codebook_edits.merged(codebook, [path, *more], two, make),
        lambda codebook: codebook_edits.deleted(codebook, path),
    ]
    return draw(st.sampled_from(some))


def attempt(codebook: Codebook, operation: Operation) -> tuple[Tag, ...]:
    try:
        return operation(codebook)
    except Problem as problem:
        assert problem.title
        assert problem.hint
        return ()


def edited(codebook: Codebook, tags: Sequence[Tag]) -> Edit:
    known = {id_: tag.to_record() for id_, tag in codebook.every.items()}
    changes = tuple(Change("_library", "tags", tag.id, known.get(tag.id), tag.to_record()) for tag in tags)
    return Edit("e", "x", "a", 1, changes)


def records(codebook: Codebook) -> dict[str, Record]:
    return {id_: tag.to_record() for id_, tag in codebook.every.items()}


@given(st.lists(operations(), max_size=12), TAGGED)
def test_every_operation_keeps_the_laws_and_can_be_taken_back(steps: list[Operation], tagged: list[list[int]]) -> None:
    codebook = Codebook()
    for step in steps:
        changed = attempt(codebook, step)
        after = codebook.with_tags(changed)
        assert Codebook(Tag.from_record(record) for record in records(after).values()).tags == after.tags
        assert len({fold_key(path) for path in after.all_paths()}) == len(after.all_paths()), "no twins are made"
        assert all(tag.path == checked_path(tag.path) for tag in after.tags.values())
        keys = [tag.key for tag in after.tags.values() if tag.key]
        assert len(keys) == len(set(keys))
        now = records(after)
        back = inverse(edited(codebook, changed).to_record(), lambda _, __, id_, now=now: now.get(id_))  # type: ignore[misc]
        for change in back:
            if change.after is None:
                del now[change.id]
            else:
                now[change.id] = change.after
        assert now == records(codebook)
        codebook = after
    ids = list(codebook.every) or ["nobody"]
    annotations = [[ids[number % len(ids)] for number in some] for some in tagged]
    counted = codebook.counted(Counter(map(tuple, annotations)))
    for path, count in counted.items():
        assert count.own <= count.total <= len(annotations)
        assert count.total == sum(
            any(is_under(other, path) for other in codebook.paths(annotation)) for annotation in annotations
        )
        assert all(counted[other].total <= count.total for other in counted if is_under(other, path))
        assert set(parents(path)) <= set(counted)


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.sampled_from(["x", "y", "x/z"]), st.sampled_from(["", *"abcdefg"]), st.booleans()),
    )
)
def test_whatever_two_machines_did_every_id_means_one_thing(found: dict[str, tuple[str, str, bool]]) -> None:
    tags = [Tag(id_, path, into=into, deleted=gone) for id_, (path, into, gone) in found.items()]
    codebook = Codebook(tags)
    assert codebook.tags == Codebook(reversed(tags)).tags
    for id_ in found:
        standing = codebook.standing(id_)
        if standing is not None:
            assert codebook.at(standing.path) == standing
            assert codebook.path(standing.id) == standing.path == codebook.path(id_)
            assert not standing.deleted
        else:
            assert codebook.path(id_) == ""
    assert len(set(paths(codebook))) == len(paths(codebook))


def test_merged_into_each_other_on_two_machines_one_stays() -> None:
    codebook = Codebook([Tag("a", "x", into="b"), Tag("b", "y", into="a"), Tag("c", "z", into="b")])
    assert paths(codebook) == ["x"]
    assert codebook.paths("abc") == ("x",)


def test_one_path_made_on_two_branches_is_one_tag() -> None:
    codebook = Codebook([Tag("b", "mer", definition="eau"), Tag("a", "mer", key="m"), Tag("c", "port", key="m")])
    assert codebook.paths("ab") == ("mer",)
    assert codebook.at("mer") == Tag("a", "mer", key="m", definition="eau")
    assert [tag.path for tag in codebook.tags.values() if tag.key == "m"] == ["mer"]
    assert codebook.counted({("a", "b"): 1, ("b",): 1})["mer"] == (2, 2)
    assert paths(codebook.with_tags(codebook_edits.renamed(codebook, "mer", "eau"))) == ["eau", "port"]
    said = codebook_edits.described(codebook, "mer", letters(), {"definition": ""})
    assert codebook.with_tags(said).tags["a"].definition == ""
    gone = codebook.with_tags(codebook_edits.deleted(codebook, "mer"))
    assert gone.paths("ab") == ()


def test_a_merge_is_one_line_for_each_tag_and_takes_along_what_is_below() -> None:
    codebook = book("port/quai", "port/grue/bras", "mer", "mer/quai")
    changed = codebook_edits.merged(codebook, ["port"], "mer", letters())
    after = codebook.with_tags(changed)
    assert paths(after) == ["mer", "mer/grue/bras", "mer/quai"]
    assert [after.path(id_) for id_ in ("t0", "t1", "t2", "t3")] == ["mer/quai", "mer/grue/bras", "mer", "mer/quai"]
    assert {tag.id for tag in changed} == {"t0", "t1"}
    assert [tag.id for tag in after.merged_into(after.tags["t3"])] == ["t0"]


def naming(path: str) -> Operation:
    return lambda codebook: codebook_edits.made(codebook, path, lambda: path)


@given(st.lists(PATHS, min_size=1, max_size=5, unique_by=fold_key), st.data())
def test_merging_maps_every_annotation_and_naming_a_source_twice_changes_nothing(
    named: list[str], data: st.DataObject
) -> None:
    codebook = Codebook()
    for path in named:
        codebook = codebook.with_tags(attempt(codebook, naming(path)))
    every = paths(codebook)
    into, sources = data.draw(st.sampled_from(every)), data.draw(st.lists(st.sampled_from(every), min_size=1))
    if into in sources:
        return
    once = codebook.with_tags(codebook_edits.merged(codebook, sources, into, letters()))
    assert (
        once.tags == codebook.with_tags(codebook_edits.merged(codebook, sources + sources[::-1], into, letters())).tags
    )
    for tag in codebook.tags.values():
        if tag.path in sources:
            assert once.path(tag.id) == into
        elif not any(is_under(tag.path, source) for source in sources):
            assert once.path(tag.id) == tag.path


def test_a_parent_merged_into_its_child_leaves_the_other_children() -> None:
    codebook = book("a", "a/b", "a/c")
    assert paths(codebook.with_tags(codebook_edits.merged(codebook, ["a"], "a/b", letters()))) == ["a/b", "a/c"]


def test_into_a_parent_that_is_only_implied_makes_it_a_tag() -> None:
    codebook = book("a/b", "c")
    after = codebook.with_tags(codebook_edits.merged(codebook, ["c"], "A", letters()))
    assert after.path("t1") == "a"


def test_a_new_tag_takes_the_spelling_of_its_parents() -> None:
    codebook = book("État/loi")
    assert codebook_edits.made(codebook, "etat/règle", letters())[0].path == "État/règle"
    assert [tag.path for tag in codebook_edits.renamed(codebook, "etat", "etat")] == ["etat/loi"]


@given(st.lists(PATHS, min_size=1, max_size=6, unique_by=fold_key), st.lists(operations(), max_size=4))
def test_a_held_tag_is_found_under_its_present_name(some: list[str], steps: list[Operation]) -> None:
    before = after = book(*some)
    for step in steps:
        after = after.with_tags(attempt(after, step))
    for tag in before.tags.values():
        assert after.held([before.hold(tag.path)]) == after.paths([tag.id])
    assert after.held([before.hold("nobody")]) == ("nobody",)


def test_a_deleted_name_is_free_again() -> None:
    codebook = book("a", "a/b")
    after = codebook.with_tags(codebook_edits.deleted(codebook, "a"))
    assert after.all_paths() == []
    assert after.path("t1") == ""
    assert codebook_edits.made(after, "a", letters())[0].path == "a"


BAD: dict[str, Operation] = {
    "a control character": lambda book: codebook_edits.made(book, "x\x1b[0m", letters()),
    "half a character": lambda book: codebook_edits.made(book, "x\udcff", letters()),
    "a leading slash": lambda book: codebook_edits.made(book, "/x", letters()),
    "a name that cannot be seen": lambda book: codebook_edits.made(book, "x/\u200b", letters()),
    "too long": lambda book: codebook_edits.made(book, "x" * 300, letters()),
    "too long by a move": lambda book: codebook_edits.moved(book, "mer", "x" * 199),
    "taken": lambda book: codebook_edits.made(book, "mer", letters()),
    "a twin": lambda book: codebook_edits.made(book, "etat", letters()),
    "a twin of a parent": lambda book: codebook_edits.made(book, "PORT", letters()),
    "a twin by renaming": lambda book: codebook_edits.renamed(book, "mer", "etat"),
    "a cycle": lambda book: codebook_edits.moved(book, "port", "port/quai"),
    "a cycle in other letters": lambda book: codebook_edits.moved(book, "port", "Port/autre"),
    "itself": lambda book: codebook_edits.merged(book, ["mer", "État"], "etat", letters()),
    "nobody": lambda book: codebook_edits.merged(book, ["mer"], "rien", letters()),
    "no source": lambda book: codebook_edits.merged(book, ["rien"], "mer", letters()),
    "no colour": lambda book: codebook_edits.described(book, "mer", letters(), {"color": "#12"}),
    "two letters": lambda book: codebook_edits.described(book, "mer", letters(), {"key": "mm"}),
    "no letter": lambda book: codebook_edits.described(book, "mer", letters(), {"key": " ,"}),
    "a key that is taken": lambda book: codebook_edits.described(book, "mer", letters(), {"key": "q"}),
    "no such field": lambda book: codebook_edits.described(book, "mer", letters(), {"size": "1"}),
    "an escape in a definition": lambda book: codebook_edits.described(book, "mer", letters(), {"definition": "\x1b"}),
    "nothing to rename": lambda book: codebook_edits.renamed(book, "rien", "x"),
    "nothing to delete": lambda book: codebook_edits.deleted(book, "rien"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_a_word(case: str) -> None:
    tags = [Tag("t0", "mer"), Tag("t1", "État"), Tag("t2", "port/quai", key="q")]
    with pytest.raises(Problem) as caught:
        BAD[case](Codebook(tags))
    assert caught.value.title.endswith(".")
    assert caught.value.hint


def test_a_twin_is_offered() -> None:
    with pytest.raises(Problem) as caught:
        codebook_edits.made(book("État"), "etat", letters())
    assert "Use État" in caught.value.hint


def test_what_a_newer_program_wrote_is_kept() -> None:
    record = {"id": "a", "path": "x", "color": "", "key": "", "definition": "", "weight": 3}
    assert Tag.from_record(record).to_record() == record


def test_paths_stand_in_the_order_in_which_people_look_for_them() -> None:
    wanted = ["eau", "eau/vive", "eau vive", "Écluse", "État", "quai"]
    codebook = book(*reversed(wanted))
    assert paths(codebook) == codebook.all_paths() == list(codebook.counted({})) == wanted
