"""Sub-commands on a library, with JSON for an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], root: Path) -> Run:
    return Run(capsys, root)
