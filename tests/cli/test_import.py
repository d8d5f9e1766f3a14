"""`scolie import` takes in another program's file, and says what it made and what it could not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.exchange.import_formats import IMPORTS, ImportFormat
from reader.exchange.imported import Imported, ImportedAnnotation, ImportedDocument, Losses, Passage, Step
from tests.cli.running import Run
from tests.exchange.qdpx import project, selection, source, write

TEXT = "Le port rouvre. Les grutiers reviennent.\nUn intertitre nu\nLe préfet « suit » le dossier. Rien ne presse."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    selections = selection(3, 7, "port") + selection(20, 28, "grutiers", ("C1", "C2")) + selection("x", 2, "")
    return write(tmp_path / "p.qdpx", project(source(selections)), S1=TEXT)


def test_a_trial_then_the_import_then_nothing_new(run: Run, file: Path) -> None:
    _, [trial], _ = run("import", "refi", str(file), "--dry-run")
    assert (trial["done"], trial["new"], trial["tags"]) == (False, 2, ["mer", "mer/port"])
    assert run("annotations")[1] == []
    status, [done], _ = run("import", str(file), "--losses")
    assert status == 0
    assert {name: done[name] for name in ("new", "unsure", "duplicates", "matched")} == {
        "new": 2, "unsure": 0, "duplicates": 0, "matched": [{"name": "Le port", "article": "port"}],
    }  # fmt: skip
    assert done["lost"] == [{"what": "selections without words in the text", "count": 1}]
    assert done["cases"] == [{"what": "selections without words in the text", "which": "Le port: "}]
    rows = run("annotations")[1]
    assert [(row["quote"], row["tags"], row["coder"]) for row in rows] == [
        ("port", ["mer"], "Ana"), ("grutiers", ["mer", "mer/port"], "Ana"),
    ]  # fmt: skip
    assert run("import", str(file))[1][0]["duplicates"] == 2
    run("undo")
    assert run("annotations")[1] == run("tags")[1] == []


def test_a_person_reads_sentences(file: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(file), "-l", str(root), "--losses"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 annotations are new.",
        "New tags: mer, mer/port.",
        "“Le port” is the article port.",
        "Not taken over: selections without words in the text (1).",
        "  selections without words in the text: Le port:",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing.qdpx",), "There is no such file"),
        (("docx", "p.qdpx"), "There is no such format"),
        (("a", "b", "c"), "There is no such format"),
        (("other.bin",), "The format of the file is not known"),
        (("refi", "other.bin"), "This file is not a ZIP archive"),
        (("refi", "."), "The file cannot be read"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_changes_nothing(
    run: Run, root: Path, file: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    Path("other.bin").write_bytes(b"\x00\x01")
    before = sorted(root.rglob("*"))
    status, rows, err = run("import", *words)
    assert (status, rows) == (2, [])
    assert said in err
    assert sorted(root.rglob("*")) == before


def read_lines(path: Path, _step: Step) -> Imported:
    lines = path.read_text(encoding="utf-8").splitlines()
    annotations = (ImportedAnnotation(line, "d", (Passage(line, near=0),), ("lu",)) for line in lines)
    return Imported((ImportedDocument("d", "port"),), (), tuple(annotations), Losses())


def test_a_format_is_one_row(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(IMPORTS, "lines", ImportFormat("lines", "lines of a text", (".lines",), read_lines))
    (tmp_path / "a.lines").write_text("Le port rouvre.\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert "lines: lines of a text" in " ".join(capsys.readouterr().out.split())
    assert run("import", str(tmp_path / "a.lines"))[1][0]["new"] == 1
    assert [row["tags"] for row in run("annotations")[1]] == [["lu"]]
