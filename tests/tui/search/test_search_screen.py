"""From the query to tagged hits and back, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events

from reader.layout.cells import cells
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import new_tag
from reader.session.library.workspace import Workspace
from reader.session.passes.passes import passes
from reader.session.search import find
from reader.session.search.saved_searches import save, saved_searches
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import use
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.search.screen import SearchScreen
from reader.tui.widget.list_pane import ListPane
from tests.tui.app_pilot import all_taken, foot, lit, marks, messages, press, until
from tests.tui.showing import seen, strips

SIZE = (100, 24)


def test_names_are_kept_apart() -> None:
    """The handlers of the screen are one package; its name must not hide the package of queries."""
    assert SearchScreen.__module__ == "reader.tui.screen.search.screen"


async def test_results_follow_each_letter_and_keys_act_on_them_after_enter(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"port")
        assert "1 / 1 · 1 hit · in 1 article" in seen(pilot)
        await press(pilot, "x")
        assert "Nothing is found." in seen(pilot)
        assert marks(workspace) == []
        await press(pilot, "ctrl+u", *"grutiers", "enter", "h")
        assert marks(workspace) == [("grutiers", (), "")]
        assert "Highlighted: 1 passage · u to undo" in messages(pilot)
        await press(pilot, "u")
        assert marks(workspace) == []


async def test_what_is_marked_is_tagged_in_one_step_and_taken_back_in_one(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "down", "tab", "tab", "j", "tab")
        assert "MARKED 3 hits" in foot(pilot)
        await press(pilot, "t", *"mer", "enter")
        assert "Tagged #mer: 3 passages · . again · u to undo" in messages(pilot)
        assert sorted((quote, tags) for quote, tags, _ in marks(workspace)) == [
            ("Le", ("mer",)), ("Le", ("mer",)), ("Le", ("mer",)),
        ]  # fmt: skip
        assert seen(pilot).count("□") == 3 and "MARKED" not in foot(pilot)
        await press(pilot, "u")
        assert marks(workspace) == [] and "□" not in seen(pilot)
        await press(pilot, "U", "g", "g", "j", "j", ".")
        assert len(marks(workspace)) == 4


@pytest.fixture
def french() -> Iterator[None]:
    use("fr")
    yield
    use("en")


@pytest.mark.usefixtures("french")
async def test_in_a_narrow_window_the_last_row_says_how_to_tag_and_what_a_hit_is_grown_to(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "s", *"le", "enter")
        assert "t Coder" in foot(pilot)
        await press(pilot, "tab", "tab", "equals_sign")
        assert "COCHÉS 2 résultats · phrase" in foot(pilot) and "t Coder" in foot(pilot)
        await press(pilot, "escape", "k")
        assert foot(pilot).strip().startswith("phrase")


async def test_hits_of_a_search_that_stops_midway_can_be_reached_and_are_not_taken_for_all(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(find.search(workspace, "le"))

    def stops(*_: Any) -> Iterator[find.Hit]:
        yield from every[:2]
        raise Problem("The regular expression takes too long.")

    monkeypatch.setattr(find, "search", stops)
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"/le/")
        assert "the first 2 hits" in seen(pilot)
        assert "The regular expression takes too long." in messages(pilot)
        await press(pilot, "enter", "j", "h")
        assert len(marks(workspace)) == 1


async def test_words_that_have_come_to_the_place_of_a_hit_are_not_highlighted(workspace: Workspace, root: Path) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"grutiers", "enter")
        file = root / "seeds" / "port.txt"
        file.write_text("Neuf mots de plus. " + file.read_text(encoding="utf-8"), encoding="utf-8")
        await press(pilot, "h")
        assert marks(workspace) == []
        assert "1 article has changed since it was searched. Search again." in messages(pilot)
        await press(pilot, "/", "enter")
        await press(pilot, "h")
        assert marks(workspace) == [("grutiers", (), "")]


async def test_a_hit_in_an_article_whose_file_is_gone_is_not_opened(workspace: Workspace, root: Path) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"grutiers", "enter", "enter", "q")  # its text is in memory now
        (root / "seeds" / "port.txt").unlink()
        workspace.articles()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "There is no such article. port" in messages(pilot)


async def test_a_hit_grows_to_its_sentence_and_paragraph_before_it_is_tagged(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"grutiers", "enter", "equals_sign")
        assert foot(pilot).strip().startswith("sentence")
        await press(pilot, "h", "equals_sign")
        assert foot(pilot).strip().startswith("paragraph")
        await press(pilot, "h", "minus", "minus", "h")
        quotes = {quote for quote, _, _ in marks(workspace)}
        assert quotes == {
            "Deux grutiers reviennent.", "Le port rouvre. Deux grutiers reviennent.", "grutiers",
        }  # fmt: skip


async def test_enter_opens_the_place_and_q_comes_back_to_the_hit(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "ete").run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "j", "j", "k", "tab", "k", "enter")
        assert lit(pilot) == "Le préfet « suit » le dossier."
        assert isinstance(pilot.app.screen, ArticleScreen) and pilot.app.screen.article == "port"
        await press(pilot, "h", "q")
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "2 / 4" in seen(pilot) and "MARKED 1 hit" in foot(pilot)
        assert "▎" in seen(pilot)  # what was highlighted there is seen here
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ArticleScreen) and pilot.app.screen.article == "ete"


async def test_a_slash_leads_back_to_the_line_and_esc_to_the_results(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"port", "enter", "slash", *" rouvre")
        assert "2 hits" in seen(pilot)
        await press(pilot, "escape", "h")
        assert len(marks(workspace)) == 1
        await press(pilot, "slash", "ctrl+u", "escape")
        assert not isinstance(pilot.app.screen, SearchScreen)


async def test_a_query_that_cannot_be_asked_says_why_in_one_line(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *'"port')
        assert not messages(pilot)
        assert sum("no end" in line or "Close" in line for line in seen(pilot).splitlines()) == 1
        await press(pilot, "enter")
        assert messages(pilot)
        await press(pilot, *'" rouvre', "enter", "h")
        assert len(marks(workspace)) == 1


async def test_searches_are_saved_chosen_renamed_and_deleted(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"grutiers", "enter", "w", "ctrl+u", *"Le port", "enter")
        assert "Saved as “Le port” · u to undo" in messages(pilot)
        await press(pilot, "q", "g", "s")
        assert "Le port" in seen(pilot) and "grutiers" in seen(pilot)
        await press(pilot, "enter", "r", "ctrl+u", *"Quai", "enter")
        assert [search.name for search in saved_searches(workspace)] == ["Quai"]
        await press(pilot, "enter")
        assert "1 hit · in 1 article" in seen(pilot)
        await press(pilot, "h", "u", "slash", "ctrl+u", "enter", "d")
        assert saved_searches(workspace) == []
        await press(pilot, "u")
        assert "Quai" in seen(pilot)


async def test_tab_in_the_line_of_an_article_opens_its_concordance(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=SIZE) as pilot:
        await press(pilot, "slash", *"le", "tab")
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "3 hits · in 1 article" in seen(pilot) and 'article:"port" le' in seen(pilot)
        await press(pilot, "j", "enter", "q", "q", "slash", "ctrl+u", *"gruti", "tab")
        assert 'article:"port" gruti*' in seen(pilot) and "1 hit · in 1 article" in seen(pilot)
        await press(pilot, "q", "slash", "ctrl+u", *"le dossier", "tab")
        assert 'article:"port" "le dossier"' in seen(pilot) and "1 hit · in 1 article" in seen(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ArticleScreen)
        await press(pilot, "slash", "ctrl+u", "tab")
        assert isinstance(pilot.app.screen, ArticleScreen)


async def test_words_around_the_hits_and_where_they_are(workspace: Workspace) -> None:
    text = "Le port neuf. Un port neuf. Ce port vieux. " + "Rien ne presse ici. " * 9
    (workspace.root / "seeds" / "quai.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"port", "enter", "c")
        assert "Words around › port" in seen(pilot) and "and log-likelihood" in seen(pilot)
        (bar,) = (line for line in seen(pilot).splitlines() if " neuf" in line)
        assert " 2 " in bar and "█" in bar
        for title in ("Hits by article", "Hits by source", "Hits by month"):
            await press(pilot, "tab")
            assert title in seen(pilot)
        await press(pilot, "tab", "tab", "enter")
        assert 'article:"quai"' in seen(pilot) and "3 hits · in 1 article" in seen(pilot)
        await press(pilot, "q", "tab", "enter")
        assert "leads nowhere" in messages(pilot)
        await press(pilot, "g", "c")
        assert "Annotations by tag" in seen(pilot)
        await press(pilot, "q")
        assert "Words around › port" in seen(pilot)


async def test_words_around_alternatives_lead_to_the_hits_of_each(workspace: Workspace) -> None:
    text = "Le port neuf. Un port neuf. Ce quai neuf. " + "Rien ne presse ici. " * 9
    (workspace.root / "seeds" / "quai.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"port OR quai", "enter", "c", "tab", "enter")
        assert '(port OR quai) article:"quai"' in seen(pilot) and "3 hits · in 1 article" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (30, 10), (200, 50)])
@pytest.mark.parametrize("colours", ["truecolor", "none"])
async def test_contexts_line_up_in_every_window_and_script(
    workspace: Workspace, size: tuple[int, int], colours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    apart = "\n\n" + "Le vent tombe. " * 5
    lines = ("新しい港 port は静かです。", "נמל port חדש", "Un e\u0301te\u0301 au port 👩‍🚀 calme", "port\u202enoir")
    (workspace.root / "seeds" / "quai.txt").write_text(apart.join(lines), encoding="utf-8")
    workspace.articles()
    annotate(workspace, "port", [Span(3, 7)], ["mer"])
    async with ScolieApp(workspace).run_test(size=size) as pilot:
        await press(pilot, "g", "s", *"port", "enter", "tab")
        assert {strip.cell_length for strip in strips(pilot.app)} == {size[0]}
        hits = [line for line in seen(pilot).splitlines()[2:-1] if "port" in line.lower()]
        assert len(hits) >= 4
        columns = {cells(line[: line.lower().index("port")]) for line in hits}
        assert len(columns) == 1, hits
        assert "\u202e" not in seen(pilot)
        assert sum("□" in line for line in hits) == 1 and sum("✓" in line for line in hits) == 1


async def test_the_same_in_a_list_by_article(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(80, 24)) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "v")
        assert "by article" in seen(pilot)
        rows = seen(pilot).splitlines()
        (head,) = (line for line in rows if line.rstrip().endswith(" 3"))
        assert head.startswith(" ")
        await press(pilot, "g", "g", "tab", "h")
        assert len(marks(workspace)) == 3 and len(annotations_in(workspace, "port")) == 3
        await press(pilot, "s")
        assert "by article" not in seen(pilot)


async def test_the_order_and_the_list_are_remembered(workspace: Workspace) -> None:
    for keys, words in (("s", "by the word on the right"), ("v", "by article"), ("v", "by the word on the right")):
        async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
            await press(pilot, "g", "s", *"port", "enter", keys)
            assert words in seen(pilot)
            await press(pilot, "q", "g", "s", *"port", "enter")
            assert words in seen(pilot)
        async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
            await press(pilot, "g", "s", *"port", "enter")
            assert words in seen(pilot)


async def test_an_open_search_follows_the_order_that_is_set(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"port", "enter")
        app.state.choose(hit_order="date")
        app.services.host.follow_settings()
        await until(pilot, lambda: "by date" in seen(pilot))


async def test_all_hits_are_marked_with_one_key_and_none_with_esc(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "asterisk")
        assert "MARKED 4 hits" in foot(pilot)
        await press(pilot, "escape")
        assert "MARKED" not in foot(pilot)


async def test_more_hits_than_are_listed_are_said_to_be_the_first(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.session.search.hits.MOST_HITS", 3)
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter")
        assert "1 / 3 · the first 3 hits" in seen(pilot)


async def test_a_click_puts_the_cursor_and_another_opens(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter")
        for _ in range(2):
            await pilot.click(ListPane, offset=(20, 1))
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))


async def test_what_is_pasted_is_one_query(workspace: Workspace, root: Path) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s")
        app.post_message(events.Paste("grutiers\x1b\n"))
        await all_taken(pilot)
        await press(pilot, "enter")
        assert "\x1b" not in seen(pilot)


async def test_while_a_word_is_typed_its_beginning_counts_and_enter_ends_it(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "quai.txt").write_text("Un portail. Un port. Des portails.", encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"po")
        assert "Nothing is found." in seen(pilot)
        await press(pilot, "r")
        assert "4 hits" in seen(pilot)
        await press(pilot, "t")
        assert "4 hits" in seen(pilot)
        await press(pilot, "enter")
        assert "2 hits" in seen(pilot)
        await press(pilot, "slash", "ctrl+u", *"interti", "enter", "asterisk")  # the beginning of a word alone
        assert "MARKED 1 hit" in foot(pilot) and "interti*" in seen(pilot)
        await press(pilot, "slash", *" OR port")
        assert "interti* OR port" in seen(pilot)


async def test_a_pass_is_started_over_what_is_asked(workspace: Workspace) -> None:
    save(workspace, "Le quai", "port")
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "T", *"mer", "enter")
        assert "3 passages" in seen(pilot) and "Hits of the words" in seen(pilot)
        await press(pilot, "down", "down", "enter")
        assert 'set:"Le quai"' in seen(pilot)
        await press(pilot, "down", "down", "enter")
        assert "1 passage in 1 article" in seen(pilot)
        await press(pilot, "enter")
    (begun,) = passes(workspace)
    assert begun.query == 'set:"Le quai"' and begun.articles == ("port",)


async def test_a_hot_key_tags_all_that_is_marked(workspace: Workspace) -> None:
    new_tag(workspace, "mer", {"key": "m"})
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", *"le", "enter", "tab", "tab", "comma", "m")
        assert [tags for _, tags, _ in marks(workspace)] == [("mer",), ("mer",)]
        await press(pilot, "g", "g", "comma", "m")
        assert "nothing has changed" in messages(pilot)
        await press(pilot, "comma", "x")
        assert "No tag has the key x." in messages(pilot)
        await press(pilot, "u")
        assert marks(workspace) == []


async def test_without_a_hit_keys_say_so_and_change_nothing(workspace: Workspace) -> None:
    save(workspace, "Port", "port")
    async with ScolieApp(workspace).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "s", "enter")
        for key in ("h", "t", "tab", "s", "v", "c", "equals_sign", "asterisk", "full_stop"):
            await press(pilot, key)
            assert messages(pilot), key
        await press(pilot, "w")
        assert "nothing to save" in messages(pilot)
        await press(pilot, "enter", "r")
        assert "not a saved search" in messages(pilot)
        assert marks(workspace) == [] and [each.name for each in saved_searches(workspace)] == ["Port"]


async def test_in_a_wide_window_contexts_begin_and_end_with_whole_words(workspace: Workspace) -> None:
    around = "abcdefghij klmnopqrs " * 12
    (workspace.root / "seeds" / "quai.txt").write_text(f"{around}soleil {around}", encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace).run_test(size=(240, 24)) as pilot:
        await press(pilot, "g", "s", *"soleil", "enter")
        (row,) = (line for line in seen(pilot).splitlines()[2:-1] if "soleil" in line)
        words = row.replace("┃", " ").split()
        assert len(words) > 8 and set(words) == {"abcdefghij", "klmnopqrs", "soleil"}
