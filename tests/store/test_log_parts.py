"""The parts of a log: its file, what was read of it, and what its lines add up to."""

from __future__ import annotations

import errno
import os
import random
import zlib
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.compaction import compacted
from reader.store.disk import Disk
from reader.store.interface import Record
from reader.store.log_file import LogFile
from reader.store.log_line import LoggedChange, LogLine, Parent, checksum_of, decode, encode
from reader.store.log_prefix import MARK, REMEMBERED, LogPrefix
from reader.store.plain_file import NoPlainFile
from reader.store.replay import Replay
from reader.store.tables import Tables

LINE = LogLine((LoggedChange("annotations", "x", 1, {"id": "x"}),), 7, "w")


def part_of(transaction: str, id_: str) -> LogLine:
    return LogLine((LoggedChange("annotations", id_, 1, {"id": id_}),), 7, "w", transaction)


# -- what was read


@given(st.lists(st.binary(max_size=3 * MARK)))
def test_the_prefix_is_the_same_however_its_bytes_came(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    prefix = LogPrefix()
    for piece in pieces:
        prefix.advance(piece)
    assert (prefix.size, prefix.mark) == (len(data), data[-MARK:])
    assert prefix.checksum_of(len(data)) == zlib.crc32(data)
    assert prefix.checksum_with(b"tail") == zlib.crc32(data + b"tail")


def test_only_a_sound_first_line_has_a_checksum() -> None:
    line = encode(LINE)
    sound, damaged = LogPrefix(), LogPrefix()
    sound.advance(line + line)
    damaged.advance(b"[" + line[1:] + line)
    assert sound.first_line == zlib.crc32(line.rstrip())
    assert damaged.first_line is None
    sound.reset()
    assert (sound.size, sound.mark) == (0, b"")
    assert not sound.first_line


def test_a_few_checksums_are_remembered_and_the_oldest_forgotten() -> None:
    prefix = LogPrefix()
    for size in range(1, REMEMBERED + 2):
        prefix.remember(size, 10 * size)
    assert prefix.checksum_of(1) is None
    assert [prefix.checksum_of(size) for size in range(2, REMEMBERED + 2)] == [
        10 * size for size in range(2, REMEMBERED + 2)
    ]


# -- what the lines add up to


def test_a_part_waits_for_its_commit_line_and_counts_once() -> None:
    committed: set[str] = set()
    replay = Replay(committed.__contains__)
    assert replay.take(part_of("t", "x")) == []
    assert replay.take(part_of("u", "y")) == []
    assert replay.settle() == []
    assert set(replay.waiting) == {"t", "u"}
    committed.add("t")
    assert [change.id for change in replay.settle()] == ["x"]
    assert (replay.settle(), set(replay.waiting)) == ([], {"u"})
    assert replay.transactions == {"t", "u"}
    assert list(replay.tables.live("annotations")) == ["x"]


def test_a_restart_forgets_the_records_and_keeps_the_newest_schema() -> None:
    replay = Replay(lambda _transaction: True)
    replay.take(LINE._replace(schema=9))
    before = replay.tables
    replay.restart()
    assert (replay.tables.rows, replay.transactions, replay.waiting) == ({}, set(), {})
    assert replay.tables is not before
    assert replay.schema == 9


_versions = st.tuples(st.sampled_from("xyz"), st.integers(1, 3), st.none() | st.sampled_from("abc"), st.integers(0, 2))
_parts = st.none() | st.sampled_from(["committed", "waits"])


@given(st.lists(st.tuples(st.lists(_versions, max_size=3), _parts)))
def test_a_compacted_log_adds_up_to_the_same(
    drawn: list[tuple[list[tuple[str, int, str | None, int]], str | None]],
) -> None:
    replay, again = Replay("committed".__eq__), Replay("committed".__eq__)
    for versions, transaction in drawn:
        changes = [
            LoggedChange("annotations", id_, revision, {"id": id_, "note": note} if note else None)
            for id_, revision, note, _ in versions
        ]
        rank = max((time for *_, time in versions), default=0)
        replay.take(LogLine(tuple(changes), rank, f"w{rank}", transaction))
    for line in compacted(replay, with_commits=True):
        assert decode(encode(line)) == line
        again.take(line)
    assert states(again.tables) == states(replay.tables)
    assert again.tables.contested == replay.tables.contested
    assert again.tables.numbers == replay.tables.numbers
    assert again.transactions == replay.transactions
    assert [line.changes for lines in again.waiting.values() for line in lines if line.changes] == [
        line.changes for lines in replay.waiting.values() for line in lines if line.changes
    ]


# -- branches


def branch(writer: str, *notes: str | None, after: LogLine) -> list[LogLine]:
    """Return the lines of a writer that changes a record again and again, from the version of the line ``after``."""
    lines = [after]
    for number, note in enumerate(notes, start=1):
        (before,) = lines[-1].changes
        parent = Parent(before.revision, lines[-1].time, lines[-1].writer, checksum_of(before.record))
        record = None if note is None else {"id": "x", "note": note}
        changed = LoggedChange("annotations", "x", before.revision + 1, record)
        lines.append(LogLine((changed,), after.time + number, writer, parents=((parent,),)))
    return lines[1:]


def versions(lines: Iterable[LogLine]) -> tuple[Record | None, list[Record | None]]:
    """Return what lines show of the record, and its rivals."""
    tables = Tables()
    for line in lines:
        tables.replay(line)
    row = tables.rows["annotations"]["x"]
    assert bool(row.rivals) == (("annotations", "x") in tables.contested)
    return row.record, sorted((record for _rank, record in row.rivals), key=repr)


BRANCHES = [
    (["a"], ["b"]),
    (["a", "b"], ["c"]),
    (["a", "b", "c", "d"], ["e"]),
    (["a", None], ["b"]),
    (["a", "b"], [None]),
]


@pytest.mark.parametrize(("hers", "his"), [*BRANCHES, *(branches[::-1] for branches in BRANCHES)])
@given(numbers=st.randoms(use_true_random=False))
def test_the_last_version_of_each_branch_stays_however_long_the_other_is(
    numbers: random.Random, hers: list[str | None], his: list[str | None]
) -> None:
    lines = [LINE, *branch("she", *hers, after=LINE), *branch("he", *his, after=LINE)]
    lines += numbers.sample(lines, numbers.randrange(len(lines)))  # git may bring lines twice
    numbers.shuffle(lines)
    shown, rivals = versions(map(decode, map(encode, lines)))
    found = {None if record is None else record["note"] for record in (shown, *rivals)}
    assert found == {hers[-1], his[-1]}
    assert len(rivals) == 1


def test_a_change_that_saw_both_branches_settles_them() -> None:
    hers, his = branch("she", "a", "b", after=LINE), branch("he", "c", after=LINE)
    ends = [
        Parent(line.changes[0].revision, line.time, line.writer, checksum_of(line.changes[0].record))
        for line in (hers[-1], his[-1])
    ]
    settled = LogLine(
        (LoggedChange("annotations", "x", 4, {"id": "x", "note": "d"}),), 99, "she", parents=(tuple(ends),)
    )
    for lines in permutations([LINE, *hers, *his, settled]):
        assert versions(lines) == ({"id": "x", "note": "d"}, [])


def test_two_writers_who_make_the_same_content_are_no_rivals() -> None:
    hers, his = branch("she", "a", "b", after=LINE), branch("he", "a", after=LINE)
    for lines in permutations([LINE, *hers, *his]):
        assert versions(lines) == ({"id": "x", "note": "b"}, [])


def test_a_line_that_does_not_say_what_it_replaces_replaces_all_below_it() -> None:
    hers = [line._replace(parents=None) for line in branch("she", "a", "b", after=LINE)]
    for lines in permutations([LINE, *hers, *branch("he", "c", after=LINE)]):
        assert versions(lines) == ({"id": "x", "note": "b"}, [])


@pytest.mark.parametrize(
    "parents", ["1", "[1]", "[[1]]", "[[[1,2,3,4]]]", '[[[1,2,"w"]]]', '[[["1",2,"w",3]]]', '[[[1,2,"w",3.5]]]']
)
def test_a_line_with_malformed_parents_is_refused(parents: str) -> None:
    data = b'{"c":[],"t":1,"w":"w","p":%s' % parents.encode()
    with pytest.raises(ValueError, match="line"):
        decode(data + b',"~":"%08x"}' % zlib.crc32(data))


def states(tables: Tables) -> dict[str, object]:
    """Return all that is known of each record; of rivals, whatever their order."""
    rows = tables.rows.get("annotations", {})
    return {id_: (row.revision, row.rank, row.record, sorted(row.rivals, key=repr)) for id_, row in rows.items()}


# -- the file


def test_what_is_appended_can_be_read_and_leaves_no_file_open(tmp_path: Path) -> None:
    file = LogFile(str(tmp_path / "one.jsonl"), Disk())
    assert (file.size, file.was_seen) == (0, False)
    assert file.open_to_write(is_new=True) == 0
    file.append(b"one\n", 0)
    file.append(b"two\n", 4)
    assert (file.size, file.was_seen) == (8, True)
    file.close()
    assert file.read(4, 99) == b"two\n"
    assert file.modified == (tmp_path / "one.jsonl").stat().st_mtime_ns


def test_another_file_in_its_place_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_bytes(b"one\n")
    file = LogFile(str(path), Disk())
    assert not file.is_another(file.state())
    file.read(0, 4)
    (tmp_path / "other").write_bytes(b"two\n")
    (tmp_path / "other").replace(path)
    assert file.is_another(file.state())
    file.forget()
    assert not file.is_another(file.state())


def test_a_file_replaced_while_it_is_written_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"

    class Replacing(Disk):
        def fsync(self, fd: int) -> None:
            super().fsync(fd)
            (tmp_path / "other").write_bytes(b"")
            (tmp_path / "other").replace(path)

    path.touch()
    file = LogFile(str(path), Replacing())
    file.open_to_write(is_new=False)
    with pytest.raises(OSError, match="replaced"):
        file.append(b"one\n", 0)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_refused_append_is_cut_back(tmp_path: Path, call: str) -> None:
    class Refusing(Disk):
        refuses = False

        def write(self, fd: int, data: bytes) -> int:
            if self.refuses and call == "write":
                os.write(fd, data[:1])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(fd, data)

        def fsync(self, fd: int) -> None:
            if self.refuses and call == "fsync":
                self.refuses = False
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().fsync(fd)

    disk = Refusing()
    file = LogFile(str(tmp_path / "one.jsonl"), disk)
    file.open_to_write(is_new=True)
    file.append(b"one\n", 0)
    disk.refuses = True
    with pytest.raises(OSError):
        file.append(b"two\n", 4)
    assert (tmp_path / "one.jsonl").read_bytes() == b"one\n"
    # After a failed fsync no later one of this file proves anything.
    assert file.suspect == (call == "fsync")
    disk.refuses = False
    file.replace(b"one\ntwo\n")
    assert not file.suspect
    assert file.read(0, 8) == b"one\ntwo\n"


def test_what_is_not_a_plain_file_has_no_state(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").mkdir()
    with pytest.raises(NoPlainFile):
        LogFile(str(tmp_path / "one.jsonl"), Disk()).state()
