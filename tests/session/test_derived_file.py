"""Derived files that are broken in any way: thrown away and made again, never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.config.path import state_folder
from reader.files.state import FileState
from reader.session.annotations.annotate import annotate
from reader.session.cache.derived_file import Derived, DerivedFile, parsed, prune
from reader.session.cache.large import LARGE
from reader.session.library.opening import close_library, open_library
from reader.text.span import Span
from tests.session import use_derived_files
from tests.session.use_derived_files import use_all
from tests.store.making import often


def _bytes(data: bytes) -> Callable[[Path], None]:
    return _made(lambda path: path.write_bytes(data))


def _made(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


def _huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(3 << 30)


def _to_another_file(path: Path) -> None:
    target = path.with_name("elsewhere")
    path.rename(target)
    path.symlink_to(target)


def _halved(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


BROKEN: dict[str, Callable[[Path], None]] = {
    "an unfinished key": _bytes(b'{"a'),
    "deep": _bytes(b"[" * 200_000),
    "binary": _bytes(bytes(range(256)) * 9),
    "empty": _bytes(b""),
    "half of it": _halved,
    "huge": _huge,
    "a pipe": _made(os.mkfifo),
    "a link to the same": _to_another_file,
    "a link to a device": _made(lambda path: path.symlink_to("/dev/zero")),
    "a link to itself": _made(lambda path: path.symlink_to(path)),
    "a folder": _made(Path.mkdir),
    "a list": _bytes(b"[]"),
    "a number of 5,000 digits": _bytes(b"9" * 5000),
}


@pytest.fixture
def library(root: Path) -> Path:
    paragraph = "Un vent. Une mer. " * 60
    (root / "seeds" / "gros.txt").write_text(f"{paragraph}\n\n" * (LARGE // 1000), encoding="utf-8")
    workspace = open_library(root, "Ada")
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    close_library(workspace)
    port = root / "seeds" / "port.txt"
    port.write_text(f"Neuf. {port.read_text(encoding='utf-8').replace('rouvre', 'ferme')}", encoding="utf-8")
    return root


def used(root: Path) -> str:
    """Use every derived file of a library that is opened anew, and return what that prints."""
    said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said[0]), contextlib.redirect_stderr(said[1]):
        use_all(str(root))
    assert said[1].getvalue() == ""
    return said[0].getvalue()


def used_in_a_new_process(root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", use_derived_files.__name__, str(root)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def derived_files() -> list[Path]:
    folders = ("catalogue", "summaries", "prepared", "waiting", "lists", "places")
    every = [path for folder in folders for path in (state_folder() / folder).iterdir()]
    found = [path for path in every if not path.is_dir() and path.suffix != ".lock"]
    # What is broken of the places is set aside: there may be drafts in it.
    return [path for path in found if path.suffix != ".damaged" and path.name != "elsewhere"]


def test_every_derived_file_is_written_and_for_the_user_alone(library: Path) -> None:
    before = os.umask(0)
    try:
        first = used_in_a_new_process(library)
    finally:
        os.umask(before)
    assert used_in_a_new_process(library) == first == used(library)
    for path in [state_folder(), *state_folder().rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("broken", BROKEN)
def test_one_that_is_broken_is_made_again(library: Path, broken: str) -> None:
    sound = used(library)
    assert len(derived_files()) == 6
    for path in derived_files():
        BROKEN[broken](path)
    assert used(library) == sound
    assert len(derived_files()) == 6
    for path in derived_files():
        assert path.is_file() and not path.is_symlink(), path
    assert used(library) == sound


VALUES: list[object] = [None, 7, -1, "x", [], {}, [[]], {"x": 5}, [1, 2, 3], {"port": ["0", {"undo": 3}]}, 1e400]


def _variants(value: object) -> list[object]:
    """Return JSON values that have other values in one place each of ``value``."""
    found: list[object] = list(VALUES)
    if isinstance(value, dict):
        found += [{**value, key: other} for key in list(value)[:3] for other in _variants(value[key])]
    if isinstance(value, list):
        found += [[*value[:at], other, *value[at + 1 :]] for at in range(min(2, len(value))) for other in VALUES]
    return found


@pytest.mark.parametrize("folder", ["catalogue", "summaries", "prepared", "waiting", "lists"])
def test_other_types_in_valid_json_end_nothing(library: Path, folder: str) -> None:
    used(library)
    [path] = [file for file in (state_folder() / folder).iterdir() if file.is_file()]
    form = json.loads(path.read_bytes().splitlines()[0])["format"]
    kept = DerivedFile(path, form).load(lambda derived: derived)
    assert kept is not None
    body, files = kept.body.decode("latin-1"), dict(kept.files)
    variants: list[tuple[Any, Any, str]] = [(payload, files, body) for payload in _variants(kept.payload)]
    variants += [(kept.payload, dict.fromkeys(files, state), body) for state in VALUES]
    if folder in ("catalogue", "lists"):
        lines = body.split("\n")
        rows = ["5", "[" * 20_000, "", "null", "[[1,2]]", '"x"', json.dumps([[1, 2], *[3] * 10])]
        rows += [json.dumps([json.loads(lines[0])[0], *[value] * 10]) for value in VALUES]
        variants += [(kept.payload, files, "\n".join([row, *lines[1:]])) for row in rows]
    else:
        variants += [(kept.payload, files, odd) for odd in ("", "x", body[:-1])]
    variants = random.Random(folder).sample(variants, min(often(30, 10_000), len(variants)))
    for payload, behind, odd in variants:
        DerivedFile(path, form).save(payload, body=odd.encode("latin-1"))
        if behind is not None:
            DerivedFile(path, form).save(payload, files=behind, body=odd.encode("latin-1"))
        used(library)


def test_what_was_saved_is_loaded_until_a_file_behind_it_changes(tmp_path: Path) -> None:
    behind, missing = tmp_path / "behind", str(tmp_path / "missing")
    behind.write_text("a")
    file = DerivedFile(tmp_path / "kept" / "one", 1)
    files = {str(behind): FileState.of(behind), missing: None}
    assert file.load(lambda derived: derived) is None
    assert file.save({"a": [1]}, files=files, body=b"\0\n")
    assert file.load(lambda derived: derived) == Derived({"a": [1]}, files, b"\0\n")
    assert file.load(lambda derived: derived.body, body=False) == b""
    assert file.load(Derived.is_current)
    behind.write_text("ab")
    assert not file.load(Derived.is_current)
    assert DerivedFile(file.path, 2).load(lambda derived: derived) is None
    assert not Path(file.path).exists()


def test_every_bit_counts(tmp_path: Path) -> None:
    file = DerivedFile(tmp_path / "one", 1)
    file.save({"title": "été"}, body=b"body")
    whole = Path(file.path).read_bytes()
    for at in range(len(whole)):
        Path(file.path).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert file.load(lambda derived: derived) is None, at


def test_one_of_another_user_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = DerivedFile(tmp_path / "one", 1)
    file.save(1)
    assert file.load(lambda derived: derived.payload) == 1
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert file.load(lambda derived: derived.payload) is None


def test_a_folder_keeps_the_newest(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / str(number)
        path.touch()
        os.utime(path, ns=(number, number))
    (tmp_path / "folder").mkdir()
    prune(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"3", "4", "folder"}
    prune(tmp_path / "none", 2)


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not DerivedFile(tmp_path / "file" / "one", 1).save(1)
    assert DerivedFile(tmp_path / "file" / "one", 1).load(lambda derived: derived) is None


def test_a_piece_that_makes_no_sense_is_none() -> None:
    assert parsed("[1]", lambda value: value[0]) == 1
    for text in ("[", "[" * 100_000, "{}", "1", "9" * 5000):
        assert parsed(text, lambda value: value[0] + 1) is None
