"""Who names a whole disk is told why nothing comes yet."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from reader.cli import scan_notice
from tests.cli.running import Run


class Errors(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "patience", "is_said"), [(True, -1.0, True), (False, -1.0, False), (True, 1e9, False)]
)
def test_a_long_look_at_files_is_announced_once_and_to_a_person_only(
    monkeypatch: pytest.MonkeyPatch, run: Run, root: Path, *, is_terminal: bool, patience: float, is_said: bool
) -> None:
    errors = Errors(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setattr(scan_notice, "PATIENCE", patience)
    run("list")
    said = f"scolie: This takes a while: there are many files in {root}. Ctrl+c ends it.\n"
    assert errors.getvalue() == (said if is_said else "")
