"""What contents of screens are made with."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from tests.tui.screens.fakes import Stand


@pytest.fixture
def stand(coded: Workspace) -> Stand:
    """A library of two articles, with four tagged passages in one of them."""
    return Stand(coded)
