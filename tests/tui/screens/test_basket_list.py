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
from reader.tui.dialog.choices import Picked
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
    document = ExcerptsDocument(stand.services, stand.shell, cast(Any, stand.list), cast(Any, stand.prompt), query="")
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


def test_what_is_marked_is_copied_exported_and_taken_out_together(
    stand: Stand, shown: BasketList, do: Callable[[str], None], copied: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("reader.tui.actions.menu.Picker", lambda title, _, **_more: title)
    first, second, third = quotes(stand)
    assert "list.clear" in shown.idle()
    do("list.mark")
    stand.list.to(2)
    do("list.mark")
    assert shown.status().mode == "MARKED 2 excerpts" and "list.clear" not in shown.idle()
    do("excerpt.copy")
    assert [copied[0].index(quote) for quote in (first, third)] and second not in copied[0]
    do("excerpts.export")
    title = stand.export(tmp_path / "out.md", "markdown")
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert title == "Export 2 marked excerpts" and first in text and third in text and second not in text
    do("basket.remove")
    assert quotes(stand) == [second] and shown.status().mode == ""
    assert stand.host.messages[-1] == "2 excerpts taken out of the basket"
    do("edit.undo")
    assert quotes(stand) == [first, second, third]
    do("list.mark")
    do("list.clear")
    assert shown.status().mode == "" and not stand.list.marked


class FakePicker:
    def __init__(self, title: str, choices: Callable[[str], Any], *, checked: list[str], **_more: object) -> None:
        self.title, self.choices, self.checked = title, choices, checked


def test_style_and_format_are_chosen_from_a_list_that_shows_the_excerpt_in_each(
    stand: Stand, shown: BasketList, do: Callable[[str], None], copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.dialog.picker.Picker", FakePicker)
    stand.state.choose(excerpt_templates={"fiche": "{text}|{title}"})  # type: ignore[arg-type]
    do("excerpt.style")
    picker = cast(FakePicker, stand.host.asked[-1][0])
    previews = {choice.id: str(choice.preview) for choice in picker.choices("")}
    quote, title = quotes(stand)[0], stand.workspace.article("port").title
    assert previews["format template:fiche"] == f"{quote}|{title}"
    assert previews["format markdown"].startswith("> ") and quote in previews["format latex"]
    assert title in previews["style mla"] and picker.checked == ["style apa", "format plain"]
    stand.answer(Picked(("format template:fiche",)))
    assert copied == [f"{quote}|{title}"]
    assert stand.host.remembered == {"citation_format": "template:fiche"}


def test_an_excerpt_whose_article_is_gone_is_shown_in_each_style(
    stand: Stand, shown: BasketList, do: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.dialog.picker.Picker", FakePicker)
    quote = quotes(stand)[0]
    (stand.workspace.root / stand.workspace.article("port").path).unlink()
    stand.workspace.articles()
    shown.reload()
    stand.host.finish()
    do("excerpt.style")
    previews = [str(choice.preview) for choice in cast(FakePicker, stand.host.asked[-1][0]).choices("format")]
    without_quote = [preview for preview in previews if quote not in preview]
    assert len(previews) > 8 and len(without_quote) == 1  # the citation alone
