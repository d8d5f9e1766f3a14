"""Start a tagging pass, choose one to go on with, compare two: the dialogs. Loaded when first asked for."""

from __future__ import annotations

from typing import Protocol

from reader.annotation.agreement import Agreement
from reader.annotation.codebook import checked_path
from reader.annotation.tagging_pass import Candidates, Pass, PassState
from reader.layout.gutter import Piece
from reader.search.jump import Entry, JumpIndex
from reader.search.query import parse
from reader.session.passes import passes
from reader.session.passes.comparison import Compared, compare
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.translation import _
from reader.tui.actions.picking import pick_tags
from reader.tui.actions.tagging_passes import TaggingPasses
from reader.tui.dialog.manual import Manual, heading
from reader.tui.dialog.picker import Choice, Creation, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import ArticleActions, NotifiesAndAsks, Reloads, RunsInBackground, RunsWhenQuiet
from reader.tui.service.screens import ScreenStack, as_article, as_list

_KINDS = {
    Candidates.SENTENCES: "Every sentence",
    Candidates.HITS: "Hits of the words",
    Candidates.SUGGESTIONS: "Suggestions: the sentences most like those that are tagged",
}
ALL = "\x00all"
MOST_TOLD = 200
"""Sentences that a comparison lists."""


class PassDialogsHost(NotifiesAndAsks, RunsInBackground, RunsWhenQuiet, Reloads, Protocol):
    """What the dialogs need."""


class PassDialogs:
    """Asks what a pass is to be about, which one to go on with, and which two to compare."""

    def __init__(
        self,
        state: AppState,
        stack: ScreenStack,
        host: PassDialogsHost,
        articles: ArticleActions,
        passes: TaggingPasses,
    ) -> None:
        self._state = state
        self._stack = stack
        self._host = host
        self._articles = articles
        self._passes = passes

    def start(self) -> None:
        """Ask for tags, articles, and what to go through; then begin."""

        def tags_picked(result: Picked | None) -> None:
            if result and result.rename:
                self._articles.rename_tag(result.rename, self._host.reload)
            elif result:
                tags = [*result.ids, *([result.new] if result.new else [])]
                self._host.attempt(lambda: self._ask_articles([checked_path(tag) for tag in tags]))

        pick_tags(self._state, self._host, tags_picked, _("Tags of the pass"), recent=self._state.recent_tags)

    def _ask_articles(self, tags: list[str]) -> None:
        offered = [Choice(ALL, "All articles")]
        shown, articles = as_article(self._stack.screen), as_list(self._stack.screen)
        if shown:
            offered.append(Choice(f"article:{shown.article}", "This article", (shown.article,)))
        if articles and articles.filter:
            offered.insert(0, Choice(articles.filter, "Articles of the filter", (articles.filter,)))
        asked = dict.fromkeys(
            tagging_pass.query for tagging_pass in passes.passes(self._state.workspace) if tagging_pass.query
        )
        ids = {choice.id for choice in offered}
        offered += [Choice(query, query, ("as before",)) for query in asked if query not in ids]

        def choices(query_words: str) -> list[Choice]:
            return [] if query_words.strip() else offered

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            query = result.new or "".join(id_ for id_ in result.ids if id_ != ALL)
            self._host.attempt(lambda: self._ask_kind(tags, query))

        title = "Which articles? Choose, or type words, tag:… article:… status:…"
        self._host.ask(Picker(title, choices, create=Creation(_("+ articles with {name}"))), picked)

    def _ask_kind(self, tags: list[str], query: str) -> None:
        has_words = bool(parse(query).phrases)
        kinds = [kind for kind in Candidates if kind is not Candidates.HITS or has_words]
        offered = [Choice(kind.value, _KINDS[kind]) for kind in kinds]
        index = JumpIndex(Entry(choice.id, choice.label) for choice in offered)
        by_id = {choice.id: choice for choice in offered}

        def choices(words: str) -> list[Choice]:
            return [by_id[match.id] for match in index.best(words, 9)] if words.strip() else offered

        def start(kind: Candidates, articles: list[str]) -> None:
            self._passes.begin(passes.start(self._state.workspace, tags, query, kind, articles=articles))

        def picked(result: Picked | None) -> None:
            if result:
                kind = Candidates(result.ids[0])
                self._passes.look_meanwhile(
                    lambda _: passes.articles_of(self._state.workspace, query), lambda articles: start(kind, articles)
                )

        self._host.ask(Picker("What to go through?", choices), picked)

    def pick(self) -> None:
        """Go on with a pass, reopen a finished one, or compare two that are marked."""
        every = sorted(
            passes.passes(self._state.workspace), key=lambda tagging_pass: tagging_pass.state is PassState.FINISHED
        )
        if not every:
            key = self._state.key_of("pass.start", "article")
            self._host.notify(f"There is no pass yet: {key} starts one.")
            return
        by_id = {tagging_pass.id: tagging_pass for tagging_pass in every}
        index = JumpIndex(Entry(tagging_pass.id, tagging_pass.name) for tagging_pass in every)

        def choices(words: str) -> list[Choice]:
            shown = [by_id[match.id] for match in index.best(words, 200)] if words.strip() else every
            return [Choice(tagging_pass.id, tagging_pass.name, (_detail(tagging_pass),)) for tagging_pass in shown]

        def picked(result: Picked | None) -> None:
            if result is None or not result.ids:
                return
            chosen = [by_id[id_] for id_ in result.ids]
            if len(chosen) == 1:
                self._host.attempt(lambda: self._passes.begin(chosen[0]))
            elif len(chosen) == 2:
                self.compare(*chosen)
            else:
                self._host.notify("Mark two passes to compare them.", severity="warning")

        self._host.ask(Picker("Passes: Enter goes on, two that are marked are compared", choices, many=True), picked)

    def compare(self, first: Pass, second: Pass) -> None:
        """Show how far two passes agree."""

        def show(result: tuple[Agreement, list[Compared]]) -> None:
            self._host.ask(Manual("Two passes", _page(first, second, *result)))

        self._host.in_background(lambda: compare(self._state.workspace, first, second), show)


def _detail(tagging_pass: Pass) -> str:
    return f"{tagging_pass.state.value} · {tagging_pass.coder}"


def _page(first: Pass, second: Pass, agreement: Agreement, differences: list[Compared]) -> list[list[Piece]]:
    page = [*heading("Sentences that have the tags"), []]
    share = "–" if agreement.share is None else f"{agreement.share:.0%}"
    kappa = "–" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    figures = {
        "both": ("in both", agreement.both),
        "first": (f"only in {first.name} ({first.coder})", agreement.only_first),
        "second": (f"only in {second.name} ({second.coder})", agreement.only_second),
    }
    rows: list[tuple[str, int | str]] = [
        *figures.values(),
        ("in neither", agreement.neither),
        ("undecided", agreement.undecided),
    ]
    rows += [("agreement", share), ("Cohen’s kappa", kappa)]
    for label, figure in rows:
        page.append([(f"{figure:>8}  ", ("strong",)), (guard(label), ())])
    if not agreement.total:
        page += [[], [("No sentence was decided in both passes, so there is no agreement to measure.", ())]]
    left = MOST_TOLD
    for who, (label, count) in figures.items():
        if count:
            page += heading(label[:1].upper() + label[1:])
        for compared in [compared for compared in differences if compared.who == who][:left]:
            left -= 1
            quote = " ".join(guard(mended(compared.quote), lines=True).split())
            page.append([(f"  {guard(compared.article)}  ", ("strong",)), (quote, ())])
    if len(differences) > MOST_TOLD:
        page += [[], [(f"And {len(differences) - MOST_TOLD} more: see `scolie pass compare`.", ())]]
    return page
