"""What an input shows behind what is typed: how that may go on. Right, or Tab, takes it."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester


class Continuation(Suggester):
    """Asks a function for the whole line; None shows nothing."""

    def __init__(self, continued: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._continued = continued

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line as it may go on."""
        return self._continued(value)
