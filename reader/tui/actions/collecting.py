"""What is said of passages that were put into the basket."""

from __future__ import annotations

from typing import Protocol

from reader.layout.bar import BETWEEN
from reader.session.basket.basket import basket
from reader.translation import _, ngettext, number
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Notifies, TellsChanges


class CollectingHost(Notifies, TellsChanges, Protocol):
    """What this needs."""


def tell_collected(state: AppState, host: CollectingHost, added: int) -> None:
    """Say how full the basket is by now, or that nothing was put into it because it was there already."""
    if not added:
        host.notify(_("It is already in the basket."), timeout=3)
        return
    count = len(basket(state.workspace))
    said = ngettext("Collected: {count} excerpt in the basket", "Collected: {count} excerpts in the basket", count)
    said = said.format(count=number(count))
    if count == 1:  # somebody who begins may not know yet where it went
        key = state.key_of("goto.basket", "article")
        said = BETWEEN.join((said, _("{key} opens it").format(key=key)))
    host.tell_done(said)
