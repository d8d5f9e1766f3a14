"""Going to another version of an article."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.actions.versions import pick_version
from reader.tui.dialog.choices import Picked
from tests.tui.screens.fakes import Stand

DISPATCH = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont toutes à l’arrêt."


def add(workspace: Workspace, name: str, text: str) -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, "utf-8")


def go(stand: Stand, article: str) -> None:
    pick_version(
        stand.state,
        stand.host,
        stand.navigator,
        stand.shell.waiting,
        article,
        lambda *both: stand.host.calls.append(both),
    )
    stand.host.finish()


def test_the_version_that_is_taken_is_opened(stand: Stand) -> None:
    add(stand.workspace, "rivage", DISPATCH)
    add(stand.workspace, "echo", f"{DISPATCH} (Agence)")
    go(stand, "rivage")
    stand.answer(Picked(("echo",)))
    assert ("open", "echo", None) in stand.navigator.went


def test_an_article_without_versions_says_so(stand: Stand) -> None:
    go(stand, "ete")
    assert stand.host.messages == ["No other article has this text."]
    assert not stand.host.asked


def test_the_version_can_be_compared(stand: Stand) -> None:
    add(stand.workspace, "rivage", DISPATCH)
    add(stand.workspace, "echo", f"{DISPATCH} (Agence)")
    go(stand, "rivage")
    stand.answer(Picked(("echo",), command="picker.compare"))
    assert stand.host.calls == [("rivage", "echo")] and not stand.navigator.went


def test_a_version_is_found_by_its_title_without_accents(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.actions.versions.Picker", lambda _title, choices, **_more: choices)
    for name, title in (("rivage", "À l’été"), ("echo", "La tempête"), ("zone", "Le vent")):
        add(stand.workspace, name, f"---\ntitle: {title}\n---\n{DISPATCH}")
    go(stand, "rivage")
    choices = stand.host.asked[-1][0]
    assert [choice.id for choice in choices("TEMPETE ")] == ["echo"]
    assert {choice.id for choice in choices("")} == {"echo", "zone"}
