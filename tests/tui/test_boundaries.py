"""Boundaries by word, sentence and grain; annotations of several passages; annotations over one another."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from tests.conftest import TEXT
from tests.tui.app_pilot import article, foot, lit
from tests.tui.showing import seen

FIRST = "Le port rouvre."
SECOND = "Les grutiers reviennent."
THIRD = "Le préfet « suit » le dossier."


def at(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def quotes(workspace: Workspace) -> list[str]:
    return [annotation.quote for annotation in annotations_in(workspace)]


@pytest.mark.parametrize(
    ("quote", "keys", "left"),
    [
        ("port rouvre", ["b"], "port"),
        ("port", ["w"], "port rouvre."),
        ("port", ["j"], f"port rouvre. {SECOND}"),
        ("grutiers", ["k"], SECOND),
        ("port", ["equals_sign"], FIRST),
        (f"port rouvre. {SECOND}", ["equals_sign"], f"{FIRST} {SECOND}"),
        (f"{FIRST} {SECOND}", ["equals_sign", "minus"], f"{FIRST} {SECOND}"),
        ("port rouvre", ["o", "b"], FIRST),
        ("Le port", ["o", "w"], "port"),
        ("rouvre", ["p"], "rouvre. Les grutiers reviennent.\nUn intertitre nu"),
    ],
)
async def test_a_boundary_moves_by_word_sentence_paragraph_and_grain(
    workspace: Workspace, quote: str, keys: list[str], left: str
) -> None:
    annotate(workspace, "port", [at(quote)], ["mer"])
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("greater_than_sign", "e", *keys, "enter")
        assert quotes(workspace) == [left]
        await pilot.press(*(["u"] if left != quote else []))
        assert quotes(workspace) == [quote]


async def test_of_several_passages_the_one_in_focus_is_mended_and_the_others_stay(workspace: Workspace) -> None:
    annotate(workspace, "port", [at(FIRST), at(THIRD)])
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j", "j")
        assert lit(pilot) == THIRD
        await pilot.press("e", "b", "enter")
        assert quotes(workspace) == [f"{FIRST} […] Le préfet « suit » le"]
        await pilot.press("k", "k", "k", "e", "j", "p", "j", "enter")
        assert quotes(workspace) == [TEXT[: at(THIRD).end]], "passages that meet become one"


async def test_kept_passages_that_overlap_become_one(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("x", "k", "x", "k", "J", "x", "j", "x", "h")
        assert quotes(workspace) == [f"{FIRST} {SECOND} […] {THIRD}"]
        await pilot.press("x", "x", "X", "h")
        assert len(quotes(workspace)) == 2


async def test_annotations_over_one_another_are_gone_through_and_each_is_named(workspace: Workspace) -> None:
    annotate(workspace, "port", [at(FIRST)], ["mer"])
    annotate(workspace, "port", [at("port")], ["ville/quai"])
    annotate(workspace, "port", [at(f"{FIRST} {SECOND}")], ["vent"])
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert "#mer · " in seen(pilot).splitlines()[-1], "the shortest that holds the sentence comes first"
        told = []
        for _ in range(3):
            await pilot.press("c")
            told.append(seen(pilot).splitlines()[-1].split("#")[1].split()[0])
            assert f"of 3 · #{told[-1]} · “" in foot(pilot)
        assert sorted(told) == ["mer", "vent", "ville/quai"]
        assert told[2] == "mer", "each key leads to another one, and round again"
        await pilot.press("c", "d")
        assert len(annotations_in(workspace)) == 2
        assert article(pilot).pane.decorations
