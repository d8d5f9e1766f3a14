"""What other programs have made comes into the library once, at its place, in one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.codebook import Tag
from reader.annotation.model import State
from reader.exchange.imported import Imported, ImportedAnnotation, ImportedCode, ImportedDocument, Losses, Passage
from reader.session.annotations.annotate import annotate, change, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook.tag_edits import new_tag
from reader.session.exchange.import_annotations import import_annotations
from reader.session.exchange.import_report import result_lines
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span

TEXT = "Le port rouvre. Les grutiers reviennent.\nUn intertitre nu\nLe préfet « suit » le dossier. Rien ne presse."
"""The text of the article `port`."""
NEW = "Un autre texte 🚢.\nIl n’est pas là."


def passage(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(words, Span(start, start + len(words)))


def annotation(
    *passages: Passage,
    key: str = "k",
    document: str = "d",
    tags: tuple[str, ...] = (),
    note: str = "",
    coder: str = "Zoé",
) -> ImportedAnnotation:
    return ImportedAnnotation(key, document, passages, tags, note, coder, 1_000_000, 2_000_000)


def imported(
    *annotations: ImportedAnnotation,
    documents: tuple[ImportedDocument, ...] = (ImportedDocument("d", "Le port", TEXT),),
    codes: tuple[ImportedCode, ...] = (),
) -> Imported:
    return Imported(documents, codes, annotations, Losses())


def quotes(workspace: Workspace) -> list[tuple[str, State]]:
    return [(each.quote, each.state) for each in annotations_in(workspace)]


def new_tag_of(workspace: Workspace) -> Tag:
    """Return the tag ``mer`` without a description."""
    return Tag(next(iter(workspace.codebook.tags)), "mer")


def test_a_document_is_the_article_with_its_words_whatever_it_is_called(workspace: Workspace) -> None:
    odd = TEXT.replace("« ", "«\u202f").replace("\n", "\n\n").upper()
    file = imported(
        annotation(passage(odd, "PRÉFET"), tags=("état/préfet",), note="ici"),
        documents=(ImportedDocument("d", "autre nom", odd),),
    )
    result = import_annotations(workspace, file)
    assert (result.new, result.unsure, result.added, result.matched) == (1, 0, (), (("autre nom", "port"),))
    (made,) = annotations_in(workspace)
    assert (made.quote, made.spans, made.coder, made.note) == ("préfet", (Span(61, 67),), "Zoé", "ici")
    assert workspace.codebook.paths(made.tags) == ("état/préfet",)
    assert (made.created, made.modified) == (1_000_000, 2_000_000)


def test_a_text_that_the_library_lacks_becomes_an_article_among_the_others(workspace: Workspace) -> None:
    file = imported(
        annotation(passage(NEW, "texte 🚢")), documents=(ImportedDocument("d", "../a/Nou\x1bvelle.txt", NEW),)
    )
    result = import_annotations(workspace, file)
    assert (result.new, len(result.added)) == (1, 1)
    (made,) = annotations_in(workspace)
    path = workspace.article(made.article).path
    assert path == "seeds/a Nou velle.txt"
    assert (workspace.root / path).read_text(encoding="utf-8") == NEW
    assert made.spans[0].of(workspace.text(made.article)) == "texte 🚢"


def test_a_list_that_does_not_wait_counts_what_was_imported(workspace: Workspace) -> None:
    workspace.catalogue.patience = 0
    workspace.articles()
    import_annotations(workspace, imported(annotation(passage(TEXT, "dossier"))))
    assert {article.id: article.annotations for article in workspace.articles()}["port"] == 1


def test_a_trial_changes_nothing_and_says_the_same(workspace: Workspace) -> None:
    documents = (ImportedDocument("d", "Le port", TEXT), ImportedDocument("e", "Nouveau", NEW))
    file = imported(
        annotation(passage(TEXT, "dossier"), key="1", tags=("a",)),
        annotation(passage(NEW, "autre"), key="2", document="e", tags=("b",)),
        documents=documents,
    )
    trial = import_annotations(workspace, file, dry=True)
    assert annotations_in(workspace) == [] and not workspace.codebook.tags
    assert [article.id for article in workspace.articles()] == ["port", "ete"]
    done = import_annotations(workspace, file)
    assert (trial.new, trial.tags, trial.added, trial.duplicates) == (done.new, done.tags, done.added, done.duplicates)


def test_all_of_it_is_one_step_that_undo_takes_back_and_redo_repeats(workspace: Workspace) -> None:
    file = imported(
        annotation(passage(TEXT, "dossier"), key="1", tags=("a/b",)),
        annotation(passage(TEXT, "intertitre"), key="2", tags=("c",)),
        codes=(ImportedCode("d", "#112233", "seul"),),
    )
    import_annotations(workspace, file, "fichier.qdpx")
    assert len(annotations_in(workspace)) == 2 and workspace.codebook.all_paths() == ["a", "a/b", "c", "d"]
    assert undo(workspace).entry["about"] == "fichier.qdpx"
    assert annotations_in(workspace) == [] and not workspace.codebook.tags
    redo(workspace)
    assert len(annotations_in(workspace)) == 2


def test_undo_takes_a_new_article_away_and_redo_brings_it_back(workspace: Workspace) -> None:
    file = imported(annotation(passage(NEW, "autre")), documents=(ImportedDocument("d", "Nouveau", NEW),))
    import_annotations(workspace, file)
    path = workspace.root / "seeds" / "Nouveau.txt"
    assert path.read_text(encoding="utf-8") == NEW
    undo(workspace)
    assert not path.exists() and annotations_in(workspace) == []
    redo(workspace)
    assert path.read_text(encoding="utf-8") == NEW
    assert [each.quote for each in annotations_in(workspace)] == ["autre"]
    workspace.articles()
    annotate(workspace, "nouveau", [Span(0, 2)])
    undo(workspace)
    undo(workspace)
    assert not path.exists()


def test_a_new_article_that_has_other_annotations_since_stays(workspace: Workspace) -> None:
    file = imported(annotation(passage(NEW, "autre")), documents=(ImportedDocument("d", "Nouveau", NEW),))
    import_annotations(workspace, file)
    catalogue = Catalogue(workspace.root, workspace.root / "seeds")
    other = Workspace(workspace.root, catalogue, workspace.store, "Zoé", workspace.clock, workspace.new_id)
    other.articles()
    annotate(other, "nouveau", [Span(0, 2)])
    with pytest.raises(Problem):
        undo(workspace)
    assert len(annotations_in(workspace)) == 2


def test_the_same_again_is_a_double_even_when_it_was_changed_since(workspace: Workspace) -> None:
    file = imported(annotation(passage(TEXT, "dossier"), tags=("a",), note="n"))
    import_annotations(workspace, file)
    (made,) = annotations_in(workspace)
    change(workspace, made, remove_tags=["a"], note="autre")
    again = import_annotations(workspace, file)
    assert (again.new, again.duplicates) == (0, 1)
    assert annotations_in(workspace)[0].note == "autre"


def test_what_a_person_has_made_here_is_not_made_a_second_time(workspace: Workspace) -> None:
    span = place_of(workspace, "port", "dossier")
    annotate(workspace, "port", [span], ["a", "b"], "une note")
    same = annotation(passage(TEXT, "dossier"), tags=("a",), note="une note", coder="Ada")
    other = annotation(passage(TEXT, "dossier"), key="o", tags=("c",), coder="Ada")
    assert import_annotations(workspace, imported(same)).duplicates == 1
    assert import_annotations(workspace, imported(other)).new == 1
    assert len(annotations_in(workspace)) == 2, "nothing that is there is changed"


def test_several_of_one_coder_on_one_passage_are_one(workspace: Workspace) -> None:
    file = imported(
        annotation(passage(TEXT, "dossier"), key="1", tags=("a",), note="n"),
        annotation(passage(TEXT, "dossier"), key="2", tags=("b", "a"), note="n"),
        annotation(passage(TEXT, "dossier"), key="3", tags=("b",), coder="Ana"),
    )
    result = import_annotations(workspace, file)
    assert (result.new, result.joined) == (2, 1)
    made = {each.coder: (workspace.codebook.paths(each.tags), each.note) for each in annotations_in(workspace)}
    assert made == {"Zoé": (("a", "b"), "n"), "Ana": (("b",), "")}


def test_a_passage_whose_words_have_changed_waits_in_the_review(workspace: Workspace) -> None:
    other = TEXT.replace("grutiers reviennent", "grutiers ne reviennent pas").replace("Rien ne presse.", "")
    file = imported(
        annotation(passage(other, "Les grutiers ne reviennent pas"), key="1"),
        annotation(passage(other, "Le préfet « suit »"), key="2"),
        documents=(ImportedDocument("d", "port", other),),
    )
    result = import_annotations(workspace, file)
    assert (result.new, result.unsure, result.matched) == (2, 1, (("port", "port"),))
    assert {state for _, state in quotes(workspace)} == {State.ANCHORED, State.CHANGED}


def test_words_alone_are_found_if_they_are_in_one_place(workspace: Workspace) -> None:
    file = imported(
        annotation(Passage("grutiers", prefix="Les ", suffix=" reviennent"), key="1"),
        annotation(Passage("Le", near=58), key="2"),
        annotation(Passage("nulle part dans le texte"), key="3"),
        documents=(ImportedDocument("d", "port.txt"),),
    )
    result = import_annotations(workspace, file)
    assert (result.new, result.unsure) == (3, 1)
    placed = {each.quote: (each.state, each.spans[0].start) for each in annotations_in(workspace)}
    assert placed["grutiers"] == (State.ANCHORED, TEXT.index("grutiers"))
    assert placed["Le"] == (State.ANCHORED, 58)
    assert placed["nulle part dans le texte"][0] is State.ORPHAN


def test_several_passages_stay_one_annotation(workspace: Workspace) -> None:
    both = annotation(passage(TEXT, "Rien ne presse"), passage(TEXT, "Le port"))
    import_annotations(workspace, imported(both))
    (made,) = annotations_in(workspace)
    assert [span.of(TEXT) for span in made.spans] == ["Le port", "Rien ne presse"]
    words = annotation(Passage("grutiers", prefix="Les "), Passage("nulle part ailleurs"), key="w")
    import_annotations(workspace, imported(words))
    assert (f"{'grutiers'} […] {'nulle part ailleurs'}", State.ORPHAN) in quotes(workspace)


def test_what_has_no_article_is_left_with_its_reason_and_the_rest_comes_in(workspace: Workspace) -> None:
    documents = (ImportedDocument("d", "Le port", TEXT), ImportedDocument("e", "absent"))
    file = imported(
        annotation(passage(TEXT, "dossier"), key="1"),
        annotation(Passage("des mots"), key="2", document="e"),
        annotation(Passage("d’autres mots"), key="3", document="nowhere"),
        annotation(Passage(" "), key="4"),
        documents=documents,
    )
    result = import_annotations(workspace, file)
    assert result.new == 1
    assert result.losses.cases == [
        ("annotations without words", "Le port"),
        ("annotations of a document that is not in the library", "absent: des mots"),
        ("annotations of a document that the file does not have", "d’autres mots"),
    ]
    (workspace.root / "seeds" / "absent.txt").write_text("Voici des mots, une fois.", encoding="utf-8")
    later = import_annotations(workspace, file)
    assert (later.new, later.duplicates) == (1, 1), "once its article is there"


def test_tags_that_are_there_keep_what_they_say_and_spellings_agree(workspace: Workspace) -> None:
    new_tag(workspace, "Mer/Port", {"definition": "ici", "color": "red"})
    codes = (
        ImportedCode("mer", "#112233"), ImportedCode("mer/port", "#445566", "là-bas"), ImportedCode("Vent", "", "un\x1b vent"),
    )  # fmt: skip
    file = imported(annotation(passage(TEXT, "dossier"), tags=("MER/PORT", "vent", "mer/quai")), codes=codes)
    result = import_annotations(workspace, file)
    (made,) = annotations_in(workspace)
    assert workspace.codebook.paths(made.tags) == ("Mer/Port", "Vent", "Mer/quai")
    assert workspace.codebook.at("Mer/Port").definition == "ici"  # type: ignore[union-attr]  # it is there
    assert workspace.codebook.at("Vent").definition == "un␛ vent"  # type: ignore[union-attr]  # it is there
    assert result.losses.counts == {
        "descriptions of tags that are there already": 1, "colours of tags that are there already": 1,
    }  # fmt: skip


def test_empty_fields_of_a_tag_are_filled_and_codes_that_are_alike_are_one_tag(workspace: Workspace) -> None:
    new_tag(workspace, "mer")
    codes = (ImportedCode("mer", "#d7263d", "l’eau"), ImportedCode("Mér"))
    result = import_annotations(workspace, imported(annotation(passage(TEXT, "dossier"), tags=("Mér",)), codes=codes))
    tag = workspace.codebook.at("mer")
    assert tag and (tag.color, tag.definition) == ("red", "l’eau")
    assert workspace.codebook.paths(annotations_in(workspace)[0].tags) == ("mer",)
    assert result.losses.cases == [("codes that differ from another only in case or accents", "Mér")]
    undo(workspace)
    assert workspace.codebook.at("mer") == new_tag_of(workspace)


def test_an_edit_that_fails_leaves_no_article_behind(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise Problem("The disk is full.")

    before = sorted((workspace.root / "seeds").iterdir())
    monkeypatch.setattr(workspace, "apply", full)
    file = imported(annotation(passage(NEW, "autre")), documents=(ImportedDocument("d", "n", NEW),))
    with pytest.raises(Problem, match="full"):
        import_annotations(workspace, file)
    assert sorted((workspace.root / "seeds").iterdir()) == before


def test_two_documents_never_share_an_article_or_a_file(workspace: Workspace, root: Path) -> None:
    texts = {"a": NEW, "b": f"{TEXT} Fin.", "c": f"{TEXT} Et après."}
    documents = tuple(ImportedDocument(key, "port", text) for key, text in texts.items())
    annotations = (
        annotation(passage(text, "est" if key == "a" else "port"), key=key, document=key) for key, text in texts.items()
    )
    result = import_annotations(workspace, imported(*annotations, documents=documents))
    assert (result.new, result.matched, result.unsure) == (3, (("port", "port"),), 0)
    added = [(root / "seeds" / name).read_text(encoding="utf-8") for name in ("port 2.txt", "port 3.txt")]
    assert added == [NEW, texts["c"]], "one is another text, the other a second version"


def test_of_many_new_tags_some_are_named(workspace: Workspace) -> None:
    codes = tuple(ImportedCode(f"code {number:02}") for number in range(14))
    (_new, line) = result_lines(import_annotations(workspace, imported(codes=codes)), dry=False)
    assert line.startswith("New tags: code 00, ") and line.endswith(", code 11 and 2 others.")
