"""The page of a window is the page of the whole."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.layout.rows import Page, Row
from reader.layout.sheet import Sheet
from reader.layout.window import window
from reader.text.document import Document
from reader.text.span import Span
from reader.text.table import Table

WORDS = "le la port marée été quai « grève » M. préfet œuvre… l’hiver 漢字 e\u0301tat mer. Vent ! ?".split()


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, bool]:
    rng = random.Random(draw(st.integers(0, 2**32)))
    markdown, most = draw(st.booleans()), draw(st.sampled_from([3, 30, 400]))
    lines = [
        rng.choice(["", "", "# ", "- ", "> "]) + " ".join(rng.choices(WORDS, k=rng.randint(1, most)))
        for _ in range(draw(st.sampled_from([1, 5, 100])))
    ]
    return rng.choice(["\n", "\n\n"]).join(lines), markdown


def told(row: Row | None, before: int) -> object:
    return row and (row.indent, row.span.shifted(before) if row.span else None)


@settings(max_examples=200, deadline=None)
@given(texts(), st.floats(0, 1), st.one_of(st.none(), st.integers(0, 40)), st.integers(8, 90), st.integers(3, 40))
def test_it_is_the_page_of_the_whole(
    given_: tuple[str, bool], where: float, above: int | None, width: int, lines: int
) -> None:
    text, markdown = given_
    document = Document.read(text, markdown=markdown)
    table = Table.of(text, document.blocks)
    data, looked = text.encode(), 0

    def part(first: int, last: int) -> str:
        nonlocal looked
        end = table.byte(last) if last < len(table) else len(data)
        looked = end - table.byte(first)
        return data[table.byte(first) : end].decode()

    at = int(where * max(0, len(text) - 1))
    found = window(table, part, at, above, width, lines)
    if not document.blocks:
        assert found is None
        return
    assert found is not None
    sentence = document.sentence_at(at)
    page = Page(document, width)
    page.settle_at(sentence.start, lines)
    top = page.opening_top(sentence, above, lines)
    assert found.selection.focus.shifted(found.before) == sentence
    shown = [found.page.row(y) for y in range(found.top, found.top + lines)]
    assert [told(row, found.before) for row in shown] == [told(page.row(y), 0) for y in range(top, top + lines)]
    assert [found.document.blocks[row.block].kind for row in shown if row] == [
        document.blocks[row.block].kind for y in range(top, top + lines) if (row := page.row(y))
    ]
    ordinal = found.document.paragraph_ordinal(found.selection.focus.start)
    assert ordinal == document.paragraph_ordinal(sentence.start)


def test_little_is_looked_at() -> None:
    text = "\n\n".join(["Le quai rouvre au matin."] * 10_000)
    table = Table.of(text, Document.read(text).blocks)
    looked: list[Span] = []

    def part(first: int, last: int) -> str:
        looked.append(Span(first, last))
        end = table.byte(last) if last < len(table) else len(text)
        return text.encode()[table.byte(first) : end].decode()

    assert window(table, part, len(text) // 2, 3, 72, 24)
    assert [len(one) < 200 for one in looked] == [True]


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(8, 40))
def test_hits_are_lit_where_they_are(lengths: list[int], width: int) -> None:
    text = "Le quai rouvre au matin et la mer dort. " * 4
    hits, at = [], 0
    for number, length in enumerate(lengths):
        if number % 2 and at + length <= len(text.rstrip()):
            hits.append(Span(at, at + length))
        at += length
    document = Document.read(text)
    sheet = Sheet(Page(document, width))
    sheet.hits = hits
    lit = ""
    sheet.page.settle(0, 1_000)
    for y in range(sheet.page.height):
        row = sheet.page.row(y)
        assert row
        pieces = sheet.pieces(row, width + 8, None, None)
        lit += "".join(words for words, looks in pieces if "hit" in looks)
    wanted = "".join(hit.of(text) for hit in hits)
    assert lit.replace(" ", "") == wanted.replace(" ", "")
