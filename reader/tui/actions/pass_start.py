"""Start a tagging pass: one menu with everything that it is made of, and how much it would ask. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.annotation.codebook import Held, checked_path
from reader.annotation.tagging_pass import Candidates, Unit
from reader.search.query.parser import both, condition
from reader.session.library.titles import title_of
from reader.session.passes import passes
from reader.session.passes.pass_progress import PassProgress
from reader.session.search import find
from reader.session.search.asked import checked
from reader.session.search.saved_searches import saved_searches
from reader.text.problem import Problem
from reader.translation import N_, _, ngettext, number
from reader.tui.actions.menu import MenuRow, choose_one, open_menu
from reader.tui.actions.picking import pick_tags
from reader.tui.actions.tagging_passes import TaggingPasses
from reader.tui.dialog.form import Field, Form
from reader.tui.dialog.picker import Choice, Creation, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    ArticleActions,
    NotifiesAndAsks,
    Reloads,
    RunsInBackground,
    RunsWhenQuiet,
    TellsChanges,
)
from reader.tui.service.screens import ScreenStack, as_article, as_list, as_search

_KINDS = {
    Candidates.SENTENCES: N_("Everything"),
    Candidates.HITS: N_("Hits of the words"),
    Candidates.SUGGESTIONS: N_("Suggestions: the sentences most like those that are tagged"),
}
_UNITS = {
    Unit.HIT: N_("The words of the hit"),
    Unit.SENTENCE: N_("The sentence"),
    Unit.PARAGRAPH: N_("The paragraph"),
}
ALL = "\x00all"


class PassStartHost(NotifiesAndAsks, RunsInBackground, RunsWhenQuiet, Reloads, TellsChanges, Protocol):
    """What the menu needs."""


class PassStart:
    """What a new pass is to be. Each row of the menu changes one thing and leads back to it."""

    def __init__(
        self, state: AppState, stack: ScreenStack, host: PassStartHost, articles: ArticleActions, actions: TaggingPasses
    ) -> None:
        self._state = state
        self._host = host
        self._articles = articles
        self._actions = actions
        shown, listed, search = as_article(stack.screen), as_list(stack.screen), as_search(stack.screen)
        self._here = shown.article if shown else ""
        self._filter = listed.filter if listed else ""
        self._held_tags: list[Held] = []
        self._query = search.asked if search else self._filter
        self._candidates = Candidates.HITS if self._query and search else Candidates.SENTENCES
        self._unit = Unit.SENTENCE
        self._count = ""

    # -- the menu

    @property
    def _tags(self) -> list[str]:
        """The tags by the paths that they have now."""
        return list(self._state.workspace.codebook.held(self._held_tags))

    def tags(self) -> None:
        """Ask for the tags, then show the menu."""

        def picked(result: Picked | None) -> None:
            if result:
                tags = [checked_path(tag) for tag in (*result.ids, *([result.new] if result.new else []))]
                self._held_tags = list(map(self._state.workspace.codebook.hold, tags))
                self._menu()
            elif self._tags:
                self._menu()

        title, recent, rename = _("Tags of the pass"), self._state.recent_tags, self._articles.rename_tag
        pick_tags(self._state, self._host, picked, title, checked=self._tags, recent=recent, rename=rename)

    def _menu(self) -> None:
        if not self._tags:
            self.tags()
            return
        self._count = _("Counting…")
        rows = {
            "start": MenuRow(_("Start"), lambda: self._count, self._start),
            "tags": MenuRow(_("Tags"), lambda: ", ".join(self._tags), self.tags),
            "articles": MenuRow(_("Articles"), lambda: self._query_named(self._query), self._ask_articles),
            "candidates": MenuRow(_("Passages"), lambda: _(_KINDS[self._candidates]), self._ask_candidates),
            "unit": MenuRow(_("What gets the tags"), lambda: _(_UNITS[self._unit]), self._ask_unit),
        }
        picker = open_menu(self._host, _("New pass"), rows)

        def counted(line: str) -> None:
            self._count = line
            picker.again()

        self._host.in_background(lambda: self._counted(lambda: picker.is_attached), counted)

    def _counted(self, wanted: Callable[[], bool]) -> str:
        """Return how much the pass would ask, in words."""
        workspace = self._state.workspace
        try:
            articles = passes.articles_of(workspace, self._query)
            planned = passes.planned(workspace, self._tags, self._query, self._candidates, self._unit, articles)
            progress = PassProgress(workspace, planned, self._state.suggester)
            progress.survey(wanted)
        except Problem as problem:
            return problem.title
        passages = ngettext("{count} passage", "{count} passages", progress.left)
        named = {"passages": passages.format(count=number(progress.left)), "articles": number(len(articles))}
        line = ngettext("{passages} in {articles} article", "{passages} in {articles} articles", len(articles))
        return line.format(**named)

    # -- its rows

    def _has_terms(self, query: str) -> bool:
        return find.has_terms(self._state.workspace, checked(self._state.workspace, query))

    def _query_named(self, query: str) -> str:
        if not query:
            return _("All articles")
        if query == self._filter:
            return _("Articles of the filter: {query}").format(query=query)
        if query == f"article:{self._here}":
            return _("This article")
        if query.startswith("set:"):
            return query
        article = query.removeprefix("article:")
        return title_of(self._state.workspace, article) if query != article and " " not in article else query

    def _ask_articles(self) -> None:
        workspace = self._state.workspace
        asked = [condition("set", search.name) for search in saved_searches(workspace)]
        asked += [each.query for each in passes.passes(workspace)]
        here = f"article:{self._here}" if self._here else ""
        queries = dict.fromkeys([self._filter, "", here, self._query, *asked])
        offered = [Choice(query or ALL, self._query_named(query)) for query in queries]

        def choices(words: str) -> list[Choice]:
            return [] if words.strip() else offered

        def picked(result: Picked | None) -> None:
            if result:
                query = result.new or "".join(id_ for id_ in result.ids if id_ != ALL)
                has_terms = self._has_terms(query)
                self._query = query
                if has_terms:
                    self._candidates, self._unit = Candidates.HITS, Unit.SENTENCE
                elif self._candidates is Candidates.HITS:
                    self._candidates, self._unit = Candidates.SENTENCES, Unit.SENTENCE
            self._menu()

        title = _("Which articles?")
        create = Creation(
            _("+ articles with {name}"), invites=_("Choose, or type words, tag:… source:… date:2024-03..")
        )
        self._host.ask(Picker(title, choices, checked=[self._query or ALL], create=create), picked)

    def _ask_candidates(self) -> None:
        names = {kind.value: _(_KINDS[kind]) for kind in Candidates}
        has_words = self._has_terms(self._query)
        if not has_words:
            names[Candidates.HITS.value] = _("Hits of words that you type…")

        def chosen(name: str) -> None:
            if Candidates(name) is Candidates.HITS and not has_words:
                self._ask_words()
                return
            self._candidates, self._unit = Candidates(name), Unit.SENTENCE
            self._menu()

        choose_one(self._host, _("Which passages?"), names, self._candidates.value, chosen, self._menu)

    def _ask_words(self) -> None:
        """Ask for the words whose hits the pass goes through, in the articles that are chosen."""

        def answered(values: dict[str, str] | None) -> None:
            query = both(self._query, values["words"]) if values else self._query
            if self._has_terms(query):
                self._query, self._candidates, self._unit = query, Candidates.HITS, Unit.SENTENCE
            self._menu()

        self._host.ask(Form(_("Hits of which words?"), [Field("words", _("Words, or a “phrase”"), "")]), answered)

    def _ask_unit(self) -> None:
        units = [Unit.SENTENCE]
        if self._candidates is Candidates.HITS:
            units = list(Unit)
        elif self._candidates is Candidates.SENTENCES:
            units.append(Unit.PARAGRAPH)

        def chosen(name: str) -> None:
            self._unit = Unit(name)
            self._menu()

        names = {unit.value: _(_UNITS[unit]) for unit in units}
        choose_one(self._host, _("What gets the tags?"), names, self._unit.value, chosen, self._menu)

    def _start(self) -> None:
        workspace, query = self._state.workspace, self._query

        def start(articles: list[str]) -> None:
            if not articles:
                self._host.notify(_("No article matches."), severity="warning")
                self._menu()
                return
            made = passes.start(workspace, self._tags, query, self._candidates, articles=articles, unit=self._unit)
            self._actions.begin(made)

        self._actions.look_meanwhile(lambda _wanted: passes.articles_of(workspace, query), start)
