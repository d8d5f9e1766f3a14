"""Highlight, tag, note, undo: what a person does to a text, without a screen."""

from __future__ import annotations

import pytest

from reader.annotation.model import Annotation, State
from reader.session.annotations.annotate import annotate, annotation_row, change, delete, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.session.output import excerpts
from reader.session.output.excerpts import Citing, excerpt_of_annotation
from reader.session.search import find, jumping
from reader.store.interface import Put
from reader.text.problem import Problem
from reader.text.span import Span


def marked(workspace: Workspace, quote: str = "Le port rouvre.", *tags: str) -> Annotation:
    return annotate(workspace, "port", [place_of(workspace, "port", quote)], tags)


def state(workspace: Workspace) -> list[tuple[str, tuple[str, ...], str]]:
    book = workspace.codebook
    return [
        (annotation.quote, book.paths(annotation.tags), annotation.note) for annotation in annotations_in(workspace)
    ]


def test_an_annotation_describes_its_place(workspace: Workspace) -> None:
    annotation = marked(workspace, "Les grutiers reviennent.", "port/travail")
    assert annotation.prefix == "Le port rouvre. "
    assert annotation_row(workspace, annotation)["tags"] == ["port/travail"]
    assert annotation.coder == "Ada"


def test_the_same_passage_is_not_marked_twice(workspace: Workspace) -> None:
    first = marked(workspace)
    again = marked(workspace, "Le port rouvre.", "mer")
    assert again.id == first.id
    assert state(workspace) == [("Le port rouvre.", ("mer",), "")]


def test_every_change_is_undone_and_redone(workspace: Workspace) -> None:
    states = [state(workspace)]
    annotation = marked(workspace, "Le port rouvre.", "mer")
    states.append(state(workspace))
    annotation = change(workspace, annotation, note="à citer")
    states.append(state(workspace))
    change(workspace, annotation, add_tags=["quai"], remove_tags=["mer"])
    states.append(state(workspace))
    tag_edits.rename(workspace, "quai", "port/quai")
    states.append(state(workspace))
    delete(workspace, annotation)
    states.append(state(workspace))
    for before in reversed(states[:-1]):
        undo(workspace)
        assert state(workspace) == before
    for after in states[1:]:
        redo(workspace)
        assert state(workspace) == after


def test_undo_with_nothing_to_undo_is_a_problem(workspace: Workspace) -> None:
    with pytest.raises(Problem):
        undo(workspace)


def test_undo_leaves_other_coders_alone(workspace: Workspace) -> None:
    marked(workspace)
    workspace.coder = "Bea"
    with pytest.raises(Problem):
        undo(workspace)


def test_an_ambiguous_quote_is_never_guessed(workspace: Workspace) -> None:
    with pytest.raises(Problem) as caught:
        place_of(workspace, "port", "Le p")
    assert len(caught.value.places) == 2
    assert place_of(workspace, "port", "Le p", suffix="réfet").start == 58


def test_spans_outside_the_text_are_refused(workspace: Workspace) -> None:
    with pytest.raises(Problem):
        annotate(workspace, "port", [Span(0, 10_000)])
    with pytest.raises(Problem):
        annotate(workspace, "port", [Span(0, 5), Span(3, 8)])


def test_a_changed_text_moves_or_orphans_but_never_slides(workspace: Workspace) -> None:
    kept = marked(workspace, "Les grutiers reviennent.")
    gone = marked(workspace, "Rien ne presse.")
    path = workspace.catalogue.file_of("port")
    path.write_text("Neuf. " + path.read_text(encoding="utf-8").replace("Rien ne presse.", "Fin."), encoding="utf-8")
    workspace.texts.reread("port")
    now = {annotation.id: annotation for annotation in annotations_in(workspace, "port")}
    text = workspace.document("port").text
    assert now[kept.id].state is State.MOVED
    assert now[kept.id].spans[0].of(text) == "Les grutiers reviennent."
    assert now[gone.id].state is State.ORPHAN


def test_tags_equal_but_for_accents_are_one(workspace: Workspace) -> None:
    marked(workspace, "Le port rouvre.", "État")
    marked(workspace, "Rien ne presse.", "etat")
    assert [row["path"] for row in tag_edits.tag_rows(workspace)] == ["État"]
    assert tag_edits.tag_rows(workspace)[0]["count"] == 2


@pytest.mark.parametrize("path", ["", "/a", "a//b", "a\x1b[0m", "x" * 300])
def test_a_bad_tag_changes_nothing(workspace: Workspace, path: str) -> None:
    with pytest.raises(Problem):
        marked(workspace, "Le port rouvre.", path)
    assert state(workspace) == []


def test_queries(workspace: Workspace) -> None:
    marked(workspace, "Le port rouvre.", "mer/quai")
    assert [annotation.quote for annotation in find.annotations_of(workspace, "tag:mer")] == ["Le port rouvre."]
    assert find.annotations_of(workspace, "tag:quai") == []
    assert [hit.quote for hit in find.search(workspace, "prefet")] == ["préfet"]
    assert next(match.id for match in jumping.jump(workspace, "ete")) == "ete"


def test_metadata_is_kept_and_undone(workspace: Workspace) -> None:
    article = workspace.article("port")
    assert (
        tag_edits.describe_article(workspace, article, {"author": "A. Roy", "date": "2024-02-01"}).metadata.author
        == "A. Roy"
    )
    annotation = marked(workspace, "Le préfet « suit » le dossier.")
    made = excerpt_of_annotation(workspace, annotation, Citing())
    assert made.text == "«\u00a0Le préfet “suit” le dossier.\u00a0» (Roy, 2024, paragr.\u00a02)"
    undo(workspace)
    undo(workspace)
    assert workspace.article("port").metadata.author == ""


def test_an_article_is_named_by_a_part_of_its_id(workspace: Workspace) -> None:
    assert workspace.article("por").id == "port"
    with pytest.raises(Problem):
        workspace.article("zzz")
    with pytest.raises(Problem):
        workspace.article("t")


def test_of_a_record_that_is_as_it_was_the_same_annotation_is_made_and_of_another_another(workspace: Workspace) -> None:
    first, second = (annotate(workspace, "port", [Span(start, start + 5)]) for start in (0, 10))
    before = annotations_in(workspace, "port")
    change(workspace, second, note="autre")
    now = annotations_in(workspace, "port")
    assert [annotation.note for annotation in now] == ["", "autre"]
    assert now[0] is before[0]
    record, _ = workspace.store.get("port", "annotations", first.id)
    assert record
    workspace.store.put([Put("port", "annotations", first.id, {**record, "note": "d’un autre programme"})])
    assert [annotation.note for annotation in annotations_in(workspace, "port")] == ["d’un autre programme", "autre"]
    workspace.store.put([Put("port", "annotations", first.id, None)])
    assert [annotation.id for annotation in annotations_in(workspace, "port")] == [second.id]


def test_a_blank_passage_is_refused(workspace: Workspace) -> None:
    made = marked(workspace)
    blank = Span(made.hull.end, made.hull.end + 1)
    with pytest.raises(Problem, match="blank"):
        annotate(workspace, "port", [blank])
    with pytest.raises(Problem, match="blank"):
        change(workspace, made, spans=[blank])
    assert annotations_in(workspace) == [made]


def test_a_passage_or_quote_that_shows_nothing_is_refused(workspace: Workspace) -> None:
    nothing = "\u200b\u00ad\u2028\ufe0f\U000e0041\u3164"
    workspace.catalogue.file_of("port").write_text(f"Le port{nothing} rouvre.", encoding="utf-8")
    for end in range(1, len(nothing) + 1):
        with pytest.raises(Problem, match="blank"):
            annotate(workspace, "port", [Span(7, 7 + end)])
    assert place_of(workspace, "port", "port rou\u200bvre") == Span(3, 20)


def test_a_broken_word_is_quoted_and_cited_as_one(workspace: Workspace) -> None:
    text = "Un porte-\navions et la souve-\nraineté du port."
    workspace.catalogue.file_of("port").write_text(text, encoding="utf-8")
    quote = "porte-avions et la souveraineté"
    place = place_of(workspace, "port", quote, "Un", "du port.")
    made = annotate(workspace, "port", [place])
    assert made.quote == place.of(text) == "porte-\navions et la souve-\nraineté"
    excerpt = excerpt_of_annotation(workspace, made, Citing())
    assert excerpt.quote == quote and quote in excerpt.text
    assert place_of(workspace, "port", excerpt.quote) == place
    assert find.annotations_of(workspace, "souveraineté porte-avions") == [made]
    assert [hit.span.of(text) for hit in find.search(workspace, "souveraineté")] == ["souve-\nraineté"]
    assert next(article.words for article in workspace.articles() if article.id == "port") == 7


def test_what_is_gone_is_named_by_its_words(workspace: Workspace) -> None:
    gone = marked(workspace)
    delete(workspace, gone)
    with pytest.raises(Problem) as raised:
        change(workspace, gone, note="Trop tard.")
    assert (raised.value.message, gone.id in str(raised.value)) == ("“Le port rouvre.”", False)


WINDOWS, OLD_MAC, ENDS = "un\r\ndeux\r\n\r\n\tfin", "un\rdeux\r\r\tfin", "un\ndeux\n\n\tfin"


@pytest.mark.parametrize("note", [WINDOWS, OLD_MAC, ENDS])
def test_line_ends_of_other_systems_stay_line_ends_in_notes(workspace: Workspace, note: str) -> None:
    span = place_of(workspace, "port", "Le port rouvre.")
    made = annotate(workspace, "port", [span], (), note)
    assert made.note == ENDS
    assert change(workspace, made, note=f"{note}{note}").note == ENDS * 2


@pytest.mark.parametrize("note", [WINDOWS, OLD_MAC, ENDS])
def test_a_note_with_line_ends_of_other_systems_is_exported_with_line_ends(workspace: Workspace, note: str) -> None:
    record = marked(workspace).to_record() | {"note": note}  # an earlier version kept them as they were
    workspace.store.put([Put("port", "annotations", record["id"], record)])
    (row,) = excerpts.rows(workspace, annotations_in(workspace), Citing())
    assert row.note == ENDS
