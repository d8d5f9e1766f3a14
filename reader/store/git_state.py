"""Whether git put a file where it is: a log that is shorter than it was is damage, unless somebody checked it out.

A guess from the bytes would be wrong one way or the other, so git is asked; that happens only when a log lacks what this
machine has seen in it.

A repository can name programs for git to run (`core.fsmonitor`, `gpg.program`, `remote.*.uploadpack`, hooks, filters …),
and a library may come from anybody. So git never sees the repository. It gets an empty one of our own, in a temporary
folder, with the library's index and objects, which are data, and with ids of commits that are read here.

What cannot be read here vouches for nothing, so the log counts as damaged and is healed: refs in the reftable format, and
the trees that a partial clone has left out. Both matter only for a log that is missing; the index is enough for the others.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.files.plain import read_plain
from reader.files.search_path import find_program

SECONDS = 5
"""How long git may take to answer."""
AT_WORK = 600
"""Seconds that git may hold its index before it puts a file in place; an older lock was left by a git that died."""
_SMALL = 4096
"""Bytes of a file that holds one id or one path."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of a file with many ids."""
_LARGEST_INDEX = 256 * 1024 * 1024
_LARGEST_LOG = 1024 * 1024 * 1024
_MOST_REFS = 10_000
_ID = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})")
_SHARED_INDEX = "sharedindex."


def put_there_by_git(path: Path) -> bool:
    """Whether the file is as git's index has it; or, if it is missing, known to git but not in this state.

    While git is at work it has put files in place that its index does not have yet.
    """
    file = path.absolute()
    try:
        file = file.parent.resolve() / file.name
        top = next((above for above in file.parents if (above / ".git").exists()), None)
        return top is not None and _Repository(top).put_there(file)
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links that lead round in a circle
        return False  # nobody vouches for the file


class _Repository:
    """The repository whose working files are below ``top``, read without its configuration."""

    def __init__(self, top: Path) -> None:
        self.top = top
        own = top / ".git"
        if not own.is_dir():  # a worktree or a submodule
            own = top / os.fsdecode(_word(own, b"gitdir:"))
        self._own = own
        """The folder with the index and HEAD of this working tree."""
        common = own / "commondir"
        self._common = own / os.fsdecode(_word(common)) if common.exists() else own
        self._index = read_plain(own / "index", _LARGEST_INDEX, follow=True) if os.path.lexists(own / "index") else b""
        self._commits = list(_commits(self._own, self._common))
        is_sha256 = any(len(commit) == 64 for commit in self._commits) or _ends_with_its_sha256(self._index)
        self._digest = hashlib.sha256 if is_sha256 else hashlib.sha1

    def put_there(self, file: Path) -> bool:
        if self._is_at_work(file if file.exists() else file.parent):
            return True
        name = file.relative_to(self.top).as_posix()
        entry = self._git(["ls-files", "--stage", "--", name])
        if not file.exists():
            commit_with_it = ["rev-list", "-1", "--ignore-missing", "--stdin", "--", name]
            return entry == b"" and bool(self._git(commit_with_it, self._commits))
        if not entry:
            return False
        data = read_plain(file, _LARGEST_LOG)
        return entry.split()[1].decode() == self._digest(b"blob %d\0" % len(data) + data).hexdigest()

    def _is_at_work(self, changed: Path) -> bool:
        """Whether a git that holds the repository's index may just have written ``changed``."""
        try:
            seconds = changed.stat().st_mtime - (self._own / "index.lock").stat().st_mtime
        except OSError:
            return False
        return abs(seconds) < AT_WORK

    def _git(self, arguments: Sequence[str], lines: Iterable[bytes] = ()) -> bytes | None:
        """Return the output of git; None if it fails or takes too long."""
        import subprocess  # git is asked seldom
        import tempfile

        program = find_program("git")
        if program is None:
            return None
        with tempfile.TemporaryDirectory(prefix="scolie-git-") as folder:
            self._make_empty_repository(Path(folder))
            environment = {
                **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
                "GIT_DIR": folder,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_SYSTEM": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_LITERAL_PATHSPECS": "1",
                "GIT_NO_LAZY_FETCH": "1",
                "GIT_OPTIONAL_LOCKS": "0",
                "LC_ALL": "C",
            }
            try:
                done = subprocess.run(
                    [program, *arguments],
                    cwd=folder,
                    env=environment,
                    input=b"\n".join(lines),
                    capture_output=True,
                    timeout=SECONDS,
                    check=True,
                )
            except (OSError, subprocess.SubprocessError):
                return None
        return done.stdout

    def _make_empty_repository(self, folder: Path) -> None:
        """Make what git takes for a repository, with the library's index, and its objects beside our own, which are none."""
        for name in ("objects/info", "refs"):
            (folder / name).mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/none\n")
        is_sha256 = self._digest is hashlib.sha256
        extension = "[extensions]\n\tobjectFormat = sha256\n" if is_sha256 else ""
        (folder / "config").write_text(
            f"[core]\n\trepositoryFormatVersion = {int(is_sha256)}\n\tbare = true\n{extension}"
        )
        objects = os.fsencode(self._common.resolve() / "objects")
        if b"\n" in objects or objects.startswith(b"#"):
            raise ValueError("a path that git has no way to write")
        (folder / "objects" / "info" / "alternates").write_bytes(b'"' + _quoted(objects) + b'"\n')
        shallow = _ids(_read(self._common / "shallow", _LARGEST))
        if shallow:
            (folder / "shallow").write_bytes(b"\n".join(shallow) + b"\n")
        if self._index:
            (folder / "index").write_bytes(self._index)
        for shared in self._shared_indexes():
            (folder / shared.name).write_bytes(read_plain(shared, _LARGEST_INDEX))

    def _shared_indexes(self) -> Iterator[Path]:
        """Yield the other half of a split index: the file that lies beside the index and is named by an id in it."""
        for file in self._own.glob(f"{_SHARED_INDEX}*"):
            id_ = file.name.removeprefix(_SHARED_INDEX)
            if _ID.fullmatch(os.fsencode(id_)) and bytes.fromhex(id_) in self._index:
                yield file


def _quoted(path: bytes) -> bytes:
    return path.replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def _read(path: Path, largest: int) -> bytes:
    """Return the bytes of a plain file; none if there is no such file."""
    try:
        return read_plain(path, largest, follow=True)
    except OSError:
        return b""


def _word(path: Path, before: bytes = b"") -> bytes:
    """Return the content of a small file behind ``before``; ValueError if it does not start so, or has nothing else."""
    content = _read(path, _SMALL)
    word = content.removeprefix(before).strip()
    if not content.startswith(before) or not word:
        raise ValueError("not a file of git's")
    return word


def _ends_with_its_sha256(data: bytes) -> bool:
    return hashlib.sha256(data[:-32]).digest() == data[-32:]


def _ids(lines: bytes) -> list[bytes]:
    """Return the ids at the start of the lines of one of git's files."""
    return [line.split(b" ")[0] for line in lines.splitlines() if _ID.fullmatch(line.split(b" ")[0])]


def _commits(own: Path, common: Path) -> Iterator[bytes]:
    """Yield the ids of the repository's refs: branches, tags, the stash, HEAD."""
    yield from _ids(_read(own / "HEAD", _SMALL))
    yield from _ids(_read(common / "packed-refs", _LARGEST))[:_MOST_REFS]
    waiting, seen = [common / "refs"], 0
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            seen += 1
            if seen > _MOST_REFS:
                return
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield from _ids(_read(Path(entry.path), _SMALL))
