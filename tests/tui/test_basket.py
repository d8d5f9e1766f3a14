"""The road of a text: from the article into the basket, and from there into a file, keys only."""

from __future__ import annotations

from pathlib import Path

from reader.ingest import odt
from reader.session.basket.basket import placed_basket
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, paste, press
from tests.tui.showing import seen


async def test_from_the_article_into_a_document(coded: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "draft.odt"
    async with ScolieApp(coded, "ete").run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "y")
        assert "Nothing collected yet: Y b" in seen(pilot)
        await press(pilot, "q", "j", "Y", "b")
        assert "1 excerpt in the basket" in messages(pilot)
        await press(pilot, "g", "a", *"port", "enter", "greater_than_sign", "l", "tab", "Y", "b", "g", "y")
        assert [each.article for each in placed_basket(coded)] == ["ete", "port"]
        await press(pilot, "j", "K")
        assert "1 / 2" in seen(pilot)
        await press(pilot, "enter", "q", "E", *["down"] * 4, "enter", "ctrl+u")
        await paste(pilot, str(file))
        await press(pilot, "enter", "enter")
    text = odt.read(file.read_bytes()).text
    quotes = [each.quote for each in placed_basket(coded)]
    assert [each.article for each in placed_basket(coded)] == ["port", "ete"]
    assert text.index(quotes[0]) < text.index(quotes[1]) < text.index("Références")
