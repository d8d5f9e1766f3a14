"""Where one was in an article, and its marks, go along with the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPosition, ReadingPositions
from reader.session.reading.returning import made_ready, returned

OLD = """Le vent tombe sur la rade au petit matin.

Le préfet promet une enquête rapide et complète sur les quais du port.

Les grutiers attendent depuis trois jours une réponse écrite du ministère.

La mer reste grise et personne ne sort.
"""
GONE = "Les grutiers attendent depuis trois jours une réponse écrite du ministère."


def write(workspace: Workspace, text: str, name: str = "rade") -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    if workspace.catalogue.has("rade"):
        workspace.texts.reread("rade")


def stop_at(places: ReadingPositions, words: str, **marks: str) -> None:
    place = places.of("rade")
    start = OLD.index(words)
    place.start, place.end = start, start + len(words)
    place.marks = {letter: [OLD.index(mark), OLD.index(mark) + len(mark)] for letter, mark in marks.items()}
    places.save()


def words_at(place: ReadingPosition, text: str) -> dict[str, str]:
    marks = {letter: text[start:end] for letter, (start, end) in place.marks.items()}
    return {"focus": place.span.of(text) if place.span else "", **marks}


@pytest.fixture
def places(workspace: Workspace) -> ReadingPositions:
    write(workspace, OLD)
    found = ReadingPositions(workspace.root)
    returned(workspace, found, "rade")
    return found


def test_focus_and_marks_are_carried_along(workspace: Workspace, places: ReadingPositions) -> None:
    stop_at(places, "La mer reste grise et personne ne sort.", a="Le préfet", b="trois jours")
    before = words_at(places.of("rade"), OLD)
    new = "Chapeau de la rédaction.\n\n" + OLD.replace("rapide", "lente").replace(" ", "\u00a0")
    write(workspace, new)
    made_ready(workspace, ReadingPositions(workspace.root), "rade")
    again = ReadingPositions(workspace.root)
    found = words_at(returned(workspace, again, "rade"), new)
    assert {key: words.replace("\u00a0", " ") for key, words in found.items()} == before
    again.save()
    write(workspace, OLD)
    assert words_at(returned(workspace, ReadingPositions(workspace.root), "rade"), OLD) == before


def test_where_the_words_are_gone_one_returns_to_where_they_were(
    workspace: Workspace, places: ReadingPositions
) -> None:
    stop_at(places, GONE, a=GONE)
    new = OLD.replace(GONE + "\n\n", "")
    write(workspace, new)
    place = returned(workspace, places, "rade")
    assert place.span
    assert abs(place.start - new.index("La mer")) <= 2
    assert place.marks["a"] == [place.start, place.end]


def test_another_text_is_begun_anew(workspace: Workspace, places: ReadingPositions) -> None:
    stop_at(places, GONE, a=GONE)
    for kept in Path(places.texts).iterdir():
        kept.unlink()
    write(workspace, "Tout autre chose.")
    place = returned(workspace, ReadingPositions(workspace.root), "rade")
    assert place.span is None
    assert place.marks == {}


@pytest.mark.parametrize("new", ["", "\n\n", "Autre."])
def test_a_text_that_is_emptied_leaves_a_place_inside_it(
    workspace: Workspace, places: ReadingPositions, new: str
) -> None:
    stop_at(places, GONE, a=GONE)
    write(workspace, new)
    place = returned(workspace, places, "rade")
    assert all(0 <= start < end <= len(new) for start, end in place.marks.values())
    assert place.span is None or place.end <= len(new)


def test_one_text_an_article_is_kept(workspace: Workspace, places: ReadingPositions) -> None:
    for number in range(3):
        write(workspace, f"{OLD}\n\nMise à jour {number}.")
        returned(workspace, places, "rade")
    assert len(list(Path(places.texts).iterdir())) == 1


def test_a_renamed_file_without_annotations_keeps_its_place(workspace: Workspace, places: ReadingPositions) -> None:
    stop_at(places, GONE)
    (workspace.root / "seeds" / "rade.txt").unlink()
    write(workspace, OLD, "bassin")
    found = returned(workspace, ReadingPositions(workspace.root), "bassin")
    assert found.span
    assert found.span.of(OLD) == GONE


def test_a_copy_has_a_place_of_its_own(workspace: Workspace, places: ReadingPositions) -> None:
    stop_at(places, GONE)
    write(workspace, OLD, "bassin")
    assert returned(workspace, places, "bassin").span is None
    assert places.of("rade").span


def test_a_folder_that_cannot_be_written_costs_the_place_alone(workspace: Workspace, places: ReadingPositions) -> None:
    stop_at(places, GONE)
    for kept in Path(places.texts).iterdir():
        kept.unlink()
    Path(places.texts).rmdir()
    Path(places.texts).write_text("no folder")
    write(workspace, OLD + "\nFin.")
    assert returned(workspace, places, "rade").span is None
