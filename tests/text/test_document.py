"""Blocks, titles and lookups in documents of the shapes that publishers leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.document import SKIPPED, Document, Kind
from reader.text.span import Span

LIVEBLOG = (
    "This live page is now closed. No updates for now. Le port rouvre ce matin après dix jours de grève. "
    + "Les grutiers reprennent le travail sous un ciel gris et froid. " * 12
    + "Ils demandent : * des horaires fixes, * une prime de nuit, * et un local chauffé. La direction répondra lundi. "
    + "Le préfet suit le dossier de près et recevra les deux parties. " * 6
    + "Abonnez-vous à notre lettre du soir. Gratuite et brève."
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)[:20]) for block in Document.read(text).blocks]


def test_bare_lines_are_headings() -> None:
    text = "Une première phrase ouvre le texte.\nUn intertitre sans point\nUne autre phrase le suit."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "heading", "paragraph"]


def test_a_long_line_gives_banner_bullets_and_tail() -> None:
    document = Document.read(LIVEBLOG)
    assert [block.kind.value for block in document.blocks] == [
        "boilerplate", "paragraph", "list-item", "list-item", "list-item", "paragraph", "boilerplate",
    ]  # fmt: skip
    assert document.title == "Le port rouvre ce matin après dix jours de grève."


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("Le prix vaut a * b * c, soit 2 * 3 * 4 euros.", 0),
        ("Un mot * un autre * un dernier.", 0),
        ("Le calcul a * b donne : * un phare, * une grue.", 2),
        ("Il le dit. * Un phare. * Une grue.", 2),
        ("Le menu dit • un phare • une grue.", 2),
    ],
)
def test_asterisks_between_words_are_no_bullets(line: str, items: int) -> None:
    text = f"Une phrase ouvre le texte.\n{line}\nUne autre le suit."
    assert [kind for kind, _ in kinds(text)].count("list-item") == items


def test_photo_credits_make_captions() -> None:
    text = "Le bateau est parti.\n\nPHOTO ANNE MARTIN, AGENCE DU PORT\n\nLe bateau, au large.\n\nIl rentrera demain."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "caption", "caption", "paragraph"]


def test_section_label_title_and_sales_pitch() -> None:
    text = (
        "ActualitésMonde\n\nUn titre qui dit tout\n\nLa première phrase du texte est ici.\n\nEt la suite vient.\n\n"
        "Curieux de tout, j’écris chaque jour. Pour une annonce, contactez-nous."
    )
    document = Document.read(text)
    assert document.title == "Un titre qui dit tout"
    assert [block.kind.value for block in document.blocks] == [
        "boilerplate", "heading", "paragraph", "paragraph", "boilerplate",
    ]  # fmt: skip


def test_a_signed_short_paragraph_is_a_quote() -> None:
    text = "Il a parlé hier.\n\nNous tiendrons jusqu’au bout.\n\nJeanne Duval, maire de la ville\n\nPuis il est parti."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "quote", "quote", "paragraph"]


def test_front_matter_is_one_boilerplate_block() -> None:
    text = "---\ntitle: Le Mexique : un refus\nsource: Ici\n---\nLa phrase ouvre."
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "paragraph"]


def test_an_empty_text_has_no_blocks() -> None:
    document = Document.read(" \n ")
    assert document.blocks == ()
    assert document.title == ""
    assert document.sentence_after(0) is None


def test_a_title_is_cut_at_a_word() -> None:
    title = Document.read("Un mot après l’autre " * 10 + ".").title
    assert len(title) <= 80
    assert title.endswith("…")
    assert title[:-1] == title[:-1].strip()


def test_a_ten_megabyte_line_answers_at_its_end() -> None:
    text = "Une phrase courte et nette. " * 360_000
    document = Document.read(text)
    last = document.sentence_at(len(text) - 3)
    assert last.of(text) == "Une phrase courte et nette."
    assert document.sentence_before(last.start) == Span(last.start - 28, last.end - 28)


TEXTS = st.lists(
    st.sampled_from(["Il vint. Elle resta.", "\n", " Et M. Roy ?", "\n\n", "- un", "PHOTO ANNE BO", "1/2"])
).map("".join)


@given(TEXTS)
def test_walking_forward_and_back_meets_every_sentence(text: str) -> None:
    document = Document.read(text)
    every = list(document.sentences())
    walked, here = [], document.sentence_after(-1)
    while here:
        walked.append(here)
        here = document.sentence_after(here.start)
    assert walked == every
    back, here = [], document.sentence_before(len(text))
    while here:
        back.append(here)
        here = document.sentence_before(here.start)
    assert back[::-1] == every


@given(TEXTS)
def test_skipping_passes_over_captions_and_boilerplate(text: str) -> None:
    document = Document.read(text)
    here = document.sentence_after(-1, SKIPPED)
    while here:
        assert document.blocks[document.block_index(here.start)].kind not in SKIPPED
        here = document.sentence_after(here.start, SKIPPED)


@given(TEXTS)
def test_ordinals_count_each_kind_from_one(text: str) -> None:
    blocks = Document.read(text).blocks
    for kind in Kind:
        assert [block.ordinal for block in blocks if block.kind is kind] == list(
            range(1, 1 + sum(block.kind is kind for block in blocks))
        )


def test_a_text_without_stops_is_cut_in_bounded_stretches() -> None:
    for text in ("mot " * 100_000, "a" * 400_000):
        document = Document.read(text)
        every = list(document.sentences())
        assert max(map(len, every)) < 3 * 4096 + 1
        assert document.sentence_at(200_000) in every


@given(TEXTS, st.integers(0, 60))
def test_the_sentence_at_a_place_is_one_of_all(text: str, position: int) -> None:
    document = Document.read(text)
    if document.blocks:
        assert document.sentence_at(position) in list(document.sentences())
        within = Span(position, position + 5)
        assert list(document.sentences(within)) == [
            sentence for sentence in document.sentences() if sentence.overlaps(within)
        ]


def test_spans_lie_in_paragraphs() -> None:
    text = "Une première phrase ouvre.\nUn intertitre sans point\nUne deuxième suit.\nUne troisième finit le tout."
    document = Document.read(text)
    heading, second, third = (text.index(words) for words in ("Un inter", "Une deux", "Une trois"))
    assert document.paragraphs_of([Span(third, third + 3), Span(0, 4)]) == [1, 3]
    assert document.paragraphs_of([Span(0, len(text))]) == [1, 2, 3]
    assert document.paragraphs_of([Span(second, third)]) == [2]
    assert document.paragraphs_of([Span(heading, heading + 2)]) == []
    assert Document.read("").paragraphs_of([Span(0, 0)]) == []
