"""The articles that travel with the program are read as a reader would: blocks, sentences, titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ingest.source import load
from reader.text.document import SKIPPED, Document, Kind

SEEDS = Path(__file__).parents[2] / "seeds"


def document(name: str) -> Document:
    return load(SEEDS / name).document()


def shape(name: str) -> str:
    letters = dict(zip(Kind, "HPQLCB", strict=True))
    return "".join(letters[block.kind] for block in document(name).blocks)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("note-aux-ambassades.txt", "BPPHPPHPPHPPPCB"),
        ("direct-pression-migratoire.txt", "BBPHPLLLPHPLLLPB"),
        ("pourparlers-frontiere.txt", "BPPCCCCCCBBBPPPPPCCPPP"),
        ("refus-mexicain.txt", "BBPHPPHPPHPPHPPP"),
        ("dernier-conseil.txt", "BBHPPHPHPPHPQQHPPB"),
        ("letter-from-the-bridge.md", "HPPHPLLLPQPHPPHP"),
    ],
)
def test_blocks(name: str, expected: str) -> None:
    assert shape(name) == expected


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("note-aux-ambassades.txt", "Un télégramme de quatre pages, expédié en novembre aux chancelleries…"),
        ("direct-pression-migratoire.txt", "La journée s'ouvre sur une phrase de trop."),
        ("pourparlers-frontiere.txt", "(Washington) Pour la troisième fois depuis l’automne, Mexicains et Américains…"),
        ("refus-mexicain.txt", "La réponse est tombée un mardi, à l’heure du café : le Mexique n’ouvrira pas…"),
        ("dernier-conseil.txt", "Dernier conseil à Bruxelles : les adieux d’un ministre voyageur"),
        ("letter-from-the-bridge.md", "A border town waits"),
    ],
)
def test_titles(name: str, title: str) -> None:
    assert document(name).title == title


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("note-aux-ambassades.txt", 31),
        ("direct-pression-migratoire.txt", 30),
        ("pourparlers-frontiere.txt", 17),
        ("refus-mexicain.txt", 33),
        ("dernier-conseil.txt", 35),
        ("letter-from-the-bridge.md", 35),
    ],
)
def test_sentences_to_walk_through(name: str, count: int) -> None:
    read = document(name)
    walked, here = 0, read.sentence_after(-1, SKIPPED)
    while here:
        walked += 1
        here = read.sentence_after(here.start, SKIPPED)
    assert walked == count


def test_a_letter_torn_from_its_word_stays_in_its_sentence() -> None:
    read = document("direct-pression-migratoire.txt")
    position = read.text.index("L e ton")
    assert read.sentence_at(position).of(read.text) == "L e ton est donné, et il ne retombera plus."
