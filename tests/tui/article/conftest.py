"""An open article for handlers to act on."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from tests.tui.article.fakes import Reading


@pytest.fixture
def reading(workspace: Workspace) -> Reading:
    return Reading(workspace)
