"""Commands whose handler is loaded when one of them is first used, so that opening an article does not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Protocol

from reader.command.table import commands_in
from reader.tui.service.host import CommandTable


class Handler(Protocol):
    """Does what commands ask."""

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""


class LazyCommands:
    """Stands for the handler that ``make`` loads and makes. It has the commands whose names begin with ``prefix``."""

    def __init__(self, prefix: str, make: Callable[[], Handler]) -> None:
        self._prefix, self._make = prefix, make

    def commands(self) -> CommandTable:
        """Return what the handler will do, by command."""
        names = (command.name for command in commands_in("article"))
        return {name: partial(self._do, name) for name in names if name.startswith(self._prefix)}

    @cached_property
    def loaded(self) -> CommandTable:
        """What the handler does, by command."""
        return self._make().commands()

    def _do(self, name: str, *given: str) -> None:
        self.loaded[name](*given)
