"""An open article for handlers to act on."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from tests.tui.article.fakes import Desk


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)
