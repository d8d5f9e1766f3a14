"""Libraries that somebody with bad intentions has handed on: links, pipes and bombs in every place."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from reader.session.annotations.annotate import annotate
from reader.session.library.opening import open_library
from reader.text.span import Span

SECRET = "wort-von-draussen"
"""Stands in everything outside the library; it must never be found in one."""
DEPTH = 1_100
"""Folders one in another: more than Python has room for calls. Each look at them takes time with the square of it."""
DAY = "2026-01-02"

PLACES = (
    "annotations/port.jsonl",
    "annotations/port.json",
    "annotations/ete.json",
    "annotations/_library.jsonl",
    "annotations/_library.json",
    "annotations/.backup/recent/port.jsonl",
    "annotations/.backup/recent/_library.jsonl",
    f"annotations/.backup/{DAY}.zip",
    "annotations/.locks/port.lock",
    "annotations/.locks/ete.lock",
    "annotations/.locks/_library.lock",
    "annotations/.locks/tidings",
    "annotations/.texts/TEXT.txt",
    "annotations/.backup/texts/TEXT.txt",
    "annotations/.gitignore",
    "annotations/.gitattributes",
    "annotations/stray.jsonl",
    "annotations/stray.json",
)
"""The files that the store opens; TEXT is the digest of the text of `port`."""
FOLDERS = ("annotations/.locks", "annotations/.texts", "annotations/.backup", "annotations/.backup/recent",
           "annotations/.backup/texts", "annotations/quarantine", "annotations")  # fmt: skip


class Outside:
    """What lies beside a library and is none of its business."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "folder").mkdir()
        (folder / "folder" / "inside.txt").write_text(f"{SECRET} {'x' * 70}\n")
        (folder / "empty").touch()
        (folder / "program").write_text(f"#!/bin/sh\ntouch {folder}/marker\n")
        (folder / "program").chmod(0o755)
        self._count = 0

    def file(self, content: bytes = b"") -> Path:
        """Return a new file; ``content`` is that of the library's file that a link to it takes the place of."""
        self._count += 1
        path = self.folder / f"file-{self._count}"
        path.write_bytes(content.replace(b"avant", SECRET.encode()) or f"{SECRET}\n".encode())
        return path

    def nothing(self) -> Path:
        """Return a name that nothing has."""
        self._count += 1
        return self.folder / f"nothing-{self._count}"

    def state(self) -> dict[str, tuple[int, int, int, bytes]]:
        """Return all there is, with size, rights, time and content."""
        found = {}
        for path in [self.folder, *sorted(self.folder.rglob("*"))]:
            state = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found[str(path)] = (state.st_size if path.is_file() else 0, state.st_mode, state.st_mtime_ns, content)
        return found


def a_sparse_file(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


KINDS: dict[str, Callable[[Path, Outside, bytes], object]] = {
    "a link": lambda path, outside, content: path.symlink_to(outside.file(content)),
    "a link to nothing": lambda path, outside, _: path.symlink_to(outside.nothing()),
    "a link to itself": lambda path, _, __: path.symlink_to(path.name),
    "a device without end": lambda path, _, __: path.symlink_to("/dev/zero"),
    "a pipe": lambda path, _, __: os.mkfifo(path),
    "a folder": lambda path, _, __: path.mkdir(),
    "an endless file": lambda path, _, __: a_sparse_file(path),
}


def annotated(root: Path) -> Path:
    """Make a library of two articles with an annotation each, and return its folder."""
    workspace = open_library(root, "Ada")
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], ["mer"], "avant")
    annotate(workspace, "ete", [Span(2, 8)], ["vent"], "avant")
    workspace.store.close()
    return root


def places(root: Path) -> dict[str, Path]:
    """Return the files of all places."""
    texts = (root / "annotations" / ".texts").glob("*.txt")
    digest = next(path.stem for path in texts if "Le port" in path.read_text())
    return {place: root / place.replace("TEXT", digest) for place in PLACES}


def put_there(path: Path, kind: str, outside: Outside) -> None:
    """Replace a plain file by something else."""
    content = path.read_bytes() if path.is_file() else b""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path, outside, content)


def link_folder(path: Path, outside: Outside) -> None:
    """Move a folder out of the library and put a link in its place."""
    moved = outside.nothing()
    if path.is_dir():
        path.rename(moved)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        moved.mkdir()
    path.symlink_to(moved)


def bad_seeds(root: Path, outside: Outside) -> None:
    """Put among the articles what is none."""
    seeds = root / "seeds"
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "zero.txt").symlink_to("/dev/zero")
    (seeds / "neu.txt").symlink_to(outside.nothing())
    (seeds / "self.txt").symlink_to("self.txt")
    a_sparse_file(seeds / "endless.txt")
    (seeds / "up").symlink_to("..")
    # Each of these leads twice to the next: two to the power of their number ways.
    for number in range(40):
        step = seeds / f"step-{number:02}"
        step.mkdir()
        for side in "ab":
            (step / side).symlink_to(f"../step-{number + 1:02}")
    deep = os.open(seeds, os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)


def zip_bomb() -> bytes:
    """Return a small archive that says that it comes to four gigabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("port.jsonl", b"\0" * 1_000_000)
    data = bytearray(packed.getvalue())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 0xFFFF_FFF0)
    return bytes(data)


def bad_backups(root: Path) -> None:
    """Put backups there that cannot be used."""
    folder = root / "annotations" / ".backup"
    (folder / "2025-12-01.zip").write_bytes(zip_bomb())
    os.mkfifo(folder / "2025-12-02.zip")
    (folder / "2025-12-03.zip").write_bytes(b"PK\x05\x06" + b"\0" * 18)
    (folder / "2025-12-04.zip").write_bytes(b"no archive")


def bad_git(root: Path, outside: Outside) -> None:
    """Make the library a repository whose own settings start a program."""
    program = outside.folder / "program"
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "init", "-q", root], check=True, env=environment, capture_output=True)
    subprocess.run(["git", "-C", root, "add", "annotations"], check=True, env=environment, capture_output=True)
    with (root / ".git" / "config").open("a") as config:
        config.write(
            f'[core]\n\tfsmonitor = "{program}"\n\tpager = "{program}"\n\thooksPath = "{outside.folder}"\n'
            f'\tsshCommand = "{program}"\n\teditor = "{program}"\n[diff]\n\texternal = "{program}"\n'
            f'[filter "x"]\n\tclean = "{program}"\n\tprocess = "{program}"\n[alias]\n\tls-files = "!{program}"\n'
        )
    (root / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")


def damage_pair(root: Path) -> None:
    """Cut the log of `ete` and its second copy, so that git would be asked; the checkpoint has it all."""
    for path in ("annotations/ete.jsonl", "annotations/.backup/recent/ete.jsonl"):
        (root / path).write_bytes((root / path).read_bytes()[:40])
