"""A library, and what lies outside it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.hostile.hostile_library import Outside, annotated


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    yield Outside(tmp_path.parent / f"{tmp_path.name}-outside")
    if (deep := tmp_path / "seeds" / "d").exists():
        # Python 3.11 cannot remove so many nested folders, so pytest could not clean up after the next run.
        subprocess.run(["rm", "-rf", deep], check=True)


@pytest.fixture
def library(root: Path) -> Path:
    return annotated(root)
