"""The other versions of an article in a library."""

from __future__ import annotations

import pytest

from reader.session.library import sketches as sketches_module
from reader.session.library.workspace import Workspace
from reader.session.search import versions as module
from reader.session.search.version_difference import version_difference
from reader.session.search.versions import find_groups, kept_groups, versions
from reader.text.difference import Part, Side

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
    monkeypatch.setattr(sketches_module, "sketch", None)  # nothing is made twice
    assert versions(workspace, "rivage") == found


def test_what_is_not_wanted_any_more_ends(workspace: Workspace) -> None:
    assert versions(workspace, "port", lambda: False) == []


def test_groups_are_kept_until_a_text_changes(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    add(workspace, "rivage", f"La digue\n\n{DISPATCH}")
    add(workspace, "echo", f"Tempête\n\n{DISPATCH} (Agence)")
    assert kept_groups(workspace) == {}
    found = find_groups(workspace)
    assert found == {"rivage": ("echo", "rivage"), "echo": ("echo", "rivage")} == kept_groups(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(module, "groups_of", None)  # nothing is compared twice
        assert find_groups(workspace) == found
    (workspace.root / "seeds" / "echo.txt").unlink()
    assert find_groups(workspace) == {} == kept_groups(workspace)


def test_looking_for_groups_that_is_given_up_keeps_what_was_found(workspace: Workspace) -> None:
    add(workspace, "rivage", DISPATCH)
    add(workspace, "echo", f"{DISPATCH} (Agence)")
    found = find_groups(workspace)
    add(workspace, "vigie", DISPATCH)
    assert find_groups(workspace, lambda: False) == found


def test_the_difference_is_that_of_the_texts_as_they_are_read(workspace: Workspace) -> None:
    add(workspace, "rivage", "Le maire demande de l’aide à l’État.")
    add(workspace, "echo", "Le maire demande de l'aide à l’État aujourd’hui.")
    workspace.articles()
    assert version_difference(workspace, "rivage", "echo") == [
        Part(Side.BOTH, "Le maire demande de l'aide à l’État "),
        Part(Side.NEW, "aujourd’hui"),
        Part(Side.BOTH, "."),
    ]
