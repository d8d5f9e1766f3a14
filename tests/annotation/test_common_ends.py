"""What lies well within the ends that an edit left is where a comparison of the whole texts takes it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.anchor import anchor, follow, stayed
from reader.annotation.revision import prepare
from reader.annotation.verdict import Moved
from reader.text import common_ends as module
from reader.text.common_ends import Ends, common
from reader.text.span import Span

WORDS = "le la port marée été quai phare navire « grève » côté préfet œuvre déjà l’hiver vent annonce mer porte\u00adparole e\u0301\u0323tat zéro\u200bun… ½".split()
FEW = "le port dort".split()


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, Span]:
    rng = random.Random(draw(st.integers(0, 2**32)))
    words = draw(st.sampled_from([WORDS, WORDS, WORDS, FEW]))

    def sentence() -> str:
        return " ".join(rng.choices(words, k=rng.randint(2, 12))).capitalize() + "."

    paragraphs = [" ".join(sentence() for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(3, 60))]
    old = "\n\n".join(paragraphs)
    at = rng.randint(0, len(paragraphs))
    some = [" ".join(sentence() for _ in range(3)) for _ in range(rng.randint(0, 4))]
    if rng.random() < 0.4:  # a paragraph that is there already, once more
        some = rng.choices(paragraphs, k=2)
    new = "\n\n".join([*paragraphs[:at], *some, *paragraphs[at + rng.choice([0, 0, 1, 3]) :]])
    if rng.random() < 0.3:
        cut = rng.randrange(len(new) + 1)
        new = new[:cut] + rng.choice(["x", " ", "\n\n", ". "]) + new[cut + rng.choice([0, 1, 20]) :]
    start = rng.randrange(len(old))
    span = Span(start, min(len(old), start + rng.choice([1, 5, 12, 40, 200])))
    if rng.random() < 0.7:
        start = max(old.rfind(". ", 0, start), old.rfind("\n", 0, start) - 1, -2) + 2
        span = Span(start, (old.find(".", start) + 1) or len(old))
    return old, new, span


@settings(max_examples=300, deadline=None)
@given(edits())
def test_a_comparison_takes_it_to_the_same_place(edit: tuple[str, str, Span]) -> None:
    old, new, span = edit
    ends = Ends.of(old, new)
    found = ends.carried(span)
    assert found is None or found.of(new) == span.of(old)
    spans = stayed((span,), ends, new)
    if not spans or old == new:
        return
    assert spans == (found,)
    revision = prepare(old, new)
    verdict = anchor((span,), revision)
    assert isinstance(verdict, Moved)
    assert verdict.spans == spans
    assert follow(span, revision) == found


@given(st.text(st.sampled_from("ab"), max_size=20), st.text(st.sampled_from("ab"), max_size=20))
def test_the_most_that_is_common(old: str, new: str) -> None:
    before, after = common(old, new)
    assert common(old.encode(), new.encode()) == (before, after)
    assert before + after <= min(len(old), len(new))
    assert old[:before] == new[:before]
    assert old[len(old) - after :] == new[len(new) - after :]
    rest = old[before : len(old) - after], new[before : len(new) - after]
    assert not all(rest) or (rest[0][0] != rest[1][0] and rest[0][-1] != rest[1][-1])


def test_the_ends_of_long_texts() -> None:
    old = "x" * 300_000 + "a" + "y" * 200_000
    assert common(old, "x" * 300_000 + "bcd" + "y" * 200_000) == (300_000, 200_000)
    assert common(old, old) == (0, len(old))
    assert len(old) > 2 * module.SURE
