"""`scolie tags` as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.cli.command_line import main
from reader.session.annotations.annotate import change
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import rename
from reader.session.library.opening import open_library
from tests.cli.running import Run

FIELDS = ("path", "color", "key", "definition", "count", "total")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], root: Path) -> Run:
    run = Run(capsys, root)
    for quote, tags in (("Le port rouvre.", ["port/quai"]), ("Rien ne presse.", ["État", "port/quai"])):
        run("annotate", "port", "--quote", quote, *(word for tag in tags for word in ("--tag", tag)))
    return run


def rows(run: Run) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in FIELDS) for row in run("tags")[1]]


def test_every_operation_prints_what_came_of_it_and_is_taken_back(run: Run) -> None:
    first = rows(run)
    assert first == [("État", "", "", "", 1, 1), ("port", "", "", "", 0, 2), ("port/quai", "", "", "", 2, 2)]
    status, [made], _ = run("tags", "new", "mer", "--color", "blue", "--key", "m", "--definition", "L’eau.")
    assert (status, *(made[name] for name in FIELDS)) == (0, "mer", "blue", "m", "L’eau.", 0, 0)
    assert run("tags", "describe", "mer", "--key", "", "--exclusion", "Les lacs.")[1][0]["exclusion"] == "Les lacs."
    assert run("tags", "rename", "mer", "eau")[1][0]["path"] == "eau"
    assert run("tags", "move", "eau", "port")[1][0]["path"] == "port/eau"
    assert run("tags", "move", "port/eau", "/")[1][0]["path"] == "eau"
    assert run("tags", "merge", "etat", "port", "eau")[1][0]["total"] == 2
    assert run("tags", "show", "eau")[1][0]["merged"] == ["État"]
    left = run("tags", "split", "eau/quai")[1]
    assert len(left) == 2
    moved = run("tags", "split", "eau/quai", "--to", "nord", "--id", *(row["id"] for row in left))[1]
    assert [row["tags"] for row in moved] == [["nord"], ["eau", "nord"]]
    assert run("tags", "list", "eau")[1] == [row for row in run("tags")[1] if row["path"].startswith("eau")]
    assert [row["path"] for row in run("tags", "delete", "nord")[1]] == ["nord"]
    history = [(row["what"], row["about"]) for row in run("history")[1]]
    assert ("merge tags", "etat, port → eau") in history
    assert ("split tag", "eau/quai → nord (2)") in history
    for _ in range(8):
        assert run("undo")[0] == 0
    assert rows(run) == first


@pytest.mark.parametrize(
    "words",
    [
        ("new", "etat"),
        ("new", "/x"),
        ("new", "x\x1b"),
        ("new", "x" * 300),
        ("new", "x", "--color", "mauve?"),
        ("new", "x", "--key", "xy"),
        ("new",),
        ("merge", "État", "etat"),
        ("merge", "État"),
        ("move", "port", "port/quai"),
        ("rename", "État", "port/quai"),
        ("rename", "État", "x", "--key", "k"),
        ("describe", "État"),
        ("split", "État", "--to", "x"),
        ("delete", "État", "--id", "x"),
    ],
)
def test_bad_input_is_reported_and_changes_nothing(words: tuple[str, ...], run: Run) -> None:
    before, entries = rows(run), run("history")[1]
    status, found, err = run("tags", *words)
    assert (status, found) == (2, [])
    assert err.startswith("scolie: ")
    assert len(err.splitlines()) >= 2
    assert (rows(run), run("history")[1]) == (before, entries)


def test_merging_says_when_passages_that_overlap_are_tagged_the_same_then(
    run: Run, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("annotate", "port", "--quote", "Le port", "--tag", "mer")
    run("annotate", "port", "--quote", "Le", "--tag", "mer/large")
    assert main(["tags", "merge", "etat", "mer", "-l", str(root)]) == 0
    assert "overlapping" not in capsys.readouterr().out, "a passage and one that overlaps it have different tags"
    assert main(["tags", "merge", "port/quai", "MER", "-l", str(root)]) == 0
    assert capsys.readouterr().out.endswith("  1 overlapping passage is tagged the same\n")


@pytest.mark.parametrize("words", [("show", "rien"), ("delete", "rien"), ("list", "rien"), ("merge", "rien", "État")])
def test_an_unknown_tag_is_not_found(words: tuple[str, ...], run: Run) -> None:
    assert run("tags", *words)[:2] == (1, [])


def test_a_person_reads_columns(run: Run, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("tags", "describe", "port", "--definition", "Tout ce qui touche au port.")
    main(["tags", "-l", str(root)])
    assert "Tout ce qui touche au port." in capsys.readouterr().out.splitlines()[1]
    main(["tags", "delete", "port", "-l", str(root)])
    assert capsys.readouterr().out == "Deleted: port, port/quai. `scolie undo` brings it back.\n"
    main(["history", "-n", "1", "-l", str(root)])
    assert capsys.readouterr().out.rstrip().endswith("delete tag  port")


def test_a_fresh_process_finds_what_was_merged(run: Run, root: Path) -> None:
    run("tags", "merge", "État", "port/quai")
    log = (root / "annotations" / "_library.jsonl").read_text(encoding="utf-8").splitlines()
    changes = json.loads(log[-1])["c"]
    assert sorted(change[0] for change in changes) == ["history", "tags"], "a merge is one line"
    assert [row["tags"] for row in run("annotations")[1]] == [["port/quai"], ["port/quai"]]


def test_the_codebook_goes_out_and_comes_in(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("tags", "describe", "port/quai", "--definition", "Le bord.\nDe l’eau.", "--key", "q")
    file, other = tmp_path / "book.toml", tmp_path / "other"
    assert run("tags", "export", str(file))[1] == [{"format": "toml", "written": 2}]
    assert run("tags", "export", str(file))[0] == 0, "it is the same"
    (other / "seeds").mkdir(parents=True)
    elsewhere = Run(capsys, other)
    assert elsewhere("tags", "import", str(file), "--dry-run")[1][0]["new"] == ["port/quai", "État"]
    assert elsewhere("tags")[0] == 1
    assert elsewhere("tags", "import", str(file))[1][0]["new"] == ["port/quai", "État"]
    assert elsewhere("tags", "show", "port/quai")[1][0]["definition"] == "Le bord.\nDe l’eau."
    assert elsewhere("tags", "import", str(file))[1][0] == {"format": "toml", "new": [], "filled": [], "done": True}
    assert len(elsewhere("history")[1]) == 1
    file.write_text('[[tag]]\npath = "port/quai"\ncolor = "red"\n[[tag]]\npath = "neuf"\n', encoding="utf-8")
    assert elsewhere("tags", "import", str(file))[1][0] == {
        "format": "toml", "new": ["neuf"], "filled": ["port/quai"], "done": True,
    }  # fmt: skip
    for _ in range(2):
        elsewhere("undo")
    assert elsewhere("tags")[0] == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[tag]]\npath = "port/quai"\nkey = "z"\n', "Its key is another here."),
        ('[[tag]]\npath = "etat"\n', "There is already a tag with nearly this name. État"),
        ('[[tag]]\npath = "mer"\nkey = "q"\n', "The key q stands for another tag. port/quai"),
        ('[[tag]]\npath = "/mer"\n', "book.toml:4: A tag needs a name at each level."),
        ("[[tag", "book.toml:4: The file is not valid TOML"),
    ],
)
def test_an_import_that_clashes_changes_nothing(text: str, word: str, run: Run, tmp_path: Path) -> None:
    run("tags", "describe", "port/quai", "--key", "q")
    before = run("tags")[1]
    file = tmp_path / "book.toml"
    file.write_text('[[tag]]\npath = "neuf"\n\n' + text, encoding="utf-8")
    status, found, err = run("tags", "import", str(file))
    assert (status, found) == (2, [])
    assert word in err
    assert "nothing was changed" in err
    assert run("tags")[1] == before


def test_an_export_takes_no_other_files_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("mine", encoding="utf-8")
    assert run("tags", "export", str(file))[0] == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("tags", "export", str(file), "--force")[0] == 0
    assert run("tags", "import", str(tmp_path / "none.toml"))[0] == 2
    assert run("tags", "export", str(file / "below.toml"))[0] == 2


def test_the_checkpoint_for_other_programs_has_the_paths_of_now(run: Run, root: Path) -> None:
    workspace = open_library(root, "Ada")
    first, second = annotations_in(workspace, "port")
    for new, annotation in (("havre", first), ("baie", second)):
        rename(workspace, workspace.codebook.paths(annotation.tags)[-1].partition("/")[0], new)
        change(workspace, annotation, note=new)
        workspace.store.close()
        with TinyDB(root / "annotations" / "port.json") as stock:
            found = [row["tag_paths"] for row in stock.table("annotations").all()]
        assert found == [list(workspace.codebook.paths(each.tags)) for each in (first, second)]
