"""A library whose tags have gathered something, and keys that wait for what they set off."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.text.span import Span

MARKED = (("Le port", "mer"), ("préfet", "État/Préfet"), ("presse", "mer/quai"), ("dossier", "mer"))


def code(workspace: Workspace) -> Workspace:
    """Mark four passages of one article."""
    text = workspace.document("port").text
    for quote, tag in MARKED:
        start = text.index(quote)
        annotate(workspace, "port", (Span(start, start + len(quote)),), (tag,))
    return workspace


async def settled(pilot: Pilot[None]) -> None:
    """Wait for what was set off, and for what follows from it."""
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each of which may wait for what the one before has set off."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste into the line that one types in, and press Enter."""
    line = pilot.app.screen.focused
    assert line
    line.post_message(events.Paste(text))
    await settled(pilot)
    await press(pilot, "enter")
