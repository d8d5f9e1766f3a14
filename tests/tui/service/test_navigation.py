"""Back and forward, the screens below, and the time that counts as reading."""

from __future__ import annotations

from typing import Any, cast
from unittest.mock import Mock

import pytest

from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.actions.app_commands import AppCommands
from reader.tui.service.app_state import AppState
from reader.tui.service.navigation import LONGEST, Navigation
from tests.tui.fakes import FakeHost
from tests.tui.service.fakes import FakeApp, FakeScreen, FakeScreens

HERE, THERE = Span(0, 3), Span(4, 9)


@pytest.fixture
def state(workspace: Workspace) -> AppState:
    (workspace.root / "seeds" / "quai.txt").write_text("Le quai. La digue.", encoding="utf-8")
    workspace.articles()
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


@pytest.mark.parametrize("context", ["review", "codebook", "excerpts", "basket", "split", "stats", "journal"])
def test_back_returns_to_the_screen_that_an_article_was_opened_from(state: AppState, context: str) -> None:
    go, app, _ = navigation(state, "library", context)
    go.open_article("port", HERE)
    go.leave_trace()
    app.screen.go(THERE)
    go.back()
    assert place(app) == ("port", HERE)
    go.back()
    assert app.screen.context == context


@pytest.mark.parametrize("context", ["library", "review", "codebook", "excerpts", "basket", "stats", "journal"])
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
    go.leave_unopened()
    assert [screen.context for screen in app.screens] == (below or ["article"])
    assert not app.left


def test_leaving_an_article_returns_to_the_one_that_was_jumped_from_as_it_was_left(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    go.open_article("port", THERE, above=7)
    assert go.article_before is None
    go.open_article("ete")
    assert go.article_before == "port"
    go.leave_article()
    assert (place(app), app.screen.pane.rows_above) == (("port", THERE), 7)
    go.leave_article()
    assert app.screen.context == "library"


def test_forward_leads_again_where_the_reader_was_before_leaving_an_article(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    go.open_article("port", HERE)
    for article in ("ete", "quai"):
        go.leave_trace()
        go.open_article(article, THERE)
    go.leave_article()
    go.leave_article()
    assert place(app) == ("port", HERE)
    go.forward()
    assert place(app) == ("ete", THERE)
    go.forward()
    assert place(app) == ("quai", THERE)
    go.back()
    assert place(app) == ("ete", THERE)


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        ((1, 1), ["port", "library"]),  # a walk leads back to where it began
        ((1, 1, -1), ["port", "library"]),
        ((1, -1), ["library"]),  # it has come back by itself
    ],
)
def test_a_walk_through_the_list_is_left_where_it_began(
    state: AppState, steps: tuple[int, ...], way: list[str]
) -> None:
    go, app, _ = navigation(state, "library")
    state.listed.show(["port", "ete", "quai"], "title")
    go.open_article("port", HERE)
    for step in steps:
        go.open_neighbour(step)
    assert left_one_by_one(go, app) == way


def test_each_article_stands_once_on_the_way_back(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    for article in ("port", "ete", "port", "ete", "quai", "ete", "quai"):
        go.open_article(article)
    assert left_one_by_one(go, app) == ["ete", "port", "library"]


def test_a_jump_to_a_place_of_the_same_article_leads_nowhere_else_back(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    go.open_article("port", HERE)
    go.open_article("port", THERE)
    assert left_one_by_one(go, app) == ["library"]


def test_each_reading_screen_has_a_way_back_of_its_own(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    for article in ("port", "ete"):
        go.open_article(article)
    go.go_over("codebook")
    go.open_article("quai")
    assert left_one_by_one(go, app) == ["codebook"]
    go.leave_screen()
    assert left_one_by_one(go, app) == ["port", "library"]


def test_an_article_that_cannot_be_opened_leads_back_to_where_it_was_asked_for(state: AppState) -> None:
    go, app, _ = navigation(state, "library")
    go.open_article("port", THERE)
    go.open_article("ete")
    go.leave_unopened()
    assert place(app) == ("port", THERE)


def test_the_place_of_an_undone_change_is_gone_to_and_left_again(state: AppState) -> None:
    go, app, host = navigation(state, "library")
    commands = AppCommands(state, cast(Any, app), cast(Any, host), go, *[Mock()] * 3)
    with pytest.raises(Problem, match="Nothing was undone"):
        commands.go_to_last_change()
    go.open_article("port", HERE)
    state.last_change = ("ete", THERE)
    commands.go_to_last_change()
    assert place(app) == ("ete", THERE)
    go.leave_article()
    assert place(app) == ("port", HERE)
    go.forward()
    assert place(app) == ("ete", THERE)


def test_the_list_ends_with_a_message(state: AppState) -> None:
    go, app, host = navigation(state, "library")
    state.listed.show(["port", "ete"], "title")
    go.open_article("port")
    go.open_neighbour(-1)
    go.open_neighbour(1)
    go.open_neighbour(1)
    assert host.messages == ["This is the first article of the list.", "This is the last article of the list."]
    assert app.screen.article == "ete"
    state.listed.show(["port"], "title", "port")
    go.open_neighbour(1)
    assert host.messages[2:] == ["This article is not in the list as it is filtered."]


def left_one_by_one(go: Navigation, app: FakeApp) -> list[str]:
    """Leave articles until another screen is in front; return where each time led."""
    way = []
    while app.screen.context == "article":
        go.leave_article()
        way.append(app.screen.article or app.screen.context)
    return way
