"""A document in a format that takes long to read opens in the background, and Esc ends the wait."""

from __future__ import annotations

from threading import Event

import pytest

from reader.ingest.content import Content
from reader.ingest.formats import FORMATS, Format
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.library import LibraryScreen
from reader.tui.terminal.key_effect import KeyEffect
from tests.tui.app_pilot import article, until
from tests.tui.showing import seen


async def test_a_document_that_takes_long_opens_in_the_background_and_esc_ends_the_wait(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_on = Event()

    def read(data: bytes) -> Content:
        assert read_on.wait(40)
        return Content(data.decode())

    monkeypatch.setattr(KeyEffect, "patience", 0.0)  # from then on, Esc ends a wait
    monkeypatch.setitem(FORMATS, "slow", Format("slow", "slow text", (".slow",), read, slow=True))
    (workspace.root / "seeds" / "lent.slow").write_text("La mer dort.", encoding="utf-8")
    workspace.catalogue.patience = 20
    async with ScolieApp(workspace).run_test() as pilot:
        try:
            for leave in (True, False):
                await pilot.press("/", *"lent", "enter", "enter")
                await until(pilot, lambda: "Opening…" in seen(pilot))
                assert not article(pilot).waiting.stands
                if leave:
                    await pilot.press("escape")
                    await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
                    await pilot.press("escape")
        finally:
            read_on.set()
        await until(pilot, lambda: article(pilot).waiting.stands)
        assert article(pilot).view.text == "La mer dort."
