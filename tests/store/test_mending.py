"""What `check` says of a damaged store, and what mending it does: no byte is destroyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.making import TABLE, change, folder_store, log_of, notes


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
    found = again.findings()
    assert all(finding.where.startswith("quarantine/") for finding in found), found
    assert notes(again) == {"x": "a"}


def test_mending_keeps_every_sound_line_as_it_was(tmp_path: Path) -> None:
    line = damaged(tmp_path)
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}  # opened, and healed
    before = [one for one in log_of(tmp_path).read_bytes().split(b"\n") if one and one != line]
    assert store.mend()
    after = log_of(tmp_path).read_bytes().split(b"\n")
    assert [one for one in after if one] == before


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
