"""The library is a git repository, and another branch is checked out while the hits of a search are on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.search.screen import SearchScreen
from tests.store.git_repository import GitRepository
from tests.tui.app_pilot import marks, press
from tests.tui.showing import seen

HERE = "Le port rouvre. Le vent tombe. La mer dort."
THERE = "La mer gronde!! Le port ferme. La mer dort."
"""As long, with another *le* at one of the same places."""


@pytest.fixture
def git(root: Path) -> GitRepository:
    """The library on the branch main; `there` has other words in one article, and lacks the other one."""
    file, git = root / "seeds" / "port.txt", GitRepository(root)
    file.write_text(HERE, encoding="utf-8")
    (root / ".gitignore").write_text("annotations\n", encoding="utf-8")
    git.commit_all()
    git("checkout", "-q", "-b", "there")
    file.write_text(THERE, encoding="utf-8")
    (root / "seeds" / "été.md").unlink()
    git.commit_all()
    git("checkout", "-q", "main")
    return git


async def test_no_hit_is_highlighted_at_words_that_another_branch_has(workspace: Workspace, git: GitRepository) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 24)) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "j")
        assert "2 / 3" in seen(pilot)
        git("checkout", "-q", "there")
        for keys in (["h"], ["equals_sign", "h"], ["minus", "asterisk", "h"]):
            await press(pilot, *keys)
            assert marks(workspace) == []
        await press(pilot, "slash", "enter")
        assert "1 / 1 · 1 hit" in seen(pilot)
        await press(pilot, "equals_sign", "h")
        assert marks(workspace) == [("Le port ferme.", (), "")]


async def test_enter_leads_to_no_other_words(workspace: Workspace, git: GitRepository) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 24)) as pilot:
        await press(pilot, "g", "s", *"vent", "enter")
        git("checkout", "-q", "there")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SearchScreen)
        await press(pilot, "j", "enter")  # that article is gone
        assert isinstance(pilot.app.screen, SearchScreen)
        await press(pilot, "slash", "enter")
        assert "Nothing is found." in seen(pilot)
