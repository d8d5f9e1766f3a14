"""Versions of one text are found, whatever a paper has changed, and other texts are not."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Sequence
from random import Random
from zlib import crc32

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search import versions as module
from reader.search.versions import FEWEST, SKETCH, groups_of, likeness, sketch, sketch_of_any, versions_of
from reader.text.fold import fold_key

WORDS = "le la vent mer port digue maire nuit eau bateau grue quai refus vote budget ville plage dune phare sel".split()


def text(seed: int, words: int = 300) -> str:
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words))


DISPATCH = text(1)


def test_a_text_is_like_itself_and_unlike_another() -> None:
    assert likeness(sketch(DISPATCH), sketch(DISPATCH.upper() + " !")) == 1.0
    assert likeness(sketch(DISPATCH), sketch(text(2))) < 0.1
    assert likeness((), ()) == 0.0


def test_a_version_that_was_cut_or_got_a_new_beginning_is_one() -> None:
    cut = " ".join(DISPATCH.split()[:150])
    sketches = {name: sketch(words) for name, words in {
        "a": DISPATCH, "cut": cut, "led": text(3, 60) + " " + DISPATCH, "other": text(4),
    }.items()}  # fmt: skip
    assert [name for name, _share in versions_of("a", sketches)] == ["led", "cut"]
    assert versions_of("other", sketches) == []


def test_what_is_too_short_has_no_versions() -> None:
    short = sketch("Le vent se lève.")
    assert short == () and versions_of("a", {"a": short, "b": short}) == []


def test_a_notice_below_every_article_makes_no_versions() -> None:
    notice = " Tous droits réservés par Le Rivage, reproduction interdite sans accord écrit."
    sketches = {str(seed): sketch(text(seed) + notice) for seed in range(10, 60)}
    assert versions_of("10", sketches) == []


def test_groups_are_those_of_versions_and_say_when_they_are_not_wanted() -> None:
    sketches = {name: sketch(words) for name, words in {
        "a": DISPATCH, "b": DISPATCH + " " + text(5, 40), "c": text(6), "d": text(7), "e": text(7) + " fin", "f": text(8),
    }.items()}  # fmt: skip
    assert groups_of(sketches) == [("a", "b"), ("d", "e")]
    assert groups_of(sketches, lambda: False) == []


def test_a_chain_does_not_join_its_unlike_ends() -> None:
    words = text(9, 1200).split()
    chain = {f"{at}": sketch(" ".join(words[at * 150 : at * 150 + 400])) for at in range(6)}
    assert likeness(chain["0"], chain["1"]) > 0.3 and likeness(chain["0"], chain["5"]) == 0
    groups = groups_of(chain)
    assert len(groups) > 1
    assert all(likeness(chain[one], chain[other]) >= 0.3 for group in groups for one in group for other in group)


def test_many_copies_are_one_group_also_where_every_text_has_a_notice() -> None:
    notice = " Tous droits réservés par Le Rivage, reproduction interdite sans accord écrit."
    others = {f"other {seed}": sketch(text(seed) + notice) for seed in range(10, 60)}
    copies = {f"copy {number}": sketch(DISPATCH + notice) for number in range(30)}
    assert groups_of(others | copies) == [tuple(sorted(copies))]


def hashes_of(text: str, length: int) -> list[int]:
    """Return the hashes of all runs of words, as the definition of a sketch says it."""
    words = re.findall(r"\w+", fold_key(text))
    runs: list[Sequence[str]] = [words[start : start + length] for start in range(len(words) - length + 1)]
    return sorted({crc32(" ".join(run).encode()) for run in runs})


MIXED = st.lists(
    st.sampled_from([*"aé’œß漢.-_ \n\u00a0\u00ad\u0301\u2028\ud800", "vent", "la mer ", "\r\n\n", "L’été\u202f! "]),
    max_size=400,
).map("".join)


@given(MIXED, st.integers(1, 60))
@example(text(2), 7)
@example("漢" * 50, 7)
def test_a_sketch_is_the_same_whatever_the_parts_that_a_text_is_read_in(words: str, part: int) -> None:
    runs, single = hashes_of(words, 4), hashes_of(words, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PART", part)
        assert list(sketch(words)) == (runs[:SKETCH] if len(runs) >= FEWEST else [])
        assert list(sketch_of_any(words)) == list(sketch(words) or single[:SKETCH])


def test_a_sketch_needs_no_room_for_all_words_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART", 1_000)
    words = text(1, 20_000)
    sketch(words)
    tracemalloc.start()
    try:
        sketch(words)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(words)
