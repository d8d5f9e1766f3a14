"""The user's keys count in dialogs, too."""

from __future__ import annotations

from pathlib import Path

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.dialog.picker import Picker


async def test_a_dialog_has_the_keys_of_the_user(workspace: Workspace, home: Path) -> None:
    folder = home / "config" / "scolie"
    folder.mkdir(parents=True)
    (folder / "keys.toml").write_text('[picker]\n"picker.close" = ["F9"]\n', encoding="utf-8")
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Picker)
        await pilot.press("f9")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Picker)
