"""Which annotations touch a place, and that it is what looking at all of them would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.model import Annotation
from reader.annotation.overlap import Overlaps
from reader.text.span import Span

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 30))
MARKED = st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=12)


@given(MARKED, st.builds(lambda start, length: Span(start, start + length), st.integers(0, 90), st.integers(0, 9)))
def test_what_touches_a_span_is_found_as_by_looking_at_all(marked: list[list[Span]], asked: Span) -> None:
    annotations = [
        Annotation(str(number), "a", tuple(sorted(spans)), "", "", "", "") for number, spans in enumerate(marked)
    ]
    by_looking = [annotation for annotation in annotations if any(part.overlaps(asked) for part in annotation.spans)]
    assert Overlaps(annotations).touching(asked) == by_looking
