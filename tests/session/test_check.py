"""What `check` finds wrong with annotations and the texts that they were made in, and how that is mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.annotation.model import Annotation
from reader.config.path import config_folder
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import counts
from reader.session.library.opening import close_library
from reader.session.library.workspace import Workspace
from reader.session.upkeep.check import findings, mend
from reader.store.interface import Put
from reader.text.span import Span
from tests.libraries import open_with_articles


def one_annotation(root: Path) -> tuple[Workspace, Annotation]:
    workspace = open_with_articles(root)
    return workspace, annotate(workspace, "port", [Span(0, 15)], ["mer"])


def test_a_sound_library_has_nothing_to_say(root: Path) -> None:
    workspace, _ = one_annotation(root)
    assert findings(workspace) == []
    workspace.store.close()
    assert mend(open_with_articles(root)) == []


def test_a_date_that_is_not_understood_is_named(root: Path) -> None:
    for name, date in (
        ("a", "printemps 2024"),
        ("b", "1er août 2024"),
        ("c", "03/05/2024\nlang: en-US"),
        ("d", "03/05/2024"),
    ):
        (root / "seeds" / f"{name}.md").write_text(f"---\ndate: {date}\n---\nLe port rouvre.\n", encoding="utf-8")
    workspace = open_with_articles(root)
    dates = {article.id: article.metadata.date for article in workspace.articles()}
    assert [dates[id_] for id_ in "abcd"] == ["printemps 2024", "2024-08-01", "2024-03-05", "2024-05-03"]
    assert [(where, what) for where, what, _ in findings(workspace)] == [
        ("seeds/a.md", "Its date is not understood: printemps 2024.")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_git_could_not_merge_is_named_with_its_line(root: Path, end: str) -> None:
    both = ["Un mot.", "<<<<<<< HEAD", "Deux.", "||||||| base", "Trois.", "=======", "Quatre.", ">>>>>>> autre", "Fin."]
    (root / "seeds" / "deux.txt").write_bytes(end.join(both).encode())
    whole = [
        "<<<<<<< HEAD",
        "Un mot.",
        "=======",
        "Deux.",
        ">>>> autre",
        "<<<<<<< HEAD",
        ">>>>>>> x",
        "=======",
        "Fin.",
    ]
    (root / "seeds" / "un.txt").write_bytes(end.join(whole).encode())
    workspace = open_with_articles(root)
    ((where, what, hint),) = findings(workspace)
    assert (where, "line 2" in what, "Keep one" in hint) == ("seeds/deux.txt", True, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tags": ["never-made"]}, "never-made"),
        ({"quote": "d’autres mots"}, "not in its place"),
        ({"spans": [[3, 15]]}, "not in its place"),
        ({"spans": None}, "not a valid annotation: spans is not a list of spans: None"),
        ({"ink": "invisible"}, "not a valid annotation: ink is"),
        ({"article": "another"}, "another"),
        ({"sha256": "0" * 64}, "is not kept"),
    ],
)
def test_what_is_wrong_with_an_annotation_is_reported(root: Path, wrong: dict[str, Any], said: str) -> None:
    workspace, annotation = one_annotation(root)
    workspace.store.put([Put("port", "annotations", annotation.id, {**annotation.to_record(), **wrong})])
    found = [what for where, what, _ in findings(workspace) if where == "annotations/port.jsonl"]
    assert len(found) == 1
    assert said in found[0]


def test_no_file_is_to_be_moved_over_a_live_log(root: Path) -> None:
    workspace, annotation = one_annotation(root)
    workspace.store.put([Put("strange", "annotations", annotation.id, annotation.to_record())])
    (hint,) = [
        mend for where, _, mend in findings(workspace) if where == "annotations/strange.jsonl" and "port" in mend
    ]
    assert "Move" not in hint
    close_library(workspace)
    name = hint.partition("“")[2].partition("”")[0]
    (root / "annotations" / "strange.jsonl").rename(root / "annotations" / name)
    (root / "annotations" / "strange.json").unlink()
    again = open_with_articles(root)
    assert mend(again)
    assert again.store.databases() == ["_library", "port"]
    assert list(again.store.records("port", "annotations")) == [annotation.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": None},
        {"tags": 7},
        {"tags": [7]},
        {"quote": None},
        {"note": 7},
        {"created": "now"},
        {"spans": [[0, "x"]]},
    ],
)
def test_a_record_that_is_not_an_annotation_is_in_nobodys_way(root: Path, wrong: dict[str, Any]) -> None:
    workspace, sound = one_annotation(root)
    other = {**sound.to_record(), "id": "other", **wrong}
    workspace.store.put([Put("port", "annotations", "other", other)])
    field = next(iter(wrong))
    assert any(f"other is not a valid annotation: {field} is" in what for _, what, _ in findings(workspace))
    close_library(workspace)
    workspace = open_with_articles(root)
    assert [annotation.id for annotation in annotations_in(workspace, "port")] == [sound.id]
    assert [count.own for count in counts(workspace).values()] == [1 if "tags" in wrong else 2]
    assert workspace.store.get("port", "annotations", "other")[0] == other


@pytest.mark.parametrize("wrong", [{"note": None}, {"tags": 7}])
def test_a_version_that_is_not_an_annotation_hides_none(root: Path, wrong: dict[str, Any]) -> None:
    workspace, annotation = one_annotation(root)
    workspace.store.put([Put("port", "annotations", annotation.id, {**annotation.to_record(), **wrong}, beside=True)])
    assert workspace.store.rivals("port", "annotations", annotation.id)
    workspace.store.put([Put("port", "annotations", annotation.id, {**annotation.to_record(), "note": "à revoir"})])
    assert [(found.note, found.tags) for found in annotations_in(workspace, "port")] == [("à revoir", annotation.tags)]


def test_a_text_that_is_not_kept_is_kept_again_from_the_article(root: Path) -> None:
    workspace, annotation = one_annotation(root)
    text = workspace.text("port")
    for copy in root.rglob(f"{annotation.sha256}.txt"):
        copy.unlink()
    workspace = open_with_articles(root)
    assert any("is not kept" in what for _, what, _ in findings(workspace))
    assert mend(workspace)
    assert workspace.store.text(annotation.sha256) == text
    assert findings(workspace) == []


def test_the_hint_names_the_key_of_this_keymap(root: Path) -> None:
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.toml").write_text('[everywhere]\n"annotation.edit" = ["F6"]\n', encoding="utf-8")
    workspace, annotation = one_annotation(root)
    workspace.store.put(
        [Put("port", "annotations", annotation.id, {**annotation.to_record(), "quote": "d’autres mots"})]
    )
    assert [hint for *_, hint in findings(workspace)] == ["Look at it in the article; F6 sets its place again."]
