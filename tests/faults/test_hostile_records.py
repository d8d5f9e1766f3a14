"""Records that are sealed rightly and say the wrong thing: a checksum does not tell who has made a line."""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from reader.annotation.codebook import LEVELS, Codebook, Tag, parents
from reader.annotation.codebook_import import imported
from reader.annotation.edit import Edit, Overtaken, inverse
from reader.annotation.history import History
from reader.annotation.memo import Subject
from reader.annotation.model import Annotation
from reader.cli import command_line
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook.memo_edits import entry, memo, write_memo
from reader.session.library.opening import open_library
from reader.session.library.summaries import undo_of
from reader.session.library.workspace import Workspace
from reader.session.passes import pass_counts, passes
from reader.session.passes.comparison import compare
from reader.store import checkpoint
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import Put, Refused, is_name
from reader.store.log_line import HIGHEST, decode
from reader.store.retrying_store import RetryingStore
from reader.store.texts import Texts
from reader.text.problem import Problem
from reader.text.span import Span

RECORD = {"id": "a"}
ODD: list[Any] = [[], {}, None, 5]
GOOD: dict[str, Any] = {"c": [["annotations", "a", 1, RECORD]], "t": 5, "w": "w"}
REVISIONS: list[Any] = [0, -1, 1.5, True, "2", None, [], HIGHEST + 1]
TIMES: list[Any] = ["5", 1.5, None, [], HIGHEST + 1, -HIGHEST - 1]
SCHEMAS: list[Any] = ["1", None, -1, 1.5, []]
WRONG: list[dict[str, Any]] = [
    *({"c": [[table, "a", 1, RECORD]]} for table in ODD),
    *({"c": [["annotations", id_, 1, RECORD]]} for id_ in ODD),
    *({"c": [["annotations", "a", revision, RECORD]]} for revision in REVISIONS),
    *({"c": [["annotations", "a", 1, record]]} for record in ODD if record not in (None, {})),
    {"c": [["annotations", "a", 1]]},
    {"c": [5]},
    {"c": 5},
    *({"t": time} for time in TIMES),
    *({"w": writer} for writer in ODD),
    *({"x": transaction} for transaction in ODD if transaction is not None),
    *({"s": schema} for schema in SCHEMAS),
    *({"c": [["annotations", "a", 1, {"score": float(number)}]]} for number in ("nan", "inf", "-inf")),
]


def sealed(content: Any) -> bytes:
    """Return a line with a right checksum, whatever it says."""
    data = json.dumps(content, separators=(",", ":"))[:-1].encode()
    return data + b',"~":"%08x"}\n' % zlib.crc32(data)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_sealed_line_of_another_shape_is_a_damaged_line(wrong: dict[str, Any]) -> None:
    decode(sealed(GOOD).rstrip())
    with pytest.raises(ValueError, match="line"):
        decode(sealed({**GOOD, **wrong}).rstrip())


def test_a_number_that_overflows_is_none_of_json() -> None:
    data = b'{"c":[["annotations","a",1,{"score":1e999}]],"t":5,"w":"w"'
    with pytest.raises(ValueError, match="line"):
        decode(data + b',"~":"%08x"}' % zlib.crc32(data))


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_no_sealed_line_stops_the_library(
    root: Path, wrong: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "annotations").mkdir()
    for name in ("port", "_library"):
        (root / "annotations" / f"{name}.jsonl").write_bytes(sealed({**GOOD, **wrong}))
    for command in (["list"], ["annotate", "port", "--quote", "Le port rouvre."], ["undo"], ["check", "--mend"]):
        assert command_line.main([command[0], "-l", str(root), *command[1:]]) in (0, 1)
    capsys.readouterr()
    command_line.main(["check", "-l", str(root)])
    assert "quarantine" in capsys.readouterr().out


@pytest.mark.parametrize("version", ["x", None, [], 1.5, {}])
def test_a_schema_that_is_not_a_number_counts_as_the_present_one(tmp_path: Path, version: object) -> None:
    folder = tmp_path / "annotations"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(sealed({"c": [["_meta", "schema", 1, {"version": version}]], "t": 1, "w": "w"}))
    FolderStore(folder, lambda: 1, "w").put([Put("a", "annotations", "b", {"note": "n"})])


@pytest.mark.parametrize("changes", [[1], ["x"], 5, None, {"a": 1}, [[]], [["a", "b", "c", "deleted"]]])
def test_a_history_of_another_shape_is_read_and_not_taken_back(tmp_path: Path, changes: object) -> None:
    folder = tmp_path / "annotations"
    folder.mkdir()
    record = {"id": "h", "what": "x", "coder": "w", "time": 1, "changes": changes}
    (folder / "a.jsonl").write_bytes(sealed({"c": [["history", "h", 1, record]], "t": 1, "w": "w"}))
    store = FolderStore(folder, lambda: 1, "w")
    assert store.records("a", "history")["h"] == record
    with pytest.raises(Overtaken):
        inverse(record, lambda *_: None)


@pytest.mark.parametrize("name", ["time", "id", "coder", "what", "undoes", "about", "article"])
@pytest.mark.parametrize("value", [[], {}, 5.5, True, HIGHEST * 4], ids=str)
def test_an_entry_of_another_shape_is_not_an_edit(name: str, value: object) -> None:
    good = {"id": "a", "time": 1, "coder": "w", "what": "x"}
    history = History([good, {**good, "id": "b", name: value}])
    assert [entry["id"] for entry in history.entries] == ["a"]
    assert history.add([{**good, "id": "c", name: value}])


def test_a_revision_that_cannot_go_up_is_refused_and_holds_up_no_other_change(tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(sealed({"c": [["annotations", "a", HIGHEST, RECORD]], "t": 1, "w": "w"}))
    store = RetryingStore(FolderStore(folder, lambda: 2, "w"))
    with pytest.raises(Refused):
        store.put([Put("a", "annotations", "a", {"note": "new"})])
    assert store.unsaved == 0
    store.put([Put("a", "annotations", "b", {"note": "new"})])
    assert FolderStore(folder, lambda: 3, "w").get("a", "annotations", "b")[0] == {"id": "b", "note": "new"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_checkpoint_with_a_number_that_json_does_not_have_is_not_taken_in(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        checkpoint.decode(b'{"annotations": {"1": {"id": "a", "score": ' + number.encode() + b"}}}")


@pytest.mark.parametrize("revision", ["0", "-1", str(HIGHEST + 1), '"2"', "1.5", "true"])
def test_a_checkpoint_with_a_revision_that_is_none_is_not_taken_in(revision: str) -> None:
    with pytest.raises(ValueError):
        checkpoint.decode(b'{"_scolie": {"2": {"deleted": [["annotations", "a", %s]]}}}' % revision.encode())


# -- records


def _put(workspace: Workspace, database: str, table: str, id_: str, **fields: object) -> None:
    record, _ = workspace.store.get(database, table, id_)
    workspace.store.put([Put(database, table, id_, {**(record or {}), **fields})])


SPANS = [5, [5], [[1]], [["a", "b"]], [[0.5, 1.5]], [[5, 2]], [[-1, 3]], [[0, 2**70]], [[True, 5]], [], None]


@pytest.mark.parametrize("spans", SPANS, ids=str)
def test_places_that_are_none_are_left_out(workspace: Workspace, spans: object) -> None:
    good = annotate(workspace, "port", [Span(0, 15)])
    _put(workspace, "port", "annotations", "bad", **{**good.to_record(), "spans": spans})
    assert [annotation.id for annotation in annotations_in(workspace, "port")] == [good.id]


@pytest.mark.parametrize("spans", SPANS, ids=str)
def test_a_decision_of_another_shape_stops_no_pass(workspace: Workspace, spans: object) -> None:
    tagging_pass = passes.start(workspace, ["mer"])
    passes.refuse(workspace, tagging_pass, "port", [Span(0, 15)])
    passes.skip(workspace, tagging_pass, "port", [Span(16, 40)])
    for table in ("decisions", "skipped"):
        for id_ in workspace.store.records("port", table):
            _put(workspace, "port", table, id_, spans=spans)
        _put(workspace, "port", table, "empty", note="n")
    count = pass_counts.count_in(workspace, tagging_pass, "port")
    assert (count.refused, count.skipped) == (0, 0)
    assert compare(workspace, tagging_pass, tagging_pass)[1] == []


def test_a_score_or_a_time_that_is_none_makes_no_annotation(workspace: Workspace) -> None:
    record = annotate(workspace, "port", [Span(0, 15)]).to_record()
    wrongs: list[dict[str, Any]] = [{"score": "x"}, {"score": []}, {"created": 2**70}, {"modified": 10**4000}]
    for wrong in wrongs:
        with pytest.raises(ValueError):
            Annotation.from_record({**record, **wrong})


def test_an_annotation_belongs_to_where_it_is_kept(workspace: Workspace) -> None:
    made = annotate(workspace, "port", [Span(0, 15)])
    _put(workspace, "port", "annotations", made.id, article="../../ete")
    (annotation,) = annotations_in(workspace, "port")
    assert (annotation.id, annotation.article) == (made.id, "port")


@pytest.mark.parametrize("text", [5, [], {}, None])
def test_a_memo_of_another_shape_can_be_written_anew(workspace: Workspace, text: object) -> None:
    _put(workspace, "_library", "memos", "library", subject="library", about="", text=text)
    assert memo(workspace, Subject.LIBRARY).text == ""
    assert write_memo(workspace, "said", Subject.LIBRARY).text == "said"
    _put(workspace, "_library", "journal", "e", date="2024-05-31", text=text)
    with pytest.raises(Problem):
        entry(workspace, "e")


@pytest.mark.parametrize("title", [5, [], {}, True])
def test_metadata_of_an_article_is_text(workspace: Workspace, title: object) -> None:
    _put(workspace, "_library", "articles", "port", title=title, status=title)
    assert workspace.article("port").title == "Le port rouvre. Les grutiers reviennent."


@pytest.mark.parametrize("database", ["../x", "", "a/b", ".x", "\ud800"])
def test_an_edit_of_what_is_outside_bars_no_older_one(workspace: Workspace, database: str) -> None:
    made = annotate(workspace, "port", [Span(0, 15)])
    record = Edit("evil", "highlight", "Ada", workspace.now() + 10**6, ()).to_record()
    _put(workspace, "port", "history", "evil", **{**record, "changes": [[database, "annotations", "a", "made"]]})
    _put(workspace, "port", "history", "other", **{**record, "id": "elsewhere", "changes": [["a", "b", "c", "made"]]})
    undo(workspace)
    assert workspace.store.get("port", "annotations", made.id)[0] is None


@pytest.mark.parametrize("field", ["sha256", "bytes", "path"])
@pytest.mark.parametrize("value", [5, [], {}, [[0.5]], None, True, "../../x", "\ud800"], ids=str)
def test_what_is_noted_of_a_file_stops_nothing(root: Path, field: str, value: object) -> None:
    workspace = open_library(root, "Ada")
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])
    _put(workspace, "_library", "articles", "port", **{field: value})
    workspace.store.close()
    (root / "seeds" / "port.txt").rename(root / "seeds" / "hafen.txt")
    again = open_library(root, "Ada")
    assert len(again.articles()) == 2
    annotate(again, again.articles()[0].id, [Span(2, 8)])


# -- names


@pytest.mark.parametrize("digest", ["../port", "/etc/passwd", "\ud800", "a" * 300, "", "a\x00b", "A" * 64])
def test_only_a_digest_names_a_kept_text(tmp_path: Path, digest: str) -> None:
    (tmp_path / "port.txt").write_text("x")
    texts = Texts(tmp_path / ".texts", Disk(), lambda *_: None)
    assert texts.get(digest) is None
    assert not texts.holds(digest)


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "inside" / "deep").mkdir(parents=True)
    (tmp_path / "secret").write_text("x")
    disk = Disk()
    disk.keep_to(str(tmp_path / "inside"))
    for name in ("../secret", "deep/../../secret", "..", "deep/.."):
        with pytest.raises(OSError):
            disk.bytes_of(f"{tmp_path}/inside/{name}")
    assert not is_name("\udcff")


# -- the history and the codebook


def test_each_of_many_coders_has_a_newest_edit_in_short_time() -> None:
    entries = [{"id": f"{n}", "time": n, "coder": f"c{n}", "what": "x"} for n in range(20_000)]
    before = process_time()
    assert len(undo_of(History(entries))) == 20_000
    assert process_time() - before < 10  # one look for each coder at everybody's edits took minutes


def test_a_long_chain_of_merges_is_followed_once() -> None:
    chain = [Tag(f"t{number:06}", f"p{number}", into=f"t{number + 1:06}") for number in range(50_000)]
    codebook = Codebook([*chain, Tag("t050000", "end")])
    assert codebook.path("t000000") == codebook.path("t030000") == "end"
    circle = Codebook(
        [Tag("b", "x", into="c"), Tag("c", "y", into="d"), Tag("d", "z", into="c"), Tag("a", "w", into="b")]
    )
    assert {circle.path(id_) for id_ in "abcd"} == {"y"}


def test_a_path_has_so_many_levels() -> None:
    assert len(parents("a/" * 100_000)) == LEVELS
    assert parents("a/b/c") == ["a", "a/b", "a/b/c"]


def test_a_path_of_very_many_levels_takes_short_time_to_spell() -> None:
    deep = "/".join(["A"] * 100_000)
    codebook = Codebook([Tag("d", deep), Tag("m", "Mer")])
    before = process_time()
    assert codebook.spelled(deep.lower()) == deep
    assert codebook.hold(deep).id == "d"
    assert codebook.spelled(f"mer/{deep}").startswith("Mer/")
    other = Tag("e", f"autre/{deep}")
    assert imported(codebook, [other], lambda: "aaaaaa").clashes[0].path == other.path
    assert process_time() - before < 10  # a look for each level at all that is above it took minutes


# -- backups


def _backup(folder: Path, day: str, how: int, *names: str, damage: bool = False) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name in names:
            archive.writestr(name, sealed(GOOD) * 50)
    data = bytearray(packed.getvalue())
    if damage:
        data[40:60] = bytes(20)
    (folder / ".backup").mkdir(exist_ok=True)
    (folder / ".backup" / f"{day}.zip").write_bytes(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_backup_that_was_made_to_harm_is_refused(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, lambda: 1, "w")
    _backup(tmp_path, "2026-01-01", zipfile.ZIP_DEFLATED, "a.jsonl", damage=True)
    _backup(tmp_path, "2026-01-02", zipfile.ZIP_LZMA, "a.jsonl")
    _backup(tmp_path, "2026-01-03", zipfile.ZIP_BZIP2, "a.jsonl")
    _backup(tmp_path, "2026-01-04", zipfile.ZIP_DEFLATED, "a.jsonl", "a.jsonl")
    assert len(store.backups()) == 4
    for day in store.backups():
        with pytest.raises(Problem, match="cannot be used"):
            store.backup(day)


def test_only_logs_of_the_store_are_part_of_a_backup(tmp_path: Path) -> None:
    _backup(
        tmp_path,
        "2026-01-01",
        zipfile.ZIP_DEFLATED,
        "a.jsonl",
        "../../b.jsonl",
        "/c.jsonl",
        "._a.jsonl",
        "d",
        "e\x1b.jsonl",
    )
    store = FolderStore(tmp_path, lambda: 1, "w")
    assert {database for database, _ in store.backup(date(2026, 1, 1))} == {"a"}


def test_a_file_beside_the_logs_spoils_no_backup(root: Path) -> None:
    folder = root / "annotations"
    folder.mkdir()
    (folder / "._port.jsonl").write_bytes(b"\0\5\x16\7\0\2\0\0Mac OS X")  # macOS leaves it on a stick
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.jsonl")).write_bytes(sealed(GOOD))
    workspace = open_library(root, "Ada")
    workspace.articles()
    made = annotate(workspace, "port", [Span(0, 15)])
    workspace.store.close()
    (day,) = open_library(root).store.backups()
    assert made.id in open_library(root).store.backup(day)["port", "annotations"]
