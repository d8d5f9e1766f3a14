"""A library whose tags have passages, and a clock that goes on by leaps."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.terminal import key_effect, key_queue
from tests.tui.rest import short_waits  # noqa: F401

MARKED = (("Le port", "mer"), ("préfet", "État/Préfet"), ("presse", "mer/quai"), ("dossier", "mer"))


@pytest.fixture
def coded(workspace: Workspace) -> Workspace:
    """Four tagged passages in one article."""
    text = workspace.document("port").text
    for quote, tag in MARKED:
        start = text.index(quote)
        annotate(workspace, "port", (Span(start, start + len(quote)),), (tag,))
    return workspace


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what sets the clock of the keys that wait ahead by some seconds."""
    ahead = 0.0

    def set_ahead(seconds: float) -> None:
        nonlocal ahead
        ahead += seconds

    for module in (key_effect, key_queue):
        monkeypatch.setattr(module, "monotonic", lambda: time.monotonic() + ahead)
    return set_ahead
