from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.selector import CONTEXT, JOINT, describe, places
from reader.text.span import Span

TEXTS = st.text("aé œ«’\n\u00a0.", min_size=1, max_size=80)


@given(TEXTS, st.data())
def test_a_described_span_is_among_its_places(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    selector = describe(text, (span,))
    assert span in places(text, selector.quote)
    assert span in places(text, selector.quote, selector.prefix, selector.suffix)
    assert len(selector.prefix) == min(CONTEXT, span.start)
    assert len(selector.suffix) == min(CONTEXT, len(text) - span.end)


def test_several_spans_are_one_quote() -> None:
    selector = describe("un port et deux phares", (Span(3, 7), Span(16, 22)))
    assert selector.quote == f"port{JOINT}phares"
    assert (selector.prefix, selector.suffix) == ("un ", "")


def test_places_forgive_typography() -> None:
    assert places("Il dit : « l’été »", "l'ete") == [Span(11, 16)]
