"""Lists hang, standfirsts and credits have looks, and a caption that stands twice is shown once. No offset changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.markdown import read
from reader.layout.page import MarkedPage
from reader.layout.rows import Page, Row
from reader.layout.runs import Decoration
from reader.text.document import Document, Kind
from reader.text.span import Span

GALLERY = (
    "Il est six heures quand le bac quitte le quai pour la dernière fois.\n\n"
    "• Le passeur et sa barre\n\nPHOTO ANNE LE GOFF, LE RIVAGE\n\nLe passeur et sa barre\n\n"
    "• Le quai au petit jour\n\nPHOTO JEAN MORVAN, LE RIVAGE\n\nLe quai au petit jour\n\n1/2\n\n"
    "Le pont ouvre lundi. Le passeur ne le prendra pas.\n"
)
SECOND = GALLERY.rindex("Le passeur et sa barre")
FIRST = GALLERY.index("Le passeur et sa barre")
PARTS = [
    "Un. Deux.",
    "- point " * 9,
    "12. douze " * 7,
    "* a",
    "\n\n",
    "\n",
    "Mot " * 30,
    GALLERY,
    "Le quai au petit jour\n",
    "\n1/2\n •\n •\n",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=10).map("".join)


def rows(page: Page) -> list[Row]:
    page.settle(0, 10_000)
    return [row for row in page.rows(0, page.height) if row]


def drawn(document: Document, width: int = 40) -> list[str]:
    page = Page(document, width)
    marked = MarkedPage(page)
    return ["".join(text for text, _ in marked.pieces(row, width + 4, None, None)).rstrip()[4:] for row in rows(page)]


def look(text: str, words: str, *, markdown: bool = False) -> str:
    content = read(text.encode()) if markdown else None
    document = Document.read(content.text, content.structure) if content else Document.read(text)
    return Page(document, 40).roles.look(document.block_index(document.text.index(words)))


@pytest.mark.parametrize("mark", ["-", "*", "•"])
def test_a_list_item_has_a_bullet_and_hangs(mark: str) -> None:
    document = Document.read(f"{mark} Un point qui est bien assez long pour deux rangs\n{mark} Un autre")
    assert drawn(document, 30) == ["  • Un point qui est bien", "    assez long pour deux rangs", "  • Un autre"]


def test_a_number_stays_and_hangs() -> None:
    document = Document.read("Voici la liste.\n\n12. Un point qui est bien assez long pour deux rangs\n13. Un autre\n")
    assert drawn(document, 32)[2:4] == ["  12. Un point qui est bien", "      assez long pour deux rangs"]


def test_a_caption_that_stands_twice_is_shown_once() -> None:
    document = Document.read(GALLERY)
    assert [block.kind for block in document.blocks[1:7]] == [Kind.CAPTION] * 6
    text = "\n".join(drawn(document))
    assert text.count("Le passeur et sa barre") == text.count("Le quai au petit jour") == 1
    assert "• Le passeur et sa barre ×2" in text
    assert text.count("PHOTO") == 2


def test_what_is_in_a_hidden_caption_is_seen_where_the_caption_stands() -> None:
    document = Document.read(GALLERY)
    page = Page(document, 40)
    here, there = (Span(start, start + len("Le passeur")) for start in (SECOND, FIRST))
    assert page.rows_of(here) == page.rows_of(there)
    marked = MarkedPage(page)
    row = page.row(page.y_of(SECOND))
    assert row
    assert row.span
    assert row.span.holds(FIRST)
    assert marked.column_of(row, SECOND, 60) == marked.column_of(row, FIRST, 60)
    marked.decorate([Decoration(here, "yellow")])
    assert any("ink-yellow" in names and text == "Le passeur" for text, names in marked.pieces(row, 60, None, None))
    marked.decorate([])
    marked.kept = (here,)
    assert any("kept" in names and text == "Le passeur" for text, names in marked.pieces(row, 60, None, None))


def test_a_counter_takes_one_row_with_its_empty_bullets() -> None:
    text = GALLERY.replace("1/2\n", "1/2\n  •  \n  •  \n")
    document = Document.read(text)
    rows_drawn = drawn(document)
    at = rows_drawn.index("1/2")
    assert rows_drawn[at - 1 : at + 2] == ["", "1/2", ""]
    assert rows_drawn[at + 2].startswith("Le pont ouvre lundi.")
    page = Page(document, 40)
    assert page.y_of(text.rindex("•")) == page.y_of(text.index("1/2")) == at


def test_a_caption_of_another_gallery_stays() -> None:
    document = Document.read(GALLERY + "\n" + GALLERY)
    assert "\n".join(drawn(document)).count("Le passeur et sa barre ×2") == 2


@given(TEXTS, st.integers(1, 40))
def test_rows_and_hidden_captions_cover_the_text_once(text: str, width: int) -> None:
    document = Document.read(text)
    page = Page(document, width)
    every = [row for row in rows(page) if row.span]
    spans = [row.span for row in every if row.span]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    hidden = set(page.roles.repeats)
    assert hidden.isdisjoint(row.block for row in every)
    for number, block in enumerate(document.blocks):
        own = [row.span for row in every if row.block == number and row.span]
        if number in hidden:
            first = document.blocks[page.roles.repeats[number]].span.of(text)
            assert first.endswith(block.span.of(text).lstrip("•*- "))
        else:
            assert "".join(span.of(text) for span in own) == block.span.of(text)
    assert page.rows(-1, page.height + 2) == [page.row(y) for y in range(-1, page.height + 1)]


@given(TEXTS, st.integers(1, 40))
def test_every_position_has_a_row_that_shows_its_words(text: str, width: int) -> None:
    document = Document.read(text)
    page = Page(document, width)
    for sentence in document.sentences():
        for position in range(sentence.start, sentence.end):
            row = page.row(page.y_of(position))
            assert row
            assert row.span
            assert row.span.holds(page.roles.shown(Span(position, position + 1)).start)
            first, end = page.rows_of(Span(position, sentence.end))
            assert first < end


STANDFIRST = "Après quarante ans de traversées, le passeur rend sa barre. Le pont, lui, n’attend plus personne."
BODY = (
    "Il est six heures quand le bac quitte le quai pour la dernière fois, et à bord la moitié du conseil est venue. "
    * 2
)


def test_a_short_paragraph_below_the_title_that_longer_ones_follow_is_a_standfirst() -> None:
    article = f"Le dernier bac\n\n{STANDFIRST}\n\n{BODY}\n\n{BODY}\n\n{BODY}\n"
    assert look(article, "Après") == "standfirst"
    assert look(article, "Il est") == ""
    assert look(article.replace(STANDFIRST, BODY), "Il est") == ""
    assert look(article.partition("\n\n")[2], "Après") == "", "without a title it may be the beginning"


def test_what_is_set_apart_at_the_top_is_a_standfirst() -> None:
    article = f"# Le dernier bac\n\n**{STANDFIRST}**\n\n*Un reportage.*\n\n{BODY}\n\n*{STANDFIRST} Encore.*\n"
    assert look(article, "Après", markdown=True) == "standfirst"
    assert look(article, "Un reportage", markdown=True) == "standfirst"
    assert look(article, "personne. Encore", markdown=True) == ""


def test_an_article_of_one_paragraph_has_no_standfirst() -> None:
    assert look(f"# Le dernier bac\n\n*{STANDFIRST}*\n", "Après", markdown=True) == ""


def test_captions_credits_and_counters_have_looks() -> None:
    assert look(GALLERY, "Le passeur et") == "caption"
    assert look(GALLERY, "PHOTO") == "credit"
    assert look(GALLERY, "1/2") == "dim"


def test_an_attribution_has_a_look() -> None:
    quote = "Je préfère regarder l’eau que le guichet du parking.\n\nYann Kerbrat, maire de Kerlouan\n"
    article = f"Le dernier bac\n\n{BODY}\n\n{quote}\n{BODY}\n"
    document = Document.read(article)
    kinds = [block.kind for block in document.blocks]
    assert kinds.count(Kind.QUOTE) == 2
    assert look(article, "Yann") == "attribution"
    assert look(article, "Je préfère") == ""
