"""A tagging pass at the screen: what is seen, where each key leads, and how it goes on another day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.annotation.tagging_pass import Candidates, PassState
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.session.passes.pass_progress import PassProgress
from reader.session.search.saved_searches import delete, save
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.dialog.manual import Manual
from reader.tui.dialog.picker import Picker
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.library import LibraryScreen
from tests.tui.app_pilot import article, lit, messages, press, settled, type_at_once, until
from tests.tui.showing import seen

SUGGESTIONS = ("down", "down", "down", "enter", "down", "down", "enter")
"""The keys that make a pass one over suggestions."""
FIRST = "Le port rouvre."
SECOND = "Les grutiers reviennent."


async def begin(pilot: Pilot[None], *keys: str) -> None:
    """Start a pass for the tag mer by keys; ``keys`` change rows of the menu."""
    await press(pilot, "T", *"mer", "enter", *keys, "enter")


def tagged(workspace: Workspace) -> list[str]:
    return [
        annotation.quote
        for annotation in annotations_in(workspace)
        if "mer" in workspace.codebook.paths(annotation.tags)
    ]


def status(pilot: Pilot[None]) -> str:
    return seen(pilot).splitlines()[-1]


async def test_a_pass_is_seen_goes_on_and_is_left(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(140, 30)) as pilot:
        await begin(pilot)
        assert lit(pilot) == FIRST
        assert "PASS mer · 1 of 8 · 8 left" in status(pilot)
        assert "Enter Give  n Skip  r Refuse  N Passage before" in status(pilot)
        await pilot.press("enter")
        assert (tagged(workspace), lit(pilot)) == ([FIRST], SECOND)
        assert "2 of 8 · 7 left" in status(pilot)
        await pilot.press("n", "r")
        assert lit(pilot) == "Le préfet « suit » le dossier."
        assert "4 of 8 · 5 left  " in status(pilot)
        await pilot.press("N")
        assert "3 of 8 · 5 left · refused" in status(pilot)
        await pilot.press("j")
        await pilot.press("h")
        assert (len(tagged(workspace)), lit(pilot)) == (2, "Le préfet « suit » le dossier."), "h stays"
        await pilot.press("q")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert "PASS mer" not in status(pilot)
        assert "g p goes on" in messages(pilot)
        await pilot.press("r", "n", "enter")
        assert len(workspace.history().entries) == 5, "outside a pass these keys do what they always do"


async def test_the_next_passage_may_stand_in_the_next_article(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(140, 30)) as pilot:
        await begin(pilot)
        await pilot.press(*"nnnn", "enter")
        assert article(pilot).article == "ete"
        assert lit(pilot) == "Un été"
        await pilot.press("n", "n", "enter")
        assert "Nothing is left in “mer”. 6 are skipped" in messages(pilot)
        await pilot.press("F")
        assert passes.passes(workspace)[0].state is PassState.FINISHED
        assert "Finished mer · 6 not decided" in messages(pilot)
        assert "Pass" not in status(pilot)


async def test_a_name_that_is_none_is_refused_before_anything_else_is_asked(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("T", *"mer", "slash", "enter")
        await settled(pilot)
        assert "A tag needs a name at each level." in seen(pilot)
        assert isinstance(pilot.app.screen, Picker), "what was typed is still there"


async def test_back_leads_over_articles_too(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press(*"nnnn", "enter")
        assert (article(pilot).article, lit(pilot)) == ("ete", "Un été")
        await pilot.press("N")
        await settled(pilot)
        assert (article(pilot).article, lit(pilot)) == ("port", "Rien ne presse.")
        await pilot.press("N", "N", "N", "N", "N")
        assert lit(pilot) == FIRST
        assert "nothing before it" in messages(pilot)


async def test_a_long_name_leaves_room_for_the_rest(workspace: Workspace) -> None:
    passes.start(workspace, ["mer"], name="Une passe dont le nom est long " * 2)
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "p", "enter")
        await settled(pilot)
        assert "1 of 8 · 8 left" in status(pilot)


async def test_a_pass_goes_on_after_a_restart_where_it_was(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("enter", "r", "q", "q")
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "p", "enter")
        await settled(pilot)
        assert lit(pilot) == "Un intertitre nu"
        assert "3 of 8 · 6 left" in status(pilot)


async def test_undo_leads_back_to_the_passage(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("enter", "r", "n")
        for quote, left in (("Un intertitre nu", 6), (SECOND, 7), (FIRST, 8)):
            await pilot.press("u")
            assert lit(pilot) == quote
            assert f"{left} left" in status(pilot)
        assert annotations_in(workspace) == []
        await pilot.press("u")
        assert passes.passes(workspace) == []
        assert "no longer open" in messages(pilot)
        assert "Pass" not in status(pilot)


async def test_what_is_selected_is_what_is_tagged_and_covers_what_it_touches(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(140, 30)) as pilot:
        await begin(pilot)
        await pilot.press("J", "enter")
        assert tagged(workspace) == [f"{FIRST} {SECOND}"]
        assert lit(pilot) == "Un intertitre nu"
        await pilot.press("N")
        assert lit(pilot) == SECOND
        assert "8 · 6 left · tagged" in status(pilot)
        await pilot.press("n", "x", "x", "enter")
        assert tagged(workspace)[1] == "Un intertitre nu […] Le préfet « suit » le dossier."
        assert lit(pilot) == "Rien ne presse."


async def test_hits_are_gone_through_over_articles(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "quai.txt").write_text("Un quai. Le port dort.", encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await begin(
            pilot, "down", "down", "enter", *"port", "enter", "down", "down", "down", "down", "enter", "up", "enter"
        )
        assert (article(pilot).article, lit(pilot)) == ("port", "port")
        assert "1 of 2 · 2 left" in status(pilot)
        await pilot.press("equals_sign", "enter")
        assert tagged(workspace) == [FIRST]
        assert (article(pilot).article, lit(pilot)) == ("quai", "port")
        await pilot.press("r")
        assert "Nothing is left in “mer”. F finishes" in messages(pilot)


MARINE = "La digue protège le phare. Un chat dort. Le phare éclaire la digue ! Le phare fume. Une digue cède."


@pytest.fixture
def marine(workspace: Workspace) -> Workspace:
    (workspace.root / "seeds" / "digue.txt").write_text(MARINE, encoding="utf-8")
    workspace.articles()
    return workspace


async def test_a_pass_whose_saved_search_is_gone_says_so_and_leaves_the_others_in_the_list(
    workspace: Workspace,
) -> None:
    search = save(workspace, "Quai", "grutiers")
    passes.start(workspace, ["mer"], "set:Quai", Candidates.HITS, "Quai")
    passes.start(workspace, ["mer"], "port", Candidates.HITS, "Port")
    delete(workspace, search)
    async with ScolieApp(workspace).run_test(size=(100, 24)) as pilot:
        await press(pilot, "g", "p")
        await until(pilot, lambda: "0 of " in seen(pilot))
        await press(pilot, *"Quai", "enter")
        assert "There is no saved search with that name. Quai" in messages(pilot)


async def test_suggestions_come_in_order_with_their_words(marine: Workspace) -> None:
    annotate(marine, "digue", [Span(0, MARINE.index(".") + 1)], ["mer"])
    async with ScolieApp(marine, "port").run_test(size=(140, 30)) as pilot:
        await begin(pilot, *SUGGESTIONS)
        assert lit(pilot) == "Le phare éclaire la digue !"
        assert "1 of 3 · 3 left · for digue, phare" in status(pilot)
        assert [hit.of(MARINE) for hit in article(pilot).pane.hits] == ["phare", "digue"]
        assert len(annotations_in(marine)) == 1, "nothing is applied by itself"
        await pilot.press("enter")
        assert tagged(marine)[1] == "Le phare éclaire la digue !"
        assert "phare" in lit(pilot) or "digue" in lit(pilot)
        await pilot.press("r", "n")
        await settled(pilot)
        assert "Nothing more to suggest" in messages(pilot)


async def test_the_words_of_a_pass_over_hits_are_asked_for_where_passages_are_chosen(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        hits = ("down", "down", "down", "enter", "down", "enter", *"grutiers", "enter")
        await begin(pilot, *hits)
        assert lit(pilot) == SECOND
        (made,) = passes.passes(workspace)
        assert (made.query, made.candidates) == ("grutiers", Candidates.HITS)


async def test_without_anything_tagged_nothing_is_suggested(marine: Workspace) -> None:
    async with ScolieApp(marine, "port").run_test(size=(100, 30)) as pilot:
        await begin(pilot, *SUGGESTIONS)
        assert "suggestions are like what is tagged" in messages(pilot)


async def test_a_finished_pass_is_reopened_and_asks_about_what_was_skipped(workspace: Workspace) -> None:
    tagging_pass = passes.start(workspace, ["mer"], "article:port")
    passes.skip(workspace, tagging_pass, "port", [Span(0, 15)])
    passes.refuse(workspace, tagging_pass, "port", [Span(16, 40)])
    passes.finish(workspace, tagging_pass)
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "p")
        await settled(pilot)
        row = next(line for line in seen(pilot).splitlines() if "finished" in line.split())
        assert {"mer", "everything", "Ada"} <= set(row.split())
        await pilot.press("enter")
        await settled(pilot)
        assert lit(pilot) == FIRST
        await pilot.press("n")
        assert lit(pilot) == "Un intertitre nu"


async def test_a_pass_of_which_all_is_skipped_begins_another_visit(workspace: Workspace) -> None:
    tagging_pass = passes.start(workspace, ["mer"], "article:port")
    passes.skip(workspace, tagging_pass, "port", [Span(0, len(workspace.text("port")))])
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "p", "enter")
        await settled(pilot)
        assert lit(pilot) == FIRST
        assert passes.pass_of(workspace, tagging_pass.id).visit == 2


async def test_two_passes_are_compared(workspace: Workspace) -> None:
    first, second = (passes.start(workspace, [tag], "article:port") for tag in ("mer", "vent"))
    passes.give(workspace, first, "port", [Span(0, 15)])
    passes.refuse(workspace, first, "port", [Span(16, 40)])
    for one in (first, second):
        passes.refuse(workspace, one, "port", [Span(42, 58)])
    for start, end in ((0, 15), (16, 40)):
        passes.give(workspace, second, "port", [Span(start, end)])
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "p", "tab", "down", "tab", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Manual)
        shown = seen(pilot)
        assert "1  in both" in shown
        assert "2  undecided" in shown
        assert "67%  agreement" in shown
        assert "0.40  Cohen’s kappa" in shown
        assert SECOND in shown
        assert "Only in vent (Ada)" in shown
        assert "Le port rouvre. Les grutiers reviennent.  " in shown, "the title, not the id"


async def test_a_pass_stays_on_while_one_looks_elsewhere(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("g", "l")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert status(pilot).startswith(" PASS mer")
        await pilot.press("g", "g", "enter")
        await pilot.pause()
        assert "PASS mer · 1 of 8" in status(pilot)
        await pilot.press("tab")
        assert "Enter Give" not in status(pilot), "in the side pane keys are its own"
        await pilot.press("tab")
        assert "Enter Give" in status(pilot)


async def test_help_and_palette_have_the_keys_of_the_pass(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(120, 60)) as pilot:
        await begin(pilot)
        await pilot.press("question_mark")
        assert "In the pass" in seen(pilot)
        assert "Refuse the passage for good" in seen(pilot)
        await pilot.press("escape", "ctrl+p", *"> refuse", "enter")
        await pilot.pause()
        assert lit(pilot) == SECOND
        assert [one["answer"] for one in workspace.store.records("port", "decisions").values()] == ["refused"]


async def test_keys_typed_ahead_wait_for_the_pass(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "T", *"mer", "enter", "enter", "enter", "r", "enter")
        await settled(pilot)
        assert tagged(workspace) == [FIRST, "Un intertitre nu"]


async def test_a_boundary_is_kept_by_enter_also_in_a_pass(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("h", "e", "b", "enter")
        assert (tagged(workspace), lit(pilot)) == (["Le port"], FIRST)
        await pilot.press("enter")
        assert (tagged(workspace), lit(pilot)) == (["Le port"], SECOND), "it is not tagged a second time"


async def test_what_others_finish_is_no_longer_on(workspace: Workspace, root: Path) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        passes.finish(workspace, passes.passes(workspace)[0])
        await pilot.press("enter")
        assert "The pass is finished" in messages(pilot)
        assert annotations_in(workspace) == []


async def test_a_filter_of_the_list_is_offered(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("slash", *"ete", "enter")
        await press(pilot, "T", *"mer", "enter")
        assert "Articles of the filter: ete" in seen(pilot)
        await press(pilot, "enter")
        assert passes.passes(workspace)[0].articles == ("ete",)
        assert passes.passes(workspace)[0].candidates is Candidates.SENTENCES


async def test_while_the_library_is_looked_at_keys_wait_for_the_first_passage(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, survey = threading.Event(), PassProgress.survey

    def slow(progress: PassProgress, wanted: Callable[[], bool]) -> None:
        go_on.wait(30)
        survey(progress, wanted)

    monkeypatch.setattr(PassProgress, "survey", slow)
    passes.start(workspace, ["mer"], "article:port")
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        type_at_once(app, "gp\r")
        await until(pilot, lambda: "Looking for what is left" in status(pilot))
        type_at_once(app, "\rh")  # `press` would wait for an app that rests, which it does not while keys wait
        await until(pilot, lambda: not app.key_queue.is_empty)
        assert annotations_in(workspace) == [], "these are for the passages that come"
        go_on.set()
        await settled(pilot)
        assert tagged(workspace) == [FIRST, SECOND]


async def test_the_menu_of_a_pass_counts_what_it_would_ask_and_keeps_what_was_chosen(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, len(FIRST))], ["mer"])
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "T", *"mer", "enter")
        assert "7 passages in 2 articles" in seen(pilot), "one of eight has the tag"
        await press(pilot, "down", "down", "enter", *"rien-de-tel", "enter")
        assert "0 passages in 0 articles" in seen(pilot)
        await press(pilot, "enter")
        assert "No article matches." in messages(pilot)
        assert "rien-de-tel" in seen(pilot), "the menu is still there"
        await press(pilot, "down", "down", "enter", *"port", "enter")
        assert "Hits of the words" in seen(pilot)
        assert "The sentence" in seen(pilot)
        assert "0 passages in 1 article" in seen(pilot)
        await press(pilot, *["down"] * 4, "enter", "up", "enter")
        assert "The words of the hit" in seen(pilot)
        await press(pilot, "down", "enter", "escape")
        assert "The words of the hit" in seen(pilot), "Esc in a row leads back"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert passes.passes(workspace) == []


async def test_the_list_of_passes_shows_how_far_each_is(workspace: Workspace) -> None:
    tagging_pass = passes.start(workspace, ["mer"], "article:port")
    passes.refuse(workspace, tagging_pass, "port", [Span(0, len(FIRST))])
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "p")
        await until(pilot, lambda: "1 of 5" in seen(pilot))
