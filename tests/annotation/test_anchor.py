from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.annotation.anchor import anchor, placed
from reader.annotation.model import Annotation, State
from reader.annotation.quote_anchor import anchor_without_snapshot
from reader.annotation.revision import prepare
from reader.annotation.selector import describe
from reader.annotation.verdict import Changed, Exact, Moved, Orphan
from reader.text.fold import fold_key
from reader.text.hyphenation import BREAK
from reader.text.same_words import words_key
from reader.text.span import Span

PARAGRAPHS = (
    "Le conseil du port a voté hier la réfection du grand quai. Les travaux dureront « deux hivers », dit le maire.",
    "Les pêcheurs de l’île s’inquiètent : où amarrer trente chalutiers ? Une réunion est prévue à Lorient.",
    "Aucune décision n’a été prise sur la criée, dont la toiture fuit depuis l’œuvre inachevée de 1987.",
    "La région promet quatre millions d’euros. L’État, lui, attend un rapport que personne n’a encore lu.",
)
TEXT = "\n\n".join(PARAGRAPHS)
WORD = re.compile(r"\w+")
EDGES = [(match.start(), match.end()) for match in WORD.finditer(TEXT)]


@st.composite
def passages(draw: st.DrawFn) -> Span:
    first = draw(st.integers(0, len(EDGES) - 1))
    last = draw(st.integers(first, min(first + 25, len(EDGES) - 1)))
    return Span(EDGES[first][0], EDGES[last][1])


def of(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start, start + len(text))


@given(st.text(min_size=1), st.data())
def test_in_the_same_text_every_passage_is_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    spans = (Span(start, data.draw(st.integers(start + 1, len(text)))),)
    assert anchor(spans, prepare(text, text)) == Exact(spans)
    annotation = Annotation("a", "port", spans, spans[0].of(text), sha256="this")
    assert placed(annotation, text, "this") is annotation


TYPOGRAPHY: dict[str, Callable[[str], str]] = {
    "spaces": lambda text: text.replace(" ", "\u00a0"),
    "lines": lambda text: text.replace(" ", "\n"),
    "quotes": lambda text: text.replace("«", "“").replace("»", "”").replace("’", "'"),
    "capitals": str.upper,
    "tight quotes": lambda text: text.replace("« ", '"').replace(" »", '"'),
    "tight signs": lambda text: text.replace(" ?", "?").replace(" :", ":"),
    "decomposed": lambda text: normalize("NFD", text),
    "hyphens at line ends": lambda text: re.sub(r"(.{60}[^\W\d]{3})([^\W\d]{3})", "\\1-\n\\2", text),
    "soft hyphens": lambda text: re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", text),
}


@pytest.mark.parametrize("name", TYPOGRAPHY)
@given(span=passages())
@example(span=Span(377, 379))  # a short word before one that is hyphenated; the same letters stand in other words
def test_typography_moves_and_changes_no_word(name: str, span: Span) -> None:
    new = TYPOGRAPHY[name](TEXT)
    verdict = anchor((span,), prepare(TEXT, new))
    assert isinstance(verdict, Moved)
    (found,) = verdict.spans
    assert words_key(found.of(new)).replace(BREAK, "") == words_key(span.of(TEXT))


OTHER_LETTERS = {
    "an accent": ("e", "é"),
    "another accent": ("é", "ê"),
    "no accent": ("é", "e"),
    "a ligature": ("œ", "oe"),
    "a stroke": ("l", "ł"),
    "a mark of its own": ("m", "m̄"),
    "a dot": ("o", "ọ"),
}


@pytest.mark.parametrize("name", OTHER_LETTERS)
@given(span=passages())
def test_other_letters_are_other_words(name: str, span: Span) -> None:
    """The place is found as if nothing had changed, and a person is asked."""
    old, now = OTHER_LETTERS[name]
    new = TEXT.replace(old, now)
    verdict = anchor((span,), prepare(TEXT, new))
    without = anchor_without_snapshot(describe(TEXT, (span,)), new)
    if old not in span.of(TEXT):
        assert isinstance(verdict, Moved)
        assert isinstance(without, Moved | Orphan)
        return
    assert isinstance(verdict, Changed)
    assert [found.of(new) for found in verdict.spans] == [span.of(TEXT).replace(old, now)]
    assert 0.45 <= verdict.score < 1
    assert isinstance(without, Changed | Orphan)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x ≠ y", "x = y"),
        ("un pécheur", "un pêcheur"),
        ("salé", "sale"),
        ("le maïs", "le mais"),
        ("die Maße", "die Masse"),
        ("kapalı sınır", "kapali sinir"),
        ("zrobił łaskę", "zrobil laske"),
        ("Læser", "Laeser"),
        ("ma", "mà"),
        ("كَتَبَ", "كُتِبَ"),
        ("かき", "がき"),
        ("a ∉ B", "a ∈ B"),
        ("x̄ = 3", "x = 3"),
    ],
)
@pytest.mark.parametrize("back", [False, True])
def test_other_words_are_never_cited_anew(old: str, new: str, back: bool) -> None:
    if back:
        old, new = new, old
    before, after = (f"Il a noté ceci hier soir : {words}, puis il est parti sans un mot." for words in (old, new))
    start = before.index(old)
    span = Span(start, start + len(old))
    verdict = anchor((span,), prepare(before, after))
    assert isinstance(verdict, Changed)
    assert [found.of(after) for found in verdict.spans] == [new]
    without = anchor_without_snapshot(describe(before, (span,)), after)
    assert isinstance(without, Changed | Orphan)


def test_the_part_of_a_letter_that_has_only_moved_has_only_moved() -> None:
    """A span from elsewhere may leave out a mark."""
    old = "La moyenne x̄ de ces mesures est stable."
    start = old.index("x")
    new = f"Une ligne de plus.\n\n{old}"
    verdict = anchor((Span(start, start + 1),), prepare(old, new))
    assert isinstance(verdict, Moved)
    assert [found.of(new) for found in verdict.spans] == ["x̄"]


def test_an_omission_mark_of_the_text_is_not_taken_for_the_joint_of_two_parts() -> None:
    old = "Le maire du port a répondu […] que les travaux commenceraient au printemps prochain."
    new = old.replace("[…]", "sans rire, devant trente pêcheurs en colère,")
    verdict = anchor((Span(0, len(old)),), prepare(old, new))
    assert isinstance(verdict, Changed)


@given(passages(), st.integers(0, 4), st.sampled_from(["Le phare a été repeint.", "Publié lundi à 10 h 32"]))
def test_an_inserted_paragraph_shifts_what_follows(span: Span, at: int, paragraph: str) -> None:
    parts = [*PARAGRAPHS[:at], paragraph, *PARAGRAPHS[at:]]
    new = "\n\n".join(parts)
    added = new.index(paragraph)
    assume(not span.start < added < span.end)
    shift = len(paragraph) + 2 if added <= span.start else 0
    assert anchor((span,), prepare(TEXT, new)) == Moved((span.shifted(shift),))


@given(passages())
def test_a_deleted_paragraph_takes_its_passages_with_it(span: Span) -> None:
    gone = of(PARAGRAPHS[2])
    verdict = anchor((span,), prepare(TEXT, TEXT.replace(PARAGRAPHS[2] + "\n\n", "")))
    if gone.covers(span):
        assert isinstance(verdict, Orphan)


@given(st.permutations(PARAGRAPHS), st.sampled_from(PARAGRAPHS))
def test_a_moved_paragraph_is_found(order: list[str], paragraph: str) -> None:
    new = "\n\n".join(order)
    verdict = anchor((of(paragraph),), prepare(TEXT, new))
    assert isinstance(verdict, Moved | Exact)
    if isinstance(verdict, Moved):
        assert [span.of(new) for span in verdict.spans] == [paragraph]


def test_more_damage_has_a_lower_score() -> None:
    span = of(PARAGRAPHS[1])
    words = PARAGRAPHS[1].split()
    scores: list[float] = []
    for damaged in (2, 4, 6):
        worse = " ".join("zigzag" if 2 * damaged > index >= 2 and index % 2 else w for index, w in enumerate(words))
        verdict = anchor((span,), prepare(TEXT, TEXT.replace(PARAGRAPHS[1], worse)))
        scores.append(verdict.score if isinstance(verdict, Changed | Moved) else 0.0)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_several_spans_stay_several() -> None:
    spans = (of("grand quai"), of("quatre millions"))
    new = "Chapeau ajouté par la rédaction.\n\n" + TEXT
    verdict = anchor(spans, prepare(TEXT, new))
    assert isinstance(verdict, Moved)
    assert [span.of(new) for span in verdict.spans] == ["grand quai", "quatre millions"]


@given(passages(), st.text(max_size=200))
def test_an_unrelated_text_is_never_a_move(span: Span, other: str) -> None:
    assume(fold_key(span.of(TEXT)) not in fold_key(other))
    assert not isinstance(anchor((span,), prepare(TEXT, other)), Exact | Moved)


@given(passages())
def test_anchoring_again_changes_nothing(span: Span) -> None:
    new = "Mis à jour ce matin.\n\n" + TEXT.replace("grand quai", "vieux quai")
    revision = prepare(TEXT, new)
    verdict = anchor((span,), revision)
    assert verdict == anchor((span,), revision)
    if not isinstance(verdict, Orphan):
        assert anchor(verdict.spans, prepare(new, new)) == Exact(verdict.spans)


@given(passages())
def test_without_a_snapshot_it_is_the_right_place_or_none(span: Span) -> None:
    new = "Mis à jour.\n\n" + TEXT
    verdict = anchor_without_snapshot(describe(TEXT, (span,)), new)
    assert isinstance(verdict, Orphan) or verdict == Moved((span.shifted(len("Mis à jour.\n\n")),))


def test_without_a_snapshot_a_short_quote_elsewhere_is_an_orphan() -> None:
    verdict = anchor_without_snapshot(describe(TEXT, (of("quai"),)), "Tout autre chose : un quai de gare.")
    assert isinstance(verdict, Orphan)


def test_placed_tells_the_state() -> None:
    span = of("deux hivers")
    annotation = Annotation("a", "port", (span,), "deux hivers", sha256="old")
    assert placed(annotation, TEXT, "old") is annotation
    new = "Chapeau.\n\n" + TEXT
    moved = placed(annotation, new, "new", prepare(TEXT, new))
    assert (moved.state, moved.spans[0].of(new)) == (State.MOVED, "deux hivers")
    gone = placed(annotation, "Rien.", "new", prepare(TEXT, "Rien."))
    assert (gone.state, gone.spans) == (State.ORPHAN, (span,))


@given(
    st.integers(0, 1), st.sampled_from(["Le maire sur le quai", "Le maire, au pied du grand phare de la pointe nord"])
)
def test_of_two_equal_captions_the_deleted_one_is_lost_and_the_other_stays(deleted: int, caption: str) -> None:
    lines = ["La réunion a duré deux heures.", caption, "PHOTO A. MARTIN, AGENCE", caption, "Puis chacun est rentré."]
    old = "\n\n".join(lines)
    starts = [old.index(caption), old.rindex(caption)]
    spans = [Span(start, start + len(caption)) for start in starts]
    gone = 1 if deleted == 0 else 3
    new = "\n\n".join(line for number, line in enumerate(lines) if number != gone)
    revision = prepare(old, new)
    assert isinstance(anchor((spans[deleted],), revision), Orphan)
    kept = anchor((spans[1 - deleted],), revision)
    assert isinstance(kept, Moved)
    assert kept.spans == (Span(new.index(caption), new.index(caption) + len(caption)),)


@pytest.mark.parametrize("half", ["PRESSE\n\n    La cheffe", "OUEST PRESSE\n\n    La cheffe du port"])
def test_a_deleted_passage_is_not_found_in_a_copy_of_its_half(half: str) -> None:
    credit, caption = "    PHOTO ANNE BOUCHER, OUEST PRESSE", "La cheffe du port breton Jeanne Kerouan"
    other = "La présidente du conseil maritime Lucie Tanguy"
    lines = ["Le conseil siège ce soir.", f"  • {caption}", credit, f"    {caption}", f"  • {other}", f"    {other}"]
    old = "\n\n".join(lines)
    new = "\n\n".join([*lines[:2], "\n\n", *lines[4:]])
    start = old.index(half)
    assert isinstance(anchor((Span(start, start + len(half)),), prepare(old, new)), Orphan)


def test_a_word_whose_sentence_became_another_one_asks() -> None:
    """The word may be there by accident."""
    span = of("Lorient")
    other = "Deux cents marins ont défilé sans bruit de Quimper à Lorient."
    verdict = anchor((span,), prepare(TEXT, TEXT.replace("Une réunion est prévue à Lorient.", other)))
    assert isinstance(verdict, Changed | Orphan)
    beside = TEXT.replace("Une réunion est prévue", "Une grande réunion est prévue")
    assert isinstance(anchor((span,), prepare(TEXT, beside)), Moved)
