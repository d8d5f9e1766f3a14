"""RTF as LibreOffice writes it, and what is none."""

from __future__ import annotations

import pytest

from reader.ingest import rtf
from reader.ingest.extra import MissingPackage
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from tests.ingest.packages import DOCUMENTS

pytest.importorskip("striprtf", reason="it is in the extra `rtf`, and in `dev`")


def test_an_article_is_read_with_its_spaces_emoji_and_metadata() -> None:
    content = rtf.read((DOCUMENTS / "article.rtf").read_bytes())
    lines = content.text.split("\n")
    assert lines[:2] == ["La digue de Sarzelec tient bon", "Maël Guéguen"]
    assert "«\u00a0Elle a tenu" in content.text or "« Elle a tenu toute la nuit », répète le maire." in content.text
    assert "1\u202f250\u202f000\u00a0€\u202f; l’État en paiera 40 %." in content.text
    assert "le retour au calme 🌊." in content.text
    assert content.text.endswith("Ligne avec retour\nà la ligne.")
    assert content.metadata == Metadata("La digue de Sarzelec tient bon", "Maël Guéguen; Zoé Lefèvre")
    assert content.damage == "1 note of the file is not shown."
    assert content.structure is None


def test_titles_that_a_program_gave_by_itself_say_nothing() -> None:
    data = rb"{\rtf1\ansi{\info{\title Document1}{\author Ma\'ebl Gu\u233?guen}}La mer.}"
    content = rtf.read(data)
    assert (content.text, content.metadata) == ("La mer.", Metadata(author="Maël Guéguen"))
    assert content.damage == ""


@pytest.mark.parametrize(("data", "hint"), [(b"", "again"), (b"La mer.", "damaged"), (b"%PDF-1.7", ".pdf")])
def test_what_is_no_rtf_is_refused(data: bytes, hint: str) -> None:
    with pytest.raises(Problem) as caught:
        rtf.read(data)
    assert hint in caught.value.hint


def test_every_cut_of_a_file_is_read_or_refused() -> None:
    data = (DOCUMENTS / "article.rtf").read_bytes()
    for at in range(6, len(data), len(data) // 15):
        try:
            assert isinstance(rtf.read(data[:at]).text, str)
        except Problem as problem:
            assert problem.hint


def test_without_striprtf_a_file_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr("reader.ingest.extra.importlib.import_module", fail)
    with pytest.raises(MissingPackage) as caught:
        rtf.read(b"{\\rtf1 a}")
    assert "pip install 'scolie[rtf]'" in caught.value.hint
