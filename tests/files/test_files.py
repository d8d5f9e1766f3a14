"""Files: plain ones read and nothing else, whole ones written or none, private ones for the user alone."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.files.atomic import DRAFT, write_atomically
from reader.files.plain import read_plain
from reader.files.private import make_private_folder, restrict_all
from reader.files.search_path import find_program, keep_absolute_entries
from reader.files.state import FileState


def _socket(path: Path) -> None:
    os.chdir(path.parent)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)


NOT_PLAIN: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "link": lambda path: path.symlink_to(path.parent / "plain"),
    "dangling link": lambda path: path.symlink_to("nowhere"),
    "loop": lambda path: path.symlink_to(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "socket": _socket,
}


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(params=[0, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> object:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("kind", NOT_PLAIN)
def test_only_a_plain_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").write_bytes(b"words")
    NOT_PLAIN[kind](tmp_path / "other")
    assert read_plain(tmp_path / "plain", 5, own=True) == b"words"
    with pytest.raises(OSError, match="other"):
        read_plain(tmp_path / "other", 5)
    if kind == "link":
        assert read_plain(tmp_path / "other", 5, follow=True) == b"words"
    else:
        with pytest.raises(OSError, match="other"):
            read_plain(tmp_path / "other", 5, follow=True)


def test_no_more_is_read_than_expected(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"words")
    with pytest.raises(OSError, match="too large"):
        read_plain(tmp_path / "plain", 4)
    with pytest.raises(OSError, match="too large"):
        read_plain("/proc/self/maps", 10)  # the system tells 0 as its size


def test_a_file_of_another_user_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").write_bytes(b"words")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert read_plain(tmp_path / "plain", 5) == b"words"
    with pytest.raises(PermissionError):
        read_plain(tmp_path / "plain", 5, own=True)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    gc.collect()  # what other tests left open is closed now, and not while this one counts
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(OSError, match="pipe"):
            read_plain(tmp_path / "pipe", 5)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("fails", ["write", "fsync", "replace", "fchmod"])
def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private: bool, fails: str
) -> None:
    path = tmp_path / "one"
    write_atomically(path, b"before", private=private)
    data = b"after"
    if fails == "write":
        data = b"x" * (1 << 20)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        try:
            with pytest.raises(OSError, match="too large"):
                write_atomically(path, data, private=private)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, old)
    else:

        def refuse(*_: object) -> None:
            raise OSError(5, "refused")

        monkeypatch.setattr(os, fails, refuse)
        with pytest.raises(OSError, match="refused"):
            write_atomically(path, data, private=private)
    assert path.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"target")
    (tmp_path / "one").symlink_to("target")
    write_atomically(tmp_path / "one", b"new", private=True)
    assert (tmp_path / "target").read_bytes() == b"target"
    assert not (tmp_path / "one").is_symlink()


@pytest.mark.parametrize("name", ["a" * 255, "é" * 127, ".hidden"])
def test_any_name_that_a_file_can_have_will_do(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, b"words")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert not name.endswith(DRAFT)


def test_a_private_file_is_for_the_user_alone(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "deep" / "deeper" / "one"
    write_atomically(path, b"words", private=True)
    assert [mode(each) for each in (path, path.parent, path.parent.parent)] == [0o600, 0o700, 0o700]
    path.chmod(0o666)
    path.parent.chmod(0o777)
    write_atomically(path, b"words", private=True)
    assert [mode(each) for each in (path, path.parent)] == [0o600, 0o700]


def test_another_file_has_the_usual_rights_or_those_it_had(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "one", b"words")
        assert mode(tmp_path / "one") == 0o640
        (tmp_path / "one").chmod(0o604)
        write_atomically(tmp_path / "one", b"words")
        assert mode(tmp_path / "one") == 0o604
    finally:
        os.umask(before)


def test_all_below_a_folder_is_restricted_and_no_link_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").touch()
    for path in (outside, outside / "file"):
        path.chmod(0o755)
    folder = tmp_path / "state"
    (folder / "a" / "b").mkdir(parents=True)
    for path in (folder / "one", folder / "a" / "b" / "two"):
        path.touch(0o666)
    (folder / "link").symlink_to(outside)
    (folder / "a" / "link").symlink_to(outside / "file")
    os.mkfifo(folder / "pipe")
    restrict_all(folder)
    assert {mode(folder), mode(folder / "a"), mode(folder / "a" / "b")} == {0o700}
    assert {mode(folder / "one"), mode(folder / "a" / "b" / "two")} == {0o600}
    assert {mode(outside), mode(outside / "file")} == {0o755}
    restrict_all(tmp_path / "none")


def test_a_folder_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OSError, match="file"):
            make_private_folder(path)


def test_a_state_is_returned_or_none(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"words")
    state = FileState.of(tmp_path / "one")
    assert state is not None
    assert (state.size, FileState.from_json(list(state)), FileState.from_json(None)) == (5, state, None)
    assert FileState.of(tmp_path / "none") is FileState.of("a\0b") is None
    others: list[object] = ["x", [1], [1, 2, 3], [1.0, 2], [True, 1], {}, 5, False]
    for value in others:
        with pytest.raises(ValueError, match="state"):
            FileState.from_json(value)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("/bin:.:/usr/bin", "/bin:/usr/bin"), (":/bin:", "/bin"), ("", None), (".", None), ("a/b:/bin", "/bin")],
)
def test_programs_come_from_absolute_folders(tmp_path: Path, written: str, kept: str | None) -> None:
    environment = {"PATH": written, "LD_LIBRARY_PATH": written}
    keep_absolute_entries(environment)
    assert [environment.get(name) for name in ("PATH", "LD_LIBRARY_PATH")] == [kept, kept]


def test_a_program_is_found_by_its_whole_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "bin" / "one"
    program.parent.mkdir()
    program.touch(0o755)
    assert find_program("one", {"PATH": f"bin:{tmp_path}/bin"}) == str(program)
    assert find_program("one", {"PATH": "bin:."}) is None
    program.chmod(0o644)
    assert find_program("one", {"PATH": f"{tmp_path}/bin"}) is None
