"""The basket on the screen: what was collected, put in order, written between, copied and exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from reader.annotation.model import Annotation, State
from reader.ingest import docx
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.basket.basket import basket, collect, collect_annotations, placed_basket
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.screen.basket_list import BasketList
from reader.tui.screen.excerpts_document import ExcerptsDocument
from tests.tui.screens.fakes import Stand


def opened(stand: Stand) -> BasketList:
    shown = BasketList(stand.services, stand.shell, cast(Any, stand.list))
    shown.begin()
    stand.host.finish()
    return shown


@pytest.fixture
def shown(stand: Stand) -> BasketList:
    """Three of the annotated passages, in the order of the text."""
    collect_annotations(stand.workspace, annotations_in(stand.workspace, "port")[:3])
    return opened(stand)


@pytest.fixture
def do(stand: Stand, shown: BasketList) -> Callable[[str], None]:
    def do(name: str) -> None:
        shown.commands()[name]()
        stand.host.finish()

    return do


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def copy(text: str, _: object) -> str:
        texts.append(text)
        return "Copied."

    monkeypatch.setattr("reader.tui.actions.copying.copy_text", copy)
    return texts


def quotes(stand: Stand) -> list[str]:
    return [each.quote for each in placed_basket(stand.workspace)]


def test_the_cursor_goes_with_the_excerpt_that_is_moved(
    stand: Stand, shown: BasketList, do: Callable[[str], None]
) -> None:
    first, second, third = quotes(stand)
    do("basket.move-down")
    assert quotes(stand) == [second, first, third] and shown.current.quote == first
    assert shown.title().facts == ("2 / 3", "APA")
    do("basket.move-down")
    do("basket.move-down")
    assert quotes(stand) == [second, third, first]
    do("basket.move-up")
    assert quotes(stand) == [second, first, third] and shown.current.quote == first
    do("edit.undo")
    assert quotes(stand) == [second, third, first]


def test_what_is_taken_out_comes_back(stand: Stand, shown: BasketList, do: Callable[[str], None]) -> None:
    before = quotes(stand)
    do("basket.remove")
    assert quotes(stand) == before[1:] and shown.current.quote == before[1]
    assert before[0] in stand.host.messages[-1]
    do("basket.clear")
    assert (stand.list.ids, stand.host.messages[-1]) == ([], "2 excerpts taken out of the basket")
    do("edit.undo")
    do("edit.undo")
    assert quotes(stand) == before == [each.quote for each in shown.passages]


def test_one_excerpt_or_all_are_copied_in_the_style_chosen(
    stand: Stand, do: Callable[[str], None], copied: list[str]
) -> None:
    do("excerpt.markdown")
    do("basket.copy-all")
    assert copied[0].count("> —") == 1 and copied[1].count("> —") == 3
    assert [copied[1].index(quote) for quote in quotes(stand)] == sorted(
        copied[1].index(quote) for quote in quotes(stand)
    )
    assert stand.host.messages[-1] == "Copied. 3 excerpts."
    assert stand.state.citing.format == "markdown"


def test_own_words_stand_below_an_excerpt(stand: Stand, shown: BasketList, do: Callable[[str], None]) -> None:
    do("basket.note")
    from reader.tui.dialog.note import Written

    stand.answer(Written("Et après ?", kept=True))
    assert basket(stand.workspace)[0].note == "Et après ?"
    assert shown.passages[0].annotation.note == "Et après ?"


def test_the_basket_is_exported_in_its_order(
    stand: Stand, do: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.actions.menu.Picker", lambda title, _: title)
    do("basket.move-down")
    do("excerpts.export")
    file = tmp_path / "out.docx"
    title = stand.export(file)
    text = docx.read(file.read_bytes()).text
    assert title == "Export the basket" and "Références" in text
    assert [text.index(quote) for quote in quotes(stand)] == sorted(text.index(quote) for quote in quotes(stand))
    assert stand.host.messages[-1] == f"3 excerpts are in {file}."


def test_a_passage_opens_in_its_article_but_not_where_that_is_gone(
    stand: Stand, shown: BasketList, do: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    do("app.open")
    assert stand.navigator.went == [("open", "port", shown.current.hull)]
    gone = Annotation("x", "port", (Span(0, 4),), "Rien", state=State.ORPHAN)
    monkeypatch.setattr(BasketList, "current", property(lambda _: gone))
    with pytest.raises(Problem, match="no longer has that passage"):
        do("app.open")


def test_an_empty_basket_says_how_to_fill_it(stand: Stand) -> None:
    shown = opened(stand)
    assert "Y b" in stand.list.empty
    assert set(shown.idle()) <= set(shown.commands())
    for name in ("app.open", "excerpt.copy", "excerpts.export", "basket.copy-all", "basket.remove", "basket.note"):
        assert name in shown.idle()
        with pytest.raises(Problem, match="basket is empty"):
            shown.commands()[name]()


def test_marked_excerpts_are_collected_together_and_once(stand: Stand) -> None:
    annotate(stand.workspace, "ete", [Span(2, 7)], ["mer"])
    document = ExcerptsDocument(
        stand.services, stand.shell, cast(Any, stand.list), cast(Any, stand.prompt), query="", by="article"
    )
    document.begin()
    stand.host.finish()
    document.mark()
    document.mark()
    document.commands()["excerpt.collect"]()
    stand.host.finish()
    assert len(quotes(stand)) == 2 and stand.host.messages[-1] == "Collected: 2 excerpts in the basket"
    document.commands()["excerpt.collect"]()
    stand.host.finish()
    assert len(quotes(stand)) == 2 and stand.host.messages[-1] == "It is already in the basket."
    collect(stand.workspace, "port", [Span(0, 2)])
    assert len(quotes(stand)) == 3
