"""A library whose words are whole words of the query, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import TEXT


@pytest.fixture
def root(root: Path) -> Path:
    """Articles in which *le* is a word of its own wherever it stands."""
    (root / "seeds" / "port.txt").write_text(TEXT.replace("Les grutiers", "Deux grutiers"), encoding="utf-8")
    return root
