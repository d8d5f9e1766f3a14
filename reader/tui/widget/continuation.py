"""What an input shows behind what is typed: how that may go on. Right, or Tab, takes it."""

from __future__ import annotations

from collections.abc import Callable

from textual.suggester import Suggester

INSTEAD = " → "
"""Between what is typed, if the line does not go on behind it, and what would stand in its place."""


class Continuation(Suggester):
    """Asks a function for the whole line; None shows nothing."""

    def __init__(self, continued: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._continued = continued
        self._last: tuple[str, str | None] = "", None
        """What was typed when it was asked last, and the whole line."""

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line as it may go on, or with what would stand in place of its last word."""
        whole = self._continued(value)
        self._last = value, whole
        if whole is None or whole.startswith(value):
            return whole
        same = next((at for at, (typed, other) in enumerate(zip(value, whole, strict=False)) if typed != other), 0)
        return f"{value}{INSTEAD}{whole[value.rfind(' ', 0, same) + 1 :]}"

    def whole(self, value: str) -> str | None:
        """Return the whole line that is offered for what is typed; None if nothing is."""
        return self._last[1] if self._last[0] == value else None
