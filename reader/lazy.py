"""Functions that a table names, each loaded with its module when it is called.

The tables of formats name dozens of readers and writers. A command uses one of them or none, and some load large packages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Lazy:
    """The function ``name`` of ``module``, which is written in full: ``reader.ingest.pdf``."""

    module: str
    name: str

    def load(self) -> Callable[..., Any]:
        """Return the function itself."""
        function: Callable[..., Any] = getattr(import_module(self.module), self.name)
        return function

    def __call__(self, *arguments: Any) -> Any:
        """Call it."""
        return self.load()(*arguments)
