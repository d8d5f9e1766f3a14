"""The review queue, keys only."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.model import State
from reader.session.annotations import review
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.review_counts import count
from reader.session.annotations.undo import undo
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.library import LibraryScreen
from tests.tui.app_pilot import messages, settled
from tests.tui.showing import seen, strips

OLD = """Le vent tombe sur la rade au petit matin.

Le préfet promet une enquête rapide et complète sur les quais du port.

Les grutiers attendent depuis trois jours une réponse écrite du ministère.

La mer reste grise et personne ne sort.
"""
NEW = """Le vent tombe sur la rade au petit matin.

Le préfet promet une commission lente et complète sur les docks du bassin.

La mer reste grise et personne ne sort.
"""


@pytest.fixture
def torn(root: Path, workspace: Workspace) -> Workspace:
    """Three annotations: one will move, one will change, one will lose its words."""
    (root / "seeds" / "rade.txt").write_text(OLD, encoding="utf-8")
    workspace.articles()
    for words in ("Le préfet promet une enquête rapide et complète sur les quais du port.", "La mer reste grise",
                  "Les grutiers attendent depuis trois jours une réponse écrite du ministère."):  # fmt: skip
        at = OLD.index(words)
        annotate(workspace, "rade", [Span(at, at + len(words))])
    (root / "seeds" / "rade.txt").write_text(NEW, encoding="utf-8")
    workspace.texts.reread("rade")
    return workspace


def states(workspace: Workspace) -> dict[str, State]:
    return {annotation.quote.split()[1]: annotation.state for annotation in annotations_in(workspace, "rade")}


def test_what_waits(torn: Workspace) -> None:
    assert states(torn) == {"préfet": State.CHANGED, "mer": State.MOVED, "grutiers": State.ORPHAN}
    first, second = sorted(review.waiting(torn), key=lambda one: one.annotation.state)
    assert first.old.quote.startswith("Le préfet promet une enquête")
    assert first.candidate
    assert "commission" in first.candidate.quote
    assert first.old.before.endswith("au petit matin.\n\n")
    assert second.candidate is None
    assert count(torn) == {"rade": 2}


def test_a_decision_is_an_edit_that_undo_takes_back(torn: Workspace) -> None:
    before = states(torn)
    changed, lost = (
        waiting.annotation.id for waiting in sorted(review.waiting(torn), key=lambda waiting: waiting.annotation.state)
    )
    assert review.accept(torn, changed).state is State.ANCHORED
    assert "commission" in next(
        annotation.quote for annotation in annotations_in(torn, "rade") if annotation.id == changed
    )
    assert review.orphan(torn, lost).state is State.ORPHAN
    assert review.waiting(torn) == []
    at = NEW.index("La mer")
    assert review.move(torn, lost, [Span(at, at + 6)]).quote == "La mer"
    for _ in range(3):
        undo(torn)
    assert states(torn) == before
    assert count(torn) == {"rade": 2}


def test_what_waits_for_nothing_is_not_accepted(torn: Workspace) -> None:
    lost = next(waiting.annotation.id for waiting in review.waiting(torn) if not waiting.candidate)
    with pytest.raises(Problem, match="no proposed place"):
        review.accept(torn, lost)


def test_an_orphan_stays_one_when_its_words_come_back(root: Path, torn: Workspace) -> None:
    lost = next(waiting.annotation.id for waiting in review.waiting(torn) if not waiting.candidate)
    review.orphan(torn, lost)
    (root / "seeds" / "rade.txt").write_text(OLD, encoding="utf-8")
    torn.texts.reread("rade")
    assert states(torn) == {"préfet": State.ANCHORED, "mer": State.ANCHORED, "grutiers": State.ORPHAN}


async def test_one_key_each(torn: Workspace) -> None:
    async with ScolieApp(torn).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "?2" in seen(pilot)
        assert "2 to review" in seen(pilot)
        await pilot.press("g", "r")
        await settled(pilot)
        assert "1 / 2" in seen(pilot)
        assert "enquête rapide" in seen(pilot)
        assert "commission lente" in seen(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert states(torn)["préfet"] is State.ANCHORED
        assert "Nothing like it is found" in seen(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ArticleScreen)
        await pilot.press("g", "e", "enter")
        await settled(pilot)
        assert "Nothing waits now" in seen(pilot)
        assert State.ORPHAN not in states(torn).values()
        assert [annotation.quote for annotation in annotations_in(torn, "rade")].count(
            "La mer reste grise et personne ne sort."
        ) == 1
        await pilot.press("u")
        await settled(pilot)
        assert "1 / 1" in seen(pilot)
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "to review" not in seen(pilot)


async def test_opening_says_what_moved_and_what_waits(torn: Workspace) -> None:
    async with ScolieApp(torn, "rade").run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        told = messages(pilot)
        assert "Moved along: 1. Waiting for your word (g r): 2." in told


async def test_the_place_is_not_kept_in_another_article(torn: Workspace) -> None:
    async with ScolieApp(torn).run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "r")
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        before = torn.history().entries
        await pilot.press("g", "k")  # the article before, while a place is being chosen in this one
        await settled(pilot)
        await pilot.press("j", "enter")
        await settled(pilot)
        assert torn.history().entries == before
        assert count(torn) == {"rade": 2}


async def test_words_that_only_one_of_the_two_has_are_marked_also_without_colour(torn: Workspace) -> None:
    async with ScolieApp(torn).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("g", "r")
        await settled(pilot)
        queue = pilot.app.screen.queue  # type: ignore[attr-defined]
        shown = queue.current
        assert shown.candidate
        parts = [part for strip in strips(pilot.app) for part in strip if part.style and part.style.reverse]
        marked = {part.text.strip() for part in parts if part.text.strip()}
        assert marked
        assert any(words in shown.old.quote for words in marked)
        assert any(words in shown.candidate.quote for words in marked)
        assert not any(words in shown.old.quote and words in shown.candidate.quote for words in marked)
