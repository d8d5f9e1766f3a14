"""How other programs count in a text is found out by the words that they give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.exchange.positions import READINGS, CountedText, Reading, Selection, Unit, best_reading, passage_of, quoted
from reader.text.canonical import canonical
from reader.text.span import Span

TEXT = "Le port 🚢 dort.\r\nÉte\u0301 🎒 au 👩‍👧‍👦 quai.\r\n« Oui », dit-il.\r\n"


def counted(raw: str, at: int, reading: Reading) -> int:
    """Return what a program writes for the position ``at`` of a text without a mark, with its own line ends."""
    before = raw[:at] if reading.pairs else raw[:at].replace("\r\n", "\n")
    units = {
        Unit.POINTS: len(before),
        Unit.UTF16: len(before.encode("utf-16-le")) // 2,
        Unit.BYTES: len(before.encode()),
    }
    return units[reading.unit] + reading.mark


def as_written(raw: str, start: int, end: int, reading: Reading) -> Selection:
    text = CountedText(("\ufeff" if reading.mark else "") + raw)
    last = counted(raw, end - 1, reading) if reading.inclusive else counted(raw, end, reading)
    return Selection(text, counted(raw, start, reading), last, raw[start:end].replace("\r\n", " "))


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_every_way_to_count_gives_the_same_passages(reading: Reading) -> None:
    words = ["port", "🚢", "Éte\u0301 🎒", "👩‍👧‍👦 quai", "quai.\r\n« Oui"]
    spans = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]
    selections = [as_written(TEXT, start, end, reading) for start, end in spans]
    assert best_reading(selections) == reading
    passages = [passage_of(selection, reading) for selection in selections]
    assert [passage and passage.quote for passage in passages] == [canonical(word) for word in words]
    assert all(passage and passage.span and passage.span.of(canonical(TEXT)) == passage.quote for passage in passages)


@settings(max_examples=60)
@given(st.text(st.sampled_from("ae\u0301é🎒\n \u200d«"), min_size=1, max_size=30), st.data())
def test_a_position_means_the_same_letters_in_the_canonical_text(text: str, data: st.DataObject) -> None:
    raw = text.replace("\n", "\r\n")
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    if any(raw[at - 1 : at + 1] == "\r\n" or raw[at : at + 1] == "\u0301" for at in (start, end)):
        return  # inside a line end or a letter
    reading = Reading(pairs=True)
    span = CountedText(raw).span(start, end, reading)
    assert span is None or canonical(span.of(canonical(raw))) == canonical(raw[start:end])


def test_a_selection_that_was_counted_otherwise_than_the_rest_has_its_words() -> None:
    text = CountedText("Le 🚢 port et le quai.")
    rest = [Selection(text, 5, 9, "port"), Selection(text, 0, 2, "Le")]
    other = Selection(text, 17, 21, "quai")  # in UTF-16
    assert best_reading([*rest, other]) == Reading()
    passage = passage_of(other, Reading())
    assert passage and passage.span == Span(16, 20)


def test_words_that_are_nowhere_near_are_looked_for_by_themselves() -> None:
    passage = passage_of(Selection(CountedText("Le port dort."), 0, 2, "autre chose"), Reading())
    assert passage and (passage.quote, passage.span, passage.near) == ("autre chose", None, 0)


def test_a_shortened_name_trusts_the_position() -> None:
    passage = passage_of(Selection(CountedText("Le port dort."), 3, 12, "port"), Reading())
    assert passage and passage.quote == "port dort"


@pytest.mark.parametrize("name", ["line:12", "", " ", "Le port rou…", "Le port..."])
def test_a_name_that_is_not_the_words_is_left_out(name: str) -> None:
    text = CountedText("Le port dort.\n")
    assert quoted(name) == ""
    passage = passage_of(Selection(text, 3, 14), Reading())
    assert passage and passage.quote == "port dort."  # without the blanks at its ends


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (3, 99), (9, 4)])
@pytest.mark.parametrize("unit", Unit)
def test_positions_outside_the_text_are_no_passage(start: int, end: int, unit: Unit) -> None:
    text = CountedText("Le 🚢 port")
    assert text.span(start, end, Reading(unit)) is None
    assert passage_of(Selection(text, start, end), Reading(unit)) is None
