"""A library whose tags have passages."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.text.span import Span

MARKED = (("Le port", "mer"), ("préfet", "État/Préfet"), ("presse", "mer/quai"), ("dossier", "mer"))


@pytest.fixture
def coded(workspace: Workspace) -> Workspace:
    """Four tagged passages in one article."""
    text = workspace.document("port").text
    for quote, tag in MARKED:
        start = text.index(quote)
        annotate(workspace, "port", (Span(start, start + len(quote)),), (tag,))
    return workspace
