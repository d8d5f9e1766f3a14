"""Adding or reading many files says on a terminal how far it is, in a line that does not stay."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from reader.cli import progress_line
from tests.cli.running import Run


class Errors(io.StringIO):
    is_terminal = True

    def isatty(self) -> bool:
        return self.is_terminal


TERMINALS = pytest.mark.parametrize(("is_terminal", "terminal"), [(True, "xterm"), (False, "xterm"), (True, "dumb")])


def watched(monkeypatch: pytest.MonkeyPatch, terminal: str, *, is_terminal: bool) -> Errors:
    errors = Errors()
    errors.is_terminal = is_terminal
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setattr(progress_line, "PAUSE", 0)
    return errors


@TERMINALS
def test_adding_says_how_far_it_is_to_a_person_only(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path, *, is_terminal: bool, terminal: str
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"La mer {name} dort.")
    errors = watched(monkeypatch, terminal, is_terminal=is_terminal)
    run("add", str(folder))
    written = errors.getvalue()
    if is_terminal and terminal != "dumb":
        assert "1 article is read…" in written
        assert "[####################] 2 of 2 articles are written…" in written
        assert written.endswith("\r\x1b[K")
    else:
        assert "read…" not in written and "\r" not in written


@TERMINALS
def test_the_first_search_says_how_much_is_read_to_a_person_only(
    monkeypatch: pytest.MonkeyPatch, run: Run, *, is_terminal: bool, terminal: str
) -> None:
    errors = watched(monkeypatch, terminal, is_terminal=is_terminal)
    run("search", "grutiers")
    written = errors.getvalue()
    if is_terminal and terminal != "dumb":
        assert "100 % of the articles are read." in written
        assert written.endswith("\r\x1b[K")
    else:
        assert "are read" not in written and "\r" not in written
