"""A library with one annotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from tests.faults.together.sitting import FIRST
from tests.libraries import open_with_articles


@pytest.fixture
def annotated(root: Path) -> Path:
    workspace = open_with_articles(root, retrying=True)
    annotate(workspace, "port", [FIRST], ["mer"], "avant")
    workspace.store.close()
    return root
