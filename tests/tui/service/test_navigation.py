"""Back and forward, the screens below, and the time that counts as reading."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.text.span import Span
from reader.tui.service.app_state import AppState
from reader.tui.service.navigation import LONGEST, Navigation
from tests.tui.fakes import FakeHost
from tests.tui.service.fakes import FakeApp, FakeScreen, FakeScreens

HERE, THERE = Span(0, 3), Span(4, 9)


@pytest.fixture
def state(workspace: Workspace) -> AppState:
    return AppState(workspace, preferences())


def navigation(state: AppState, *contexts: str) -> tuple[Navigation, FakeApp, FakeHost]:
    app, host = FakeApp(*map(FakeScreen, contexts)), FakeHost()
    return Navigation(state, cast(Any, app), host, FakeScreens()), app, host


def place(app: FakeApp) -> tuple[str, Span]:
    return app.screen.article, app.screen.pane.selection.focus


def test_back_and_forward_lead_through_the_places_that_were_left(state: AppState) -> None:
    go, app, host = navigation(state, "library")
    go.open_article("port", HERE)
    go.leave_trace()
    app.screen.go(THERE)
    go.leave_trace()
    go.open_article("ete", HERE)
    go.back()
    assert place(app) == ("port", THERE)
    go.back()
    assert place(app) == ("port", HERE)
    go.forward()
    go.forward()
    assert place(app) == ("ete", HERE)
    go.forward()
    assert host.messages == ["There is no place to go to."]
    assert len(app.screens) == 2


@pytest.mark.parametrize("context", ["review", "codebook", "excerpts", "split", "stats", "journal"])
def test_back_returns_to_the_screen_that_an_article_was_opened_from(state: AppState, context: str) -> None:
    go, app, _ = navigation(state, "library", context)
    go.open_article("port", HERE)
    go.leave_trace()
    app.screen.go(THERE)
    go.back()
    assert place(app) == ("port", HERE)
    go.back()
    assert app.screen.context == context


@pytest.mark.parametrize("context", ["library", "review", "codebook", "excerpts", "stats", "journal"])
def test_a_screen_that_is_open_is_gone_back_to_and_not_opened_twice(state: AppState, context: str) -> None:
    go, app, _ = navigation(state, "library", "codebook", "review", "article")
    go.go_over(context)
    assert app.screen.context == context
    assert [screen.context for screen in app.screens].count(context) == 1


def test_the_last_screen_is_left_by_leaving_the_app(state: AppState) -> None:
    go, app, _ = navigation(state, "article")
    go.leave_article()
    assert app.left
    assert len(app.screens) == 1


def test_reading_time_is_counted_once_and_up_to_a_limit(state: AppState, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("reader.tui.service.navigation.time.monotonic", lambda: now[0])
    go, app, host = navigation(state, "library", "article")
    for passed, counted in ((30, 30), (0, 30), (LONGEST + 5000, 30 + LONGEST)):
        now[0] += passed
        go.record_reading_time()
        assert app.screen.place.seconds == counted
    assert host.calls.count(("save_places",)) == 3


def test_an_article_that_is_gone_is_reported_and_nothing_is_opened(state: AppState) -> None:
    go, app, host = navigation(state, "library")
    go.open_article("nowhere")
    assert len(host.problems) == 1
    assert len(app.screens) == 1


@pytest.mark.parametrize("below", [[], ["library"]])
def test_an_article_that_was_not_opened_stays_where_there_is_nothing_below(state: AppState, below: list[str]) -> None:
    go, app, _ = navigation(state, *below, "article")
    go.leave_to_screen_below()
    assert [screen.context for screen in app.screens] == (below or ["article"])
    assert not app.left
