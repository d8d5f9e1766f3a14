"""The other versions of an article in a library."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.session.search import versions as module
from reader.session.search.versions import versions

DISPATCH = (
    "Le port de Sarzelec reste fermé. La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues sont à "
    "l’arrêt. Le maire demande l’aide de l’État, qui se donne une semaine pour répondre aux pêcheurs de la baie."
)


def add(workspace: Workspace, name: str, text: str) -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, "utf-8")


def test_versions_are_found_and_sketches_are_kept(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    add(workspace, "rivage", f"La digue\n\n{DISPATCH}")
    add(workspace, "echo", f"Tempête\n\n{DISPATCH} (Agence)")
    found = versions(workspace, "rivage")
    assert [each.article.id for each in found] == ["echo"]
    assert 0.6 < found[0].likeness < 1
    monkeypatch.setattr(module, "sketch", None)  # nothing is made twice
    assert versions(workspace, "rivage") == found


def test_what_is_not_wanted_any_more_ends(workspace: Workspace) -> None:
    assert versions(workspace, "port", lambda: False) == []
