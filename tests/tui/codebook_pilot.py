"""What tests of the codebook screen open, and what they read of its tags."""

from __future__ import annotations

from textual.pilot import Pilot

from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.tui.screen.codebook.screen import CodebookScreen
from tests.tui.app_pilot import press


def codebook_screen(pilot: Pilot[None]) -> CodebookScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodebookScreen)
    return screen


def counts(workspace: Workspace) -> dict[str, tuple[int, int]]:
    return {row["path"]: (row["count"], row["total"]) for row in tag_edits.tag_rows(workspace)}


def tag_paths(workspace: Workspace) -> list[str]:
    return list(counts(workspace))


BEFORE = {"mer": (2, 3), "mer/quai": (1, 1), "État": (0, 1), "État/Préfet": (1, 1)}


async def open_codebook(pilot: Pilot[None], tag: str = "mer") -> None:
    """Open the codebook and go to a tag."""
    await press(pilot, "g", "t")
    for _ in range(10):
        if codebook_screen(pilot).codebook.lit == tag:
            return
        await press(pilot, "j")
    raise AssertionError(tag)


def tag_fields(workspace: Workspace, path: str) -> dict[str, str]:
    tag = workspace.codebook.at(path)
    assert tag
    record = {name: str(value) for name, value in tag.to_record().items() if value}
    return {name: value for name, value in record.items() if name not in ("id", "path")}
