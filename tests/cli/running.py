"""The command line as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli.command_line import main


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str], root: Path) -> None:
        self._capsys, self._root = capsys, root

    def __call__(self, *arguments: str) -> tuple[int, list[Any], str]:
        status = main([*arguments, "-l", str(self._root), "--json"])
        out, err = self._capsys.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err
