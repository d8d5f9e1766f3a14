"""Several programs in one folder, and what git does to it."""

from __future__ import annotations

import contextlib
import errno
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.disk import Disk
from reader.store.interface import LIBRARY, ChangeEvent, Stale
from reader.store.log_line import LoggedChange, LogLine, decode, encode
from reader.store.log_prefix import MARK
from reader.store.migration import SCHEMA
from reader.store.tables import Tables
from reader.text.problem import Problem
from tests.store.making import TABLE, change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath


def test_opening_and_looking_makes_no_folder(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    assert notes(store) == {}
    assert store.refresh() == []
    assert store.findings() == []
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_another_programs_changes_are_reported_once(tmp_path: Path) -> None:
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    heard: list[ChangeEvent] = []
    mine.subscribe(heard.extend)
    assert notes(mine) == {}
    other.put([change("x", "a")])
    other.put([change("y", "b", database="unopened")])
    mine.refresh()
    mine.refresh()
    assert {(change.database, change.id) for change in heard} == {("article", "x"), ("unopened", "y")}
    assert len(heard) == 2
    assert notes(mine) == {"x": "a"}


def test_a_change_that_an_opening_brings_in_is_reported_all_the_same(tmp_path: Path) -> None:
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    other.put([change("first", "a")])
    mine.refresh()
    heard: list[ChangeEvent] = []
    mine.subscribe(heard.extend)
    other.put([change("x", "a", database="late"), change("tag", "b", database=LIBRARY)])
    assert notes(mine, "late") == {"x": "a"}  # opens the database, and reads the commit line in the library's
    mine.refresh()
    assert {(change.database, change.id) for change in heard} == {("late", "x"), (LIBRARY, "tag")}


def test_only_the_tail_is_read(tmp_path: Path) -> None:
    class Counting(Disk):
        offsets: list[int]

        def read(self, fd: int, size: int, offset: int) -> bytes:
            self.offsets.append(offset)
            return super().read(fd, size, offset)

    disk = Counting()
    disk.offsets = []
    mine, other = folder_store(tmp_path, disk=disk), folder_store(tmp_path)
    other.put([change("x", "a")])
    mine.refresh()
    size = log_of(tmp_path).stat().st_size
    other.put([change("x", "b")])
    disk.offsets.clear()
    mine.refresh()
    assert min(disk.offsets) >= size - MARK
    disk.offsets.clear()
    mine.refresh()
    assert disk.offsets == []


def test_a_writer_that_did_not_look_first_is_stale(tmp_path: Path) -> None:
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    mine.put([change("x", "a")])
    other.put([change("x", "b")])
    heard: list[ChangeEvent] = []
    mine.subscribe(heard.extend)
    with pytest.raises(Stale):
        mine.put([change("x", "c", base=1)])
    assert [change.record for change in heard] == [{"id": "x", "note": "b"}], (
        "the change that made it stale is published"
    )
    mine.put([change("x", "c", base=2)])


def test_a_part_of_a_transaction_counts_for_a_writer_who_has_not_seen_its_commit(tmp_path: Path) -> None:
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    mine.put([change("x", "a")])
    other.put([change("x", "b"), change("y", "b", database="other")])
    with pytest.raises(Stale):
        mine.put([change("x", "c", base=1)])
    assert notes(mine) == {"x": "b"}


def test_a_store_opened_before_the_folder_was_made_sees_a_transaction(tmp_path: Path) -> None:
    early = folder_store(tmp_path)
    folder_store(tmp_path).put([change("x", 1), change("y", 2, database="other")])
    assert notes(early) == {"x": 1}


def test_a_transaction_without_its_commit_line_counts_nowhere(tmp_path: Path) -> None:
    class Dies(Disk):
        armed = False

        def open(self, path: StrPath, flags: int) -> int:
            if self.armed and Path(path).name == f"{LIBRARY}.jsonl":
                raise OSError(errno.EIO, "the machine stopped")
            return super().open(path, flags)

    disk = Dies()
    store = folder_store(tmp_path, disk=disk)
    store.put([change("x", "before")])
    disk.armed = True
    with contextlib.suppress(Problem):
        store.put([change("x", "after"), change("y", "after", database="other")])
    assert b"after" in log_of(tmp_path).read_bytes()
    for _ in range(2):
        again = folder_store(tmp_path)
        assert notes(again) == {"x": "before"}
        assert notes(again, "other") == {}
        again.put([change("z", "later")])
        again.put([change("z", None)])


def test_a_change_over_a_thousand_articles_is_one(tmp_path: Path) -> None:
    names = [f"article-{number}" for number in range(1_000)]
    folder_store(tmp_path).put([change("x", "a", database=name) for name in names])
    store = folder_store(tmp_path)
    assert all(notes(store, name) == {"x": "a"} for name in names)
    assert (log_of(tmp_path, LIBRARY)).read_bytes().count(b"\n") == 1


def test_a_torn_tail_is_reported_set_aside_and_does_not_count(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "a")])
    log = log_of(tmp_path)
    whole = log.read_bytes()
    for cut in range(1, 60, 7):
        shutil.rmtree(tmp_path / "annotations" / "quarantine", ignore_errors=True)
        shutil.rmtree(tmp_path / "annotations" / ".backup")
        torn = encode(LogLine((LoggedChange(TABLE, "y", 1, {"id": "y", "note": "never acknowledged"}),), 5, "dead"))[
            :cut
        ]
        log.write_bytes(whole + torn)
        store = folder_store(tmp_path)
        assert notes(store) == {"x": "a"}
        assert any("unfinished" in finding.what for finding in store.findings())
        store.put([change("z", cut)])
        assert notes(folder_store(tmp_path)) == {"x": "a", "z": cut}
        assert torn in [path.read_bytes() for path in (tmp_path / "annotations" / "quarantine").iterdir()]


def test_a_last_line_without_its_end_counts_and_is_ended(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "a")])
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes()[:-1])
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}
    store.put([change("y", "b")])
    assert notes(folder_store(tmp_path)) == {"x": "a", "y": "b"}


def test_a_damaged_line_is_reported_and_kept_and_brought_back(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    for count in range(5):
        store.put([change(f"x{count}", "a")])
    log = log_of(tmp_path)
    lines = log.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b'"a"', b'"b"')
    log.write_bytes(b"\n".join(lines))
    again = folder_store(tmp_path)
    assert notes(again) == {f"x{count}": "a" for count in range(5)}
    assert any("quarantine" in finding.what for finding in again.findings())
    assert lines[2] in [path.read_bytes() for path in (tmp_path / "annotations" / "quarantine").iterdir()]


def test_the_union_of_two_branches_has_both_and_says_what_met(tmp_path: Path) -> None:
    base = tmp_path / "base"
    folder_store(base).put([change("x", "common"), change("both", "old")])
    for name in ("ours", "theirs"):
        shutil.copytree(base, tmp_path / name)
        folder_store(tmp_path / name).put([change(name, "new"), change("both", name)])
    common = log_of(base).read_bytes()
    tails = [log_of(tmp_path / name).read_bytes()[len(common) :] for name in ("ours", "theirs")]
    found = []
    for order in (tails, tails[::-1]):
        log_of(base).write_bytes(common + b"".join(order))
        merged = folder_store(base)
        found.append(notes(merged))
        assert any("2 versions" in finding.what for finding in merged.findings())
    assert found[0] == found[1]
    assert set(found[0]) == {"x", "both", "ours", "theirs"}
    assert found[0]["both"] in ("ours", "theirs")


@pytest.mark.parametrize("git", [False, True])
@pytest.mark.parametrize("keep_inode", [False, True])
def test_a_log_replaced_under_a_running_store_is_read_anew(tmp_path: Path, keep_inode: bool, git: bool) -> None:
    store = folder_store(tmp_path, git=git)
    store.put([change("x", "kept")])
    log = log_of(tmp_path)
    elsewhere = log.read_bytes()
    store.put([change("y", "of this branch")])
    elsewhere += encode(
        LogLine((LoggedChange(TABLE, "z", 1, {"id": "z", "note": "of the other branch, and longer"}),), 9, "w")
    )
    heard: list[ChangeEvent] = []
    store.subscribe(heard.extend)
    if not keep_inode:
        log.unlink()
    log.write_bytes(elsewhere)
    store.refresh()
    # What git did was meant; else the line that was saved here has been lost.
    ours = {} if git else {"y": "of this branch"}
    assert notes(store) == {"x": "kept", "z": "of the other branch, and longer", **ours}
    assert {change.id: change.record and change.record["note"] for change in heard} == {
        "y": None,
        "z": "of the other branch, and longer",
        **ours,
    }
    assert store.findings()
    store.put([change("w", "after")])
    assert set(notes(folder_store(tmp_path))) == {"x", "z", "w", *ours}


@pytest.mark.parametrize("how", ["missing", "empty"])
@pytest.mark.parametrize("running", [False, True])
def test_a_lost_log_beside_a_checkpoint_is_damage_and_healed(tmp_path: Path, how: str, running: bool) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a"), change("y", "b")])
    store.close()
    if not running:
        store = folder_store(tmp_path)
    log = log_of(tmp_path)
    log.unlink() if how == "missing" else log.write_bytes(b"")
    store.put([change("z", "c")])
    store.close()
    again = folder_store(tmp_path)
    assert notes(again) == {"x": "a", "y": "b", "z": "c"}
    assert any(finding.where == "article.jsonl" for finding in store.findings())


def test_a_newer_schema_is_only_read(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    newer = LogLine((LoggedChange("_meta", "schema", 2, {"id": "schema", "version": SCHEMA + 1}),), 9, "newer")
    with log_of(tmp_path).open("ab") as log:
        log.write(encode(newer))
    old = folder_store(tmp_path)
    assert notes(old) == {"x": "a"}
    assert old.read_only
    with pytest.raises(Problem):
        old.put([change("x", "b")])
    with pytest.raises(Problem):
        old.keep_text("Un texte.")


Drawn = tuple[str, int, dict[str, str] | None]
_contents = st.none() | st.sampled_from([{"id": "x", "note": "a"}, {"id": "x", "note": "b"}, {"id": "x", "note": "c"}])
_lines = st.lists(st.tuples(st.sampled_from("xy"), st.integers(1, 3), _contents), max_size=8)


@given(_lines, st.randoms(use_true_random=False))
def test_lines_may_be_read_in_any_order_and_twice(
    drawn: list[tuple[str, int, dict[str, str] | None]], rng: random.Random
) -> None:
    lines = [
        LogLine((LoggedChange(TABLE, id_, revision, content),), time, f"w{time}")
        for time, (id_, revision, content) in enumerate(drawn)
    ]
    shuffled = [*lines, *lines]
    rng.shuffle(shuffled)
    one, two = Tables(), Tables()
    for line in lines:
        one.replay(line)
    for line in shuffled:
        two.replay(line)
    for id_ in "xy":
        a, b = one.rows.get(TABLE, {}).get(id_), two.rows.get(TABLE, {}).get(id_)
        assert (a and (a.revision, a.record)) == (b and (b.revision, b.record))
        assert len(a.rivals if a else ()) == len(b.rivals if b else ())


@given(
    st.lists(st.tuples(st.text(), st.text() | st.none() | st.integers()), max_size=3), st.none() | st.text(min_size=1)
)
def test_a_line_comes_back_and_no_flipped_bit_goes_unseen(pairs: list[tuple[str, object]], part_of: str | None) -> None:
    line = LogLine(
        tuple(LoggedChange(TABLE, id_, 1, {"id": id_, "note": note}) for id_, note in pairs), 7, "w", part_of
    )
    data = encode(line)
    assert decode(data) == line
    assert data.count(b"\n") == 1
    for at in range(0, len(data) - 1, 3):
        with pytest.raises(ValueError):
            decode(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_another_file_of_the_same_lengths_is_not_taken_for_the_one_that_grew(tmp_path: Path) -> None:
    store = folder_store(tmp_path, git=True)
    store.put([change("c", "a")])
    store.put([change("x", "1")])
    log = log_of(tmp_path)
    kept, replaced = log.read_bytes().splitlines(keepends=True)
    line = decode(replaced.strip())
    others = [encode(line._replace(changes=(LoggedChange(TABLE, id_, 1, {"id": id_, "note": "1"}),))) for id_ in "yz"]
    assert len(others[0]) == len(replaced)
    log.write_bytes(kept + b"".join(others))  # the same inode, as a file system may give it to a new file
    store.refresh()
    assert notes(store) == {"c": "a", "y": "1", "z": "1"}


def test_a_log_replaced_by_a_damaged_one_under_a_running_program_is_healed(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    for number in range(5):
        store.put([change(f"x{number}", "a")])
    store.close()
    store = folder_store(tmp_path)
    whole = notes(store)
    damaged = log_of(tmp_path).with_name("damaged")
    damaged.write_bytes(log_of(tmp_path).read_bytes().replace(b'"x2","note":"a"', b'"x2","note":"b"'))
    damaged.replace(log_of(tmp_path))
    store.refresh()
    assert notes(store) == whole
    store.close()
    assert notes(folder_store(tmp_path)) == whole


def test_a_log_replaced_in_the_middle_of_a_write_is_not_acknowledged(tmp_path: Path) -> None:
    class Replacing(Disk):
        """Puts another file in the log's place (a checkout, say) just before it is made durable."""

        armed = False

        def fsync(self, fd: int) -> None:
            super().fsync(fd)
            if self.armed:
                self.armed = False
                shutil.copy(tmp_path / "other", tmp_path / "draft")
                (tmp_path / "draft").replace(log_of(tmp_path))

    disk = Replacing()
    store = folder_store(tmp_path, disk=disk)
    store.put([change("x", "a")])
    shutil.copy(log_of(tmp_path), tmp_path / "other")
    store.put([change("x", "b")])
    disk.armed = True
    with pytest.raises(Problem):
        store.put([change("y", "c")])
    store.put([change("z", "d")])
    assert notes(store) == notes(folder_store(tmp_path)) == {"x": "b", "z": "d"}
