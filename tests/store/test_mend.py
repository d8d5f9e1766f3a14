"""What `check` says of a damaged store, and what mending it does: no byte is destroyed."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest

from reader.store.checkpoint import decode
from reader.store.folder import FolderStore
from reader.store.lock import Lock
from reader.store.log_line import LoggedChange, LogLine, encode
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes


def damaged(root: Path) -> bytes:
    """Make a store whose deletion of ``gone`` is damaged; return the damaged line."""
    store = folder_store(root)
    store.put([change("x", "a"), change("gone", "b")])
    store.put([change("gone", None)])
    store.close()
    log = log_of(root)
    lines = log.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b"null", b"nulL")
    log.write_bytes(b"\n".join(lines))
    return lines[1]


def test_a_damaged_deletion_does_not_bring_back_what_was_deleted(tmp_path: Path) -> None:
    damaged(tmp_path)
    assert notes(folder_store(tmp_path)) == {"x": "a"}


def test_healing_is_reported_once(tmp_path: Path) -> None:
    damaged(tmp_path)
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}
    store.refresh()
    assert len([finding for finding in store.findings() if "brought back" in finding.mend]) == 1


def test_healing_is_not_forgotten(tmp_path: Path) -> None:
    line = damaged(tmp_path)
    folder_store(tmp_path).close()
    later = folder_store(tmp_path)
    assert [finding for finding in later.findings() if "quarantine/" in finding.what]
    later.mend()
    later.close()
    kept = [path.read_bytes() for path in (tmp_path / "annotations" / "quarantine").iterdir()]
    assert line in kept
    again = folder_store(tmp_path)
    findings = again.findings()
    assert all(finding.where.startswith("quarantine/") for finding in findings), findings
    assert notes(again) == {"x": "a"}


def test_mending_keeps_every_sound_line_as_it_was(tmp_path: Path) -> None:
    line = damaged(tmp_path)
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}  # opened, and healed
    before = [each for each in log_of(tmp_path).read_bytes().split(b"\n") if each and each != line]
    assert store.mend()
    after = log_of(tmp_path).read_bytes().split(b"\n")
    assert [each for each in after if each] == before


def test_a_sound_store_has_nothing_to_mend(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    store.close()
    again = folder_store(tmp_path)
    before = log_of(tmp_path).read_bytes()
    assert again.mend() == []
    assert again.findings() == []
    assert log_of(tmp_path).read_bytes() == before


def test_a_damaged_text_is_brought_back_from_the_backup(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    digest = store.keep_text("Un texte.")
    store.put([change("x", "a")])
    store.close()
    path = tmp_path / "annotations" / ".texts" / f"{digest}.txt"
    path.write_bytes(b"Un texto.")
    again = folder_store(tmp_path)
    assert again.text(digest) is None
    assert [finding.where for finding in again.findings()] == [f".texts/{path.name}"]
    assert again.mend()
    assert again.text(digest) == "Un texte."


@pytest.mark.parametrize("kind", ["file", "missing"])
def test_reading_goes_on_where_the_folder_is_none(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / "annotations").write_text("a note")
    store = folder_store(tmp_path)
    assert notes(store) == {}
    assert store.databases() == []
    assert store.findings() == []
    assert (store.read_only is None) == (kind == "missing")
    assert store.get("article", TABLE, "x") == (None, 0)


def test_what_cannot_be_read_hides_nothing_else(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a"), change("x", "a", database="other")])
    store.close()
    (tmp_path / "annotations" / "folder.jsonl").mkdir()
    log = log_of(tmp_path, "other")
    log.write_bytes(log.read_bytes().replace(b'"a"', b'"b"'))
    store = folder_store(tmp_path)
    store.refresh()
    assert {"folder.jsonl", "other.jsonl"} <= {finding.where for finding in store.findings()}
    assert notes(store, "other") == {"x": "a"}


@pytest.mark.parametrize("how", ["missing", "a folder", "damaged"])
def test_a_text_that_is_no_longer_there_is_reported_and_brought_back(tmp_path: Path, how: str) -> None:
    store = folder_store(tmp_path)
    digest = store.keep_text("Un texte.")
    store.put([change("x", "a")])
    store.close()
    path = tmp_path / "annotations" / ".texts" / f"{digest}.txt"
    path.unlink()
    if how == "a folder":
        path = path.with_name("somebody's.txt")
        path.mkdir()
    if how == "damaged":
        path.write_bytes(b"\xff")
    store = folder_store(tmp_path)
    assert path.name in {finding.where.removeprefix(".texts/") for finding in store.findings()}
    assert store.mend()
    assert store.text(digest) == "Un texte."


def test_a_text_damaged_in_both_places_is_left_as_it_is(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    digest = store.keep_text("Un texte.")
    store.put([change("x", "a")])
    store.close()
    copies = list(tmp_path.rglob(f"{digest}.txt"))
    assert len(copies) == 2
    for path in copies:
        path.write_bytes(b"\xff")
    store = folder_store(tmp_path)
    assert store.mend() == []
    assert [finding.where for finding in store.findings()] == [f".texts/{digest}.txt"]


def test_a_change_whose_other_half_git_did_not_bring_is_reported(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a"), change("y", "b", database="other")])
    store.close()
    clone = tmp_path / "clone" / "annotations"
    clone.mkdir(parents=True)
    shutil.copy(log_of(tmp_path), clone)
    findings = folder_store(clone.parent).findings()
    assert [finding.where for finding in findings] == ["article.jsonl"]
    assert "_library.jsonl" in findings[0].mend


def test_a_record_under_the_name_of_another_is_reported(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "a")])
    log = log_of(tmp_path)
    log.write_bytes(
        log.read_bytes() + encode(LogLine((LoggedChange(TABLE, "y", 1, {"id": "x", "note": "b"}),), 9, "hand"))
    )
    assert [finding for finding in folder_store(tmp_path).findings() if "y" in finding.what]


@pytest.mark.parametrize("how", ["heal", "mend"])
def test_what_somebody_else_holds_is_not_healed_now_and_that_is_reported(tmp_path: Path, how: str) -> None:
    damaged(tmp_path)
    holder = Lock(str(tmp_path / "annotations" / ".locks" / "article.lock"))
    store = FolderStore(tmp_path / "annotations", Clock(), "me", patience=0.01)
    if how == "mend":
        assert notes(store)
    assert holder.acquire(0)
    try:
        if how == "mend":
            store.mend()
        assert notes(store)
        assert any("could not be healed" in finding.what for finding in store.findings())
    finally:
        holder.release()
        holder.close()


@pytest.mark.parametrize("levels", [50, 400, 900, 5_000, 100_000])
def test_a_line_too_deep_to_be_read_is_damaged(tmp_path: Path, levels: int) -> None:
    """What one Python still reads, another does not, and what is read must be copied."""
    folder_store(tmp_path).put([change("x", "a")])
    nested = b"[" * levels + b"]" * levels
    deep = b'{"c":[["annotations","y",1,{"id":"y","note":%s}]],"t":9,"w":"hand"' % nested
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes() + deep + b',"~":"%08x"}\n' % zlib.crc32(deep))
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}
    assert any("Damaged lines" in finding.what for finding in store.findings())


@pytest.mark.parametrize("levels", [50, 400, 900, 5_000, 100_000])
def test_a_checkpoint_too_deep_to_be_read_is_not_used(tmp_path: Path, levels: int) -> None:
    nested = b"[" * levels + b"]" * levels
    with pytest.raises(ValueError, match=r"checkpoint|nested"):
        decode(b'{"annotations": {"1": {"id": "y", "rev": 1, "note": %s}}}' % nested)
