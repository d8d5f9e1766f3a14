"""Corrections of the structure: what shows them, who may make them, and what becomes of them when the file changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.tagging_pass import Candidates
from reader.session.annotations.structure_edits import correct, correction_row, corrections, remove
from reader.session.annotations.undo import redo, undo
from reader.session.library.opening import open_library
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, excerpt_of
from reader.session.passes import passes
from reader.session.passes.pass_progress import PassProgress
from reader.session.upkeep.check import findings, mend
from reader.text.correction import Action
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles

TEXT = (
    "Le port rouvre\n"
    "Une escale tardive le cargo accoste au quai nord. Il repart demain.\n"
    "Les grutiers attendent la suite depuis\n"
    "mardi, à l’abri du vent. La marée monte."
)


@pytest.fixture
def library(root: Path) -> Path:
    (root / "seeds" / "quai.txt").write_text(TEXT, encoding="utf-8")
    return root


def at(workspace: Workspace, words: str, article: str = "quai") -> Span:
    start = workspace.text(article).index(words)
    return Span(start, start + len(words))


def shape(workspace: Workspace, article: str = "quai") -> list[tuple[str, int, list[str]]]:
    document = workspace.document(article)
    return [
        (block.kind.value, block.ordinal, [span.of(document.text) for span in document.sentences_of(number)])
        for number, block in enumerate(document.blocks)
    ]


def sentences(workspace: Workspace, article: str = "quai") -> list[str]:
    return [words for _, _, inside in shape(workspace, article) for words in inside]


def beside(workspace: Workspace, who: str) -> Workspace:
    """Return the same library as another person has it open."""
    return Workspace(workspace.root, workspace.catalogue, workspace.store, who, workspace.clock, workspace.new_id)


def split(workspace: Workspace, words: str = "le cargo") -> None:
    correct(workspace, "quai", Action.SPLIT, at(workspace, words))


def test_a_split_a_join_and_a_kind_are_seen_and_each_is_taken_back(library: Path) -> None:
    workspace = open_with_articles(library)
    shapes = [shape(workspace)]
    split(workspace)
    shapes.append(shape(workspace))
    assert "Une escale tardive" in sentences(workspace)
    correct(workspace, "quai", Action.HEADING, at(workspace, "escale"))
    shapes.append(shape(workspace))
    assert ("heading", 2, ["Une escale tardive"]) in shapes[-1]
    correct(workspace, "quai", Action.JOIN, at(workspace, "grutiers"))
    shapes.append(shape(workspace))
    assert "depuis\nmardi" in "|".join(sentences(workspace))
    for before in shapes[-2::-1]:
        undo(workspace)
        assert shape(workspace) == before
    for after in shapes[1:]:
        redo(workspace)
        assert shape(workspace) == after


def test_a_correction_outlasts_the_program_and_never_touches_the_file(library: Path) -> None:
    workspace = open_with_articles(library)
    split(workspace)
    before = shape(workspace)
    workspace.store.close()
    again = open_with_articles(library)
    assert shape(again) == before
    assert (library / "seeds" / "quai.txt").read_text(encoding="utf-8") == TEXT


def test_the_opposite_takes_a_correction_back_and_leaves_no_record(library: Path) -> None:
    workspace = open_with_articles(library)
    before = shape(workspace)
    split(workspace)
    correct(workspace, "quai", Action.HEADING, at(workspace, "escale"))
    correct(workspace, "quai", Action.PARAGRAPH, at(workspace, "escale"))
    correct(workspace, "quai", Action.JOIN, at(workspace, "escale"))
    assert shape(workspace) == before
    assert corrections(workspace, "quai") == []
    undo(workspace)
    assert "Une escale tardive" in sentences(workspace)


def test_counts_of_words_and_sentences_follow_the_structure(library: Path) -> None:
    workspace = open_with_articles(library)
    article = workspace.article("quai")
    words, count = article.words, SentenceCounts(workspace).of(article)
    split(workspace)
    counts = SentenceCounts(workspace)
    assert counts.of(workspace.article("quai")) == count + 1
    counts.save()
    correct(workspace, "quai", Action.BOILERPLATE, at(workspace, "La marée monte."))
    assert workspace.article("quai").words == words - 3
    assert {each.id: each.words for each in workspace.articles()}["quai"] == words - 3
    workspace.store.close()
    again = open_with_articles(library)
    assert again.article("quai").words == words - 3
    assert SentenceCounts(again).of(again.article("quai")) == count
    undo(again)
    assert again.article("quai").words == words


def test_locators_follow_the_structure(library: Path) -> None:
    workspace = open_with_articles(library)
    span = at(workspace, "La marée monte.")

    def cited() -> str:
        return excerpt_of(workspace, workspace.article("quai"), [span], Citing(language="fr")).text

    before = cited()
    correct(workspace, "quai", Action.CAPTION, at(workspace, "Une escale tardive le cargo accoste au quai nord. Il"))
    assert "paragr.\xa02" in before
    assert cited() == before.replace("paragr.\xa02", "paragr.\xa01")


def test_a_tagging_pass_asks_about_the_corrected_sentences(library: Path) -> None:
    workspace = open_with_articles(library)
    tagging_pass = passes.start(workspace, ["mer"], "article:quai", candidates=Candidates.SENTENCES)
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    count = progress.total
    split(workspace)
    assert [span.of(TEXT) for span in progress.candidates_in("quai")] == sentences(workspace)
    again = PassProgress(workspace, tagging_pass)
    again.survey()
    assert again.total == count + 1


def test_corrections_of_two_coders_both_apply_and_each_takes_back_their_own(library: Path) -> None:
    ada = open_with_articles(library)
    bo = beside(ada, "Bo")
    split(ada)
    correct(bo, "quai", Action.JOIN, at(bo, "grutiers"))
    assert shape(ada) == shape(bo)
    assert {each.stored.coder for each in corrections(ada, "quai")} == {ada.coder, "Bo"}
    undo(ada)
    assert "Une escale tardive" not in sentences(bo)
    assert "depuis\nmardi" in "|".join(sentences(bo))
    undo(bo)
    assert corrections(ada, "quai") == []


def test_programs_at_once_see_each_others_corrections(library: Path) -> None:
    one, other = open_with_articles(library), open_with_articles(library)
    assert shape(one) == shape(other)
    split(one)
    correct(other, "quai", Action.JOIN, at(other, "grutiers"))
    one.store.refresh()
    other.store.refresh()
    assert shape(one) == shape(other)
    assert len(corrections(one, "quai")) == 2


def test_a_correction_follows_its_words_when_the_file_is_edited(library: Path) -> None:
    workspace = open_with_articles(library)
    split(workspace)
    correct(workspace, "quai", Action.HEADING, at(workspace, "escale"))
    correct(workspace, "quai", Action.JOIN, at(workspace, "grutiers"))
    wanted = {
        ("heading", "Une escale tardive"),
        ("paragraph", "Les grutiers attendent la suite depuis\nmardi, à l’abri du vent."),
    }
    workspace.store.close()
    edited = "Une ligne de plus, tout en haut, pour voir.\n" + TEXT.replace("La marée monte", "La mer redescend enfin")
    (library / "seeds" / "quai.txt").write_text(edited, encoding="utf-8")
    again = open_with_articles(library)
    assert wanted <= {(kind, inside[0]) for kind, _, inside in shape(again)}
    assert not any("no longer fits" in what for _, what, _ in findings(again))
    again.store.close()
    (library / "seeds" / "quai.txt").write_text(TEXT, encoding="utf-8")
    assert all(each.correction for each in corrections(open_with_articles(library), "quai"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tardive le cargo", "tardive, puis une autre, le cargo"),
        ("Une escale tardive le cargo accoste au quai nord.", "Rien."),
        ("tardive le cargo", "tardive un navire"),
    ],
)
def test_a_correction_that_no_longer_fits_is_set_aside_and_named(library: Path, old: str, new: str) -> None:
    workspace = open_with_articles(library)
    split(workspace)
    correct(workspace, "quai", Action.HEADING, at(workspace, "escale"))
    workspace.store.close()
    (library / "seeds" / "quai.txt").write_text(TEXT.replace(old, new), encoding="utf-8")
    again = open_with_articles(library)
    (placed, *_) = corrections(again, "quai")
    assert placed.correction is None
    assert correction_row(placed)["spans"] == []
    (row, *_) = [row for row in findings(again) if "no longer fits" in row[1]]
    assert f"remove {placed.stored.id}" in row[2]
    remove(again, "quai", placed.stored.id)
    assert placed.stored.id not in {each.stored.id for each in corrections(again, "quai")}
    undo(again)
    assert placed in corrections(again, "quai")


@pytest.mark.parametrize(
    ("action", "words", "says"),
    [
        (Action.SPLIT, "Une", "already begins"),
        (Action.JOIN, "La marée", "last sentence"),
        (Action.PARAGRAPH, "Il repart", "already a paragraph"),
        (Action.HEADING, "Le port", "already a heading"),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_nothing_is_written(
    library: Path, action: Action, words: str, says: str
) -> None:
    workspace = open_with_articles(library)
    with pytest.raises(Problem, match=says):
        correct(workspace, "quai", action, at(workspace, words))
    assert not (library / "annotations").exists()
    with pytest.raises(Problem, match="no such correction"):
        remove(workspace, "quai", "never")


def test_records_of_another_program_that_make_no_sense_apply_to_nothing(library: Path) -> None:
    from reader.store.interface import Put

    workspace = open_with_articles(library)
    split(workspace)
    before = shape(workspace)
    (placed,) = corrections(workspace, "quai")
    good = placed.stored.to_record()
    wrongs: list[dict[str, object]] = [
        {"action": "dance"}, {"spans": [[5, 10**9]]}, {"spans": [[0, 2]]}, {"quote": None}
    ]  # fmt: skip
    for number, wrong in enumerate(wrongs):
        workspace.store.put([Put("quai", "structure", f"wrong-{number}", {**good, **wrong}, 0)])
    assert shape(workspace) == before
    said = " ".join(what for _, what, _ in findings(workspace))
    assert "wrong-0 is not a valid correction of the structure" in said
    assert said.count("no longer fits") == 2


def test_a_lost_text_of_a_correction_is_kept_again(library: Path) -> None:
    workspace = open_with_articles(library)
    split(workspace)
    digest = workspace.digest("quai")
    workspace.store.close()
    (library / "annotations" / ".texts" / f"{digest}.txt").unlink()
    again = open_with_articles(library)
    mend(again)
    assert again.store.text(digest) == TEXT


STEPS = st.lists(st.tuples(st.sampled_from([*Action]), st.integers(0, len(TEXT) - 1)), max_size=6)


@settings(max_examples=25)
@given(STEPS)
def test_undo_leads_back_through_every_structure_to_the_first(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Action, int]]
) -> None:
    root = tmp_path_factory.mktemp("library")
    (root / "quai.txt").write_text(TEXT, encoding="utf-8")
    workspace = open_library(root)
    workspace.articles()
    shapes = [shape(workspace)]
    for action, position in steps:
        try:
            correct(workspace, "quai", action, Span(position, position + 1))
        except Problem:
            continue
        shapes.append(shape(workspace))
    for before in shapes[-2::-1]:
        undo(workspace)
        assert shape(workspace) == before
    assert corrections(workspace, "quai") == []
    workspace.store.close()


def git(folder: Path, *arguments: str) -> None:
    alone = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "x"}
    names = {"GIT_AUTHOR_EMAIL": "x@x", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x"}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=alone | names, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_union_merge_of_two_branches_keeps_the_corrections_of_both(library: Path) -> None:
    workspace = open_with_articles(library)
    correct(workspace, "quai", Action.CAPTION, at(workspace, "La marée"))
    workspace.store.close()
    git(library, "init", "-q", "-b", "main")
    git(library, "add", "-A")
    git(library, "commit", "-qm", "a")
    git(library, "checkout", "-qb", "other")
    workspace = open_with_articles(library)
    split(workspace)
    workspace.store.close()
    git(library, "commit", "-qam", "b")
    git(library, "checkout", "-q", "main")
    workspace = open_with_articles(library)
    correct(workspace, "quai", Action.JOIN, at(workspace, "grutiers"))
    workspace.store.close()
    git(library, "commit", "-qam", "c")
    git(library, "merge", "-q", "other", "-m", "d")
    merged = open_with_articles(library)
    assert {each.stored.action for each in corrections(merged, "quai") if each.correction} == {
        "caption",
        "split",
        "join",
    }
    assert "Une escale tardive" in sentences(merged)
    assert "depuis\nmardi" in "|".join(sentences(merged))


def test_the_list_does_not_wait_for_the_words_of_an_article_that_was_corrected_elsewhere(
    library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = open_with_articles(library)
    words = workspace.article("quai").words
    correct(workspace, "quai", Action.BOILERPLATE, at(workspace, "La marée monte."))
    workspace.store.close()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("another machine")))
    again = open_with_articles(library / ".." / library.name)
    assert again.article("quai").words == words - 3
    again.store.close()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("a third")))
    screen = open_library(library)
    screen.catalogue.patience = 100
    assert {each.id: each.words for each in screen.articles()}["quai"] == words
    screen.document("quai")
    assert {each.id: each.words for each in screen.articles()}["quai"] == words - 3


def test_the_structure_of_markdown_is_corrected_alike(library: Path) -> None:
    workspace = open_with_articles(library)
    (article,) = [each.id for each in workspace.articles() if each.path.endswith(".md")]
    before = shape(workspace, article)
    correct(workspace, article, Action.SPLIT, at(workspace, "tombe", article))
    correct(workspace, article, Action.HEADING, at(workspace, "Le vent", article))
    assert ("heading", 2, ["Le vent"]) in shape(workspace, article)
    workspace.store.close()
    file = library / "seeds" / "été.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("# Un été", "# Un *bel* été\n\nIl fait chaud."), encoding="utf-8"
    )
    again = open_with_articles(library)
    assert ("heading", 2, ["Le vent"]) in shape(again, article)
    for _ in range(2):
        undo(again)
    assert [inside for _, _, inside in shape(again, article)][-1] == before[-1][2]


def test_the_same_correction_by_two_programs_is_taken_back_at_once(library: Path) -> None:
    one, other = open_with_articles(library), open_with_articles(library, "Bo")
    before = shape(one)
    place = at(one, "le cargo")
    other.document("quai")
    correct(one, "quai", Action.SPLIT, place)
    try:
        correct(other, "quai", Action.SPLIT, place)
    except Problem as problem:  # the other program has seen the first one's in time
        assert "already begins" in problem.title
    one.store.refresh()
    correct(one, "quai", Action.JOIN, at(one, "escale"))
    other.store.refresh()
    assert shape(one) == shape(other) == before
