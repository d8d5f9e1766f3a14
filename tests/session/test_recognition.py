"""A renamed, moved or copied file, and what was marked in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.model import State
from reader.files.state import FileState
from reader.session.annotations.annotate import annotate, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.cache.large_text_cache import Prepared
from reader.session.library import description
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from tests.libraries import reopened

QUAY = (
    "Le vent tombe sur la rade.\n\nLes grutiers attendent une réponse. Rien ne presse.\n\nLa mer reste grise ce soir."
)
LIGHT = "Le phare est repeint.\n\nQuatre peintres sont venus de Brest. Il pleut.\n\nLe gardien part en retraite."


def files(root: Path, **texts: str) -> None:
    """Make the article files be these and no others."""
    for old in (root / "seeds").rglob("*.*"):
        old.unlink()
    for name, text in texts.items():
        path = root / "seeds" / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def mark(workspace: Workspace, article: str, quote: str) -> None:
    annotate(workspace, article, [place_of(workspace, article, quote)])


def ids(workspace: Workspace) -> dict[str, str]:
    return {article.id: article.path.removeprefix("seeds/") for article in reopened(workspace).articles()}


def marks(workspace: Workspace) -> dict[str, tuple[str, State]]:
    again = reopened(workspace)
    again.articles()
    return {annotation.article: (annotation.quote, annotation.state) for annotation in annotations_in(again)}


@pytest.fixture
def quay(root: Path, workspace: Workspace) -> Workspace:
    files(root, quay=QUAY)
    workspace.articles()
    mark(workspace, "quay", "Rien ne presse.")
    return workspace


def test_a_renamed_or_moved_file_keeps_its_id_and_annotations(root: Path, quay: Workspace) -> None:
    for name in ("quai", "2024__quai", "2024__07"):
        files(root, **{name: QUAY})
        assert ids(quay) == {"quay": f"{name.replace('__', '/')}.txt"}
        assert marks(quay) == {"quay": ("Rien ne presse.", State.ANCHORED)}


def test_it_is_known_again_while_the_app_is_open(root: Path, quay: Workspace) -> None:
    files(root, quai=QUAY)
    quay.catalogue.patience = 0  # new files are read in the background
    assert [article.id for article in quay.articles()] == ["quay"]
    assert quay.document("quay").text == QUAY


def test_the_new_place_is_noted_so_that_the_text_may_then_change(root: Path, quay: Workspace) -> None:
    files(root, quai=QUAY)
    ids(quay)
    files(root, quai=LIGHT)
    assert ids(quay) == {"quay": "quai.txt"}


def test_a_renamed_and_revised_file_is_known_by_most_of_its_text(root: Path, quay: Workspace) -> None:
    files(root, quai=QUAY.replace("ce soir", "demain"), phare=LIGHT)
    assert ids(quay) == {"quay": "quai.txt", "phare": "phare.txt"}
    assert marks(quay) == {"quay": ("Rien ne presse.", State.MOVED)}


def test_another_text_is_another_article(root: Path, quay: Workspace) -> None:
    files(root, quai=LIGHT)
    assert ids(quay) == {"quai": "quai.txt"}


def test_a_copy_is_another_article(root: Path, quay: Workspace) -> None:
    files(root, quay=QUAY, aaa=QUAY)
    assert ids(quay) == {"quay": "quay.txt", "aaa": "aaa.txt"}
    files(root, quay=QUAY.replace("ce soir", "demain"), aaa=QUAY)  # the original is revised, the copy is not
    assert ids(quay) == {"quay": "quay.txt", "aaa": "aaa.txt"}


def test_an_id_follows_its_text_when_another_takes_its_name(root: Path, quay: Workspace) -> None:
    files(root, quay=LIGHT, quai=QUAY)
    assert ids(quay) == {"quay": "quai.txt", "quay-2": "quay.txt"}


def test_two_files_that_swap_their_names(root: Path, workspace: Workspace) -> None:
    files(root, quay=QUAY, light=LIGHT)
    workspace.articles()
    mark(workspace, "quay", "Rien ne presse.")
    mark(workspace, "light", "Il pleut.")
    files(root, quay=LIGHT, light=QUAY)
    assert ids(workspace) == {"quay": "light.txt", "light": "quay.txt"}
    assert {state for _, state in marks(workspace).values()} == {State.ANCHORED}
    files(root, quay=LIGHT)  # and one of them goes
    assert ids(workspace) == {"light": "quay.txt"}


def test_one_that_lost_its_name_to_another_is_not_taken_for_it(root: Path, workspace: Workspace) -> None:
    files(root, quay=QUAY, light=LIGHT)
    workspace.articles()
    mark(workspace, "quay", "Rien ne presse.")
    mark(workspace, "light", "Il pleut.")
    files(root, light=QUAY)
    for _ in range(2):
        assert ids(workspace) == {"quay": "light.txt"}
        assert marks(workspace)["light"] == ("Il pleut.", State.ORPHAN)


def test_two_files_with_one_text_are_told_apart(root: Path, workspace: Workspace) -> None:
    files(root, one=QUAY, two=QUAY)
    workspace.articles()
    mark(workspace, "one", "Rien ne presse.")
    mark(workspace, "two", "La mer reste grise")
    files(root, old__two=QUAY, old__one=QUAY)
    assert ids(workspace) == {"one": "old/one.txt", "two": "old/two.txt"}
    files(root, old__two=QUAY)
    assert ids(workspace) == {"two": "old/two.txt"}


def test_metadata_alone_keep_an_id_too_and_undo_works_after_a_move(root: Path, workspace: Workspace) -> None:
    from reader.session.codebook.tag_edits import describe_article

    files(root, quay=QUAY)
    describe_article(workspace, workspace.article("quay"), {"author": "A. Roy"})
    files(root, quai=QUAY)
    again = reopened(workspace)
    assert [(article.id, article.metadata.author) for article in again.articles()] == [("quay", "A. Roy")]
    undo(again)
    assert [(article.id, article.metadata.author, article.path) for article in again.articles()] == [
        ("quay", "", "seeds/quai.txt")
    ]


def test_a_file_that_is_gone_costs_no_reading_of_the_others(
    root: Path, quay: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(root, **{f"n{number}": f"{LIGHT} {number}" for number in range(40)})
    again = reopened(quay)
    again.catalogue.patience = 0
    read: list[str] = []
    reading = description.read

    def counted(file: str, stamp: FileState) -> Prepared:
        read.append(Path(file).name)
        return reading(file, stamp)

    monkeypatch.setattr(description, "read", counted)
    again.articles()
    assert len(read) <= 20
    list(again.read_articles())
    read.clear()
    again.articles()
    assert read == []
    assert "path" in again.store.records(LIBRARY, "articles")["quay"]
