"""Where a person sends output: a plain file is replaced whole, everything else is written to as by a shell's ``>``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.session.annotations.annotate import annotate
from reader.session.codebook.codebook_file import export_codebook
from reader.session.library.opening import open_library
from reader.text.problem import Problem
from reader.text.span import Span

OUTPUTS = {
    "export": ["export", "csv", "-o"],
    "picture": ["stats", "tags", "--svg"],
    "codebook": ["tags", "export"],
}


@pytest.fixture
def library(root: Path) -> Path:
    workspace = open_library(root, "Ada")
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    workspace.store.close()
    return root


def asked(library: Path, output: str, file: str) -> int:
    return main(["-l", str(library), *OUTPUTS[output], file])


def asked_in_a_process(library: Path, output: str, file: str) -> subprocess.CompletedProcess[bytes]:
    """Ask for it where the streams are its own."""
    command = [sys.executable, "-m", "reader", "-l", str(library), *OUTPUTS[output], file]
    return subprocess.run(command, capture_output=True, check=False, timeout=30)


@pytest.fixture(params=OUTPUTS)
def output(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def expected(library: Path, output: str, tmp_path: Path) -> bytes:
    """What the output is in a plain file."""
    file = tmp_path / "expected"
    assert asked(library, output, str(file)) == 0
    return file.read_bytes()


def test_a_link_is_written_through(library: Path, output: str, expected: bytes, tmp_path: Path) -> None:
    for name, before in (("there", b""), ("not yet", None)):
        target, link = tmp_path / name, tmp_path / f"to {name}"
        if before is not None:
            target.write_bytes(before)
        link.symlink_to(target)
        assert asked(library, output, str(link)) == 0
        assert link.is_symlink()
        assert target.read_bytes() == expected


def test_a_pipe_gets_it_all(library: Path, output: str, expected: bytes, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        assert asked(library, output, str(tmp_path / "pipe")) == 0
        assert reader.communicate(timeout=30)[0] == expected
    assert (tmp_path / "pipe").is_fifo()


def test_a_device_stays_one(library: Path, output: str, expected: bytes) -> None:
    assert asked(library, output, "/dev/null") == 0
    assert Path("/dev/null").is_char_device()
    assert expected in asked_in_a_process(library, output, "/dev/stdout").stdout
    done = asked_in_a_process(library, output, "/dev/full")
    assert (done.returncode, b"No space left" in done.stderr) == (2, True)


def test_a_number_of_a_stream_will_do(library: Path, output: str, expected: bytes) -> None:
    given, taken = os.pipe()
    with os.fdopen(given, "rb") as source:
        try:
            assert asked(library, output, f"/dev/fd/{taken}") == 0
        finally:
            os.close(taken)
        assert source.read() == expected


def test_a_plain_file_is_replaced_whole_and_keeps_its_rights(
    library: Path, output: str, expected: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "out"
    file.touch()
    file.chmod(0o604)
    before = file.stat().st_ino
    held = file.open("rb")
    assert asked(library, output, str(file)) == 0
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (expected, 0o604)
    assert file.stat().st_ino != before
    assert held.read() == b"", "who had the old one open still has it"
    held.close()


@pytest.mark.parametrize("target", ["seeds/port.txt", "annotations/port.jsonl", "annotations/new"])
def test_no_link_leads_into_what_the_program_keeps(library: Path, output: str, target: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(library / target)
    before = (library / target).read_bytes() if (library / target).exists() else None
    assert asked(library, output, str(tmp_path / "link")) == 2
    assert ((library / target).read_bytes() if (library / target).exists() else None) == before


def test_the_app_does_not_wait_for_a_pipe_that_nobody_reads_from(library: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Problem) as problem:
        export_codebook(open_library(library, "Ada"), tmp_path / "pipe", wait=False)
    assert "nobody reads from it" in problem.value.message


def test_a_codebook_takes_no_other_file_s_place_through_a_link(library: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to("mine")
    assert asked(library, "codebook", str(tmp_path / "link")) == 2
    assert (tmp_path / "mine").read_text() == "mine"
