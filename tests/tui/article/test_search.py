"""Search in the article, in a text that is searched at once and in one that takes a thread."""

from __future__ import annotations

import pytest

from reader.tui.screen.article.search import Search
from reader.tui.screen.article.selection import SelectionCommands
from tests.tui.article.fakes import Reading


def words(reading: Reading) -> list[str]:
    return [hit.of(reading.view.text) for hit in reading.pane.hits]


def test_hits_show_while_one_types_and_enter_goes_to_the_next(reading: Reading) -> None:
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    assert reading.screen.prompt.placeholder == "Search in this article"
    reading.screen.prompt.type("RE")
    assert len(words(reading)) == 5
    reading.select("grutiers")
    reading.screen.prompt.enter("RE")
    assert search.mode() == "FIND “RE” 2 of 5"
    search.commands()["find.previous"]()
    assert search.mode() == "FIND “RE” 1 of 5"
    search.commands()["find.previous"]()
    assert search.mode() == "FIND “RE” 5 of 5"
    search.commands()["find.next"]()
    assert search.mode() == "FIND “RE” 1 of 5"
    reading.screen.prompt.leave()
    assert words(reading) == []
    assert search.mode() == ""


def test_a_hit_is_selected_by_whole_words_and_grows_to_its_sentence(reading: Reading) -> None:
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    search.look_for("utier")
    search.entered()
    assert reading.lit == "grutiers"
    assert words(reading) == ["utier"]
    assert search.mode().endswith(" 1 of 1")
    SelectionCommands(reading.view).commands()["select.grow"]()
    assert reading.lit == "Les grutiers reviennent."


def test_hits_in_one_word_are_gone_through_as_one(reading: Reading) -> None:
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    search.look_for("e")
    search.entered()
    assert len({hit.start for hit in reading.pane.hits}) == 18
    places = []
    for _ in range(60):
        assert reading.pane.selection and " of " in search.mode()
        places.append(reading.pane.selection.span)
        search.commands()["find.next"]()
    again = places.index(places[0], 1)
    assert places[:again] == sorted(set(places)), "each word is come to once before the first again"
    assert "reviennent" in [place.of(reading.view.text) for place in places]


def test_what_does_not_occur_is_reported_once_entered(reading: Reading) -> None:
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    search.look_for("xyz")
    assert reading.host.messages == []
    search.entered()
    assert reading.host.messages == ["“xyz” does not occur in this article. g s searches all articles."]
    assert not reading.screen.waiting.awaits
    search.commands()["find.next"]()
    assert reading.host.messages[1:] == ["“xyz” does not occur in this article. g s searches all articles."]


def test_the_next_hit_of_no_search_says_that_there_is_none(reading: Reading) -> None:
    Search(reading.view, reading.state, reading.host, reading.navigator.search).commands()["find.next"]()
    assert reading.host.messages == ["Nothing is searched for in this article yet."]


def test_the_status_row_drops_the_hits_of_a_query_that_was_left(reading: Reading) -> None:
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    search.look_for("port")
    assert search.mode()
    modes: list[str] = []
    reading.screen.told = lambda: modes.append(search.mode())
    search.left()
    assert modes == [""]


@pytest.fixture
def large(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> Search:
    """Return the search of a text that counts as large."""
    monkeypatch.setattr("reader.tui.screen.article.search.LARGE", 10)
    search = Search(reading.view, reading.state, reading.host, reading.navigator.search)
    search.open()
    return search


def test_in_a_large_text_enter_waits_for_the_hits(reading: Reading, large: Search) -> None:
    large.look_for("dossier")
    large.entered()
    assert reading.screen.waiting.awaits
    assert reading.screen.waiting.looking_for == ["Searching…"]
    assert len(reading.host.background) == 1, "one search runs at a time"
    reading.host.finish()
    assert reading.lit == "dossier"
    assert not reading.screen.waiting.awaits
    assert not large.take_key("Esc")


def test_esc_gives_up_what_is_waited_for(reading: Reading, large: Search) -> None:
    large.look_for("dossier")
    large.entered()
    assert not large.take_key("j")
    assert large.take_key("Esc")
    reading.host.finish()
    assert reading.lit == "Le port rouvre."
    assert words(reading) == []


def test_a_query_typed_during_the_search_is_searched_next(reading: Reading, large: Search) -> None:
    large.look_for("port")
    what, then = reading.host.background.pop()
    result = what()
    large.look_for("dossier")
    then(result)
    assert words(reading) == []
    reading.host.finish()
    assert words(reading) == ["dossier"]


def test_hits_of_the_article_before_are_not_shown_in_the_next(reading: Reading, large: Search) -> None:
    large.look_for("port")
    what, then = reading.host.background.pop()
    result = what()
    large.forget()
    reading.view.article = "ete"
    then(result)
    assert words(reading) == []
    assert reading.host.background == []
