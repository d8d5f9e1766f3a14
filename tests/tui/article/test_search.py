"""Search in the article, in a text that is searched at once and in one that takes a thread."""

from __future__ import annotations

import pytest

from reader.tui.screen.article.search import Search
from tests.tui.article.fakes import Desk


def words(desk: Desk) -> list[str]:
    return [hit.of(desk.view.text) for hit in desk.pane.hits]


def test_hits_show_while_one_types_and_enter_goes_to_the_next(desk: Desk) -> None:
    search = Search(desk.view, desk.host)
    search.open()
    assert desk.page.prompt.placeholder == "Search in this article"
    search.typed("RE")
    assert len(words(desk)) == 5
    desk.select("grutiers")
    search.entered()
    assert search.line() == "hit 2 of 5"
    search.commands()["find.previous"]()
    assert search.line() == "hit 1 of 5"
    search.commands()["find.previous"]()
    assert search.line() == "hit 5 of 5"
    search.commands()["find.next"]()
    assert search.line() == "hit 1 of 5"
    search.left()
    assert words(desk) == []
    assert search.line() == ""


def test_what_does_not_occur_is_said_once_entered(desk: Desk) -> None:
    search = Search(desk.view, desk.host)
    search.open()
    search.typed("xyz")
    assert desk.host.messages == []
    search.entered()
    assert desk.host.messages == ["That does not occur in this article."]
    assert not desk.page.awaits


@pytest.fixture
def large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Search:
    """Return the search of a text that counts as large."""
    monkeypatch.setattr("reader.tui.screen.article.search.LARGE", 10)
    search = Search(desk.view, desk.host)
    search.open()
    return search


def test_in_a_large_text_enter_waits_for_the_hits(desk: Desk, large: Search) -> None:
    large.typed("dossier")
    large.entered()
    assert desk.page.awaits
    assert desk.page.looking_for == ["Searching…"]
    assert len(desk.host.background) == 1, "one search runs at a time"
    desk.host.finish()
    assert desk.lit == "dossier"
    assert not desk.page.awaits
    assert not large.take_key("Esc")


def test_esc_gives_up_what_is_waited_for(desk: Desk, large: Search) -> None:
    large.typed("dossier")
    large.entered()
    assert not large.take_key("j")
    assert large.take_key("Esc")
    desk.host.finish()
    assert desk.lit == "Le port rouvre."
    assert words(desk) == []


def test_a_query_typed_during_the_search_is_searched_next(desk: Desk, large: Search) -> None:
    large.typed("port")
    what, then = desk.host.background.pop()
    result = what()
    large.typed("dossier")
    then(result)
    assert words(desk) == []
    desk.host.finish()
    assert words(desk) == ["dossier"]


def test_hits_of_the_article_before_are_not_shown_in_the_next(desk: Desk, large: Search) -> None:
    large.typed("port")
    what, then = desk.host.background.pop()
    result = what()
    large.forget()
    desk.view.article = "ete"
    then(result)
    assert words(desk) == []
    assert desk.host.background == []
