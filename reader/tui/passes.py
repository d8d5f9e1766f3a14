"""Start a tagging pass, choose one to go on with, compare two. Loaded when first asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from reader.annotation.agreement import Agreement
from reader.annotation.codebook import checked_path
from reader.annotation.tagging_pass import Candidates, Pass, PassState
from reader.layout.page import Piece
from reader.search.jump import Entry, JumpIndex
from reader.search.query import parse
from reader.session.passes import passes
from reader.session.passes.comparison import Compared, compare
from reader.session.passes.pass_progress import Course
from reader.text.guard import guard
from reader.tui.dialog.manual import Manual, heading
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.picking import pick_tags
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.library import LibraryScreen

if TYPE_CHECKING:
    from reader.tui.app import ScolieApp

Result = TypeVar("Result")
_KINDS = {
    Candidates.SENTENCES: "Every sentence",
    Candidates.HITS: "Hits of the words",
    Candidates.SUGGESTIONS: "Suggestions: the sentences most like those that are tagged",
}
ALL = "\x00all"
PROGRESS = 100
"""Articles looked at between two words about it."""
MOST_TOLD = 200
"""Sentences that a comparison lists."""


def start_pass(app: ScolieApp) -> None:
    """Ask for tags, articles, and what to go through; then begin."""

    def tags_picked(result: Picked | None) -> None:
        if result and result.rename:
            app.rename_tag(result.rename, app.reload)
        elif result:
            tags = [*result.ids, *([result.new] if result.new else [])]
            app.attempt(lambda: _ask_articles(app, [checked_path(tag) for tag in tags]))

    pick_tags(app.state, app.services.host, app.state.recent_tags, tags_picked, "Tags of the pass")


def _ask_articles(app: ScolieApp, tags: list[str]) -> None:
    offered = [Choice(ALL, "All articles")]
    screen = app.screen
    if isinstance(screen, ArticleScreen):
        offered.append(Choice(f"article:{screen.article}", "This article", screen.article))
    if isinstance(screen, LibraryScreen) and screen.filter:
        offered.insert(0, Choice(screen.filter, "Articles of the filter", screen.filter))
    asked = dict.fromkeys(one.query for one in passes.passes(app.state.workspace) if one.query)
    known = {choice.id for choice in offered}
    offered += [Choice(query, query, "as before") for query in asked if query not in known]

    def choices(typed: str) -> list[Choice]:
        return [] if typed.strip() else offered

    def picked(result: Picked | None) -> None:
        if result is None:
            return
        query = result.new or "".join(id_ for id_ in result.ids if id_ != ALL)
        app.attempt(lambda: _ask_kind(app, tags, query))

    title = "Which articles? Choose, or type words, tag:… article:… status:…"
    app.push_screen(Picker(title, choices, create="Articles with"), picked)


def _ask_kind(app: ScolieApp, tags: list[str], query: str) -> None:
    has_words = bool(parse(query).phrases)
    kinds = [kind for kind in Candidates if kind is not Candidates.HITS or has_words]
    offered = [Choice(kind.value, _KINDS[kind]) for kind in kinds]
    index = JumpIndex(Entry(choice.id, choice.label) for choice in offered)
    by_id = {choice.id: choice for choice in offered}

    def choices(typed: str) -> list[Choice]:
        return [by_id[match.id] for match in index.best(typed, 9)] if typed.strip() else offered

    def start(kind: Candidates, found: list[str]) -> None:
        begin(app, passes.start(app.state.workspace, tags, query, kind, found=found))

    def picked(result: Picked | None) -> None:
        if result:
            kind = Candidates(result.ids[0])
            _meanwhile(app, lambda _: passes.articles_of(app.state.workspace, query), lambda found: start(kind, found))

    app.push_screen(Picker("What to go through?", choices), picked)


def pick_pass(app: ScolieApp) -> None:
    """Go on with a pass, reopen a finished one, or compare two that are marked."""
    every = sorted(passes.passes(app.state.workspace), key=lambda one: one.state is PassState.FINISHED)
    if not every:
        key = next(iter(app.state.keymap.keys_of("pass.start", "article")), "T")
        app.notify(f"There is no pass yet: {key} starts one.")
        return
    by_id = {one.id: one for one in every}
    index = JumpIndex(Entry(one.id, one.name) for one in every)

    def choices(typed: str) -> list[Choice]:
        found = [by_id[match.id] for match in index.best(typed, 200)] if typed.strip() else every
        return [Choice(one.id, one.name, _told(one)) for one in found]

    def picked(result: Picked | None) -> None:
        if result is None or not result.ids:
            return
        chosen = [by_id[id_] for id_ in result.ids]
        if len(chosen) == 1:
            app.attempt(lambda: begin(app, chosen[0]))
        elif len(chosen) == 2:
            compare_passes(app, *chosen)
        else:
            app.notify("Mark two passes to compare them.", severity="warning")

    app.push_screen(Picker("Passes: Enter goes on, two that are marked are compared", choices, many=True), picked)


def _told(one: Pass) -> str:
    return f"{one.state.value} · {one.coder}"


def begin(app: ScolieApp, one: Pass) -> None:
    """Go on with a pass at what is left: of the article that is open, else from the first. A finished one is reopened."""
    if one.state is PassState.FINISHED:
        _visit_again(app, one)
        return
    course, screen = Course(app.state.workspace, one, app.state.suggester), app.screen

    def surveyed(_: None) -> None:
        if not course.left and course.skipped:
            _visit_again(app, one)  # all was seen on this visit: what was skipped is asked about again
            return
        if app.state.pass_progress is None or app.state.pass_progress.one.id != one.id:
            app.state.trail.clear()
        app.state.pass_progress = course
        article, at = "", 0
        if isinstance(screen, ArticleScreen):
            article, at = screen.article, screen.pane.selection.span.start if screen.pane.selection else 0
        first = next(course.following(article, at), None)
        if first is None:
            app.state.candidate = None
            app.notify(nothing_left(course), timeout=8)
            app.reload()
        else:
            app.to_candidate(first)

    def survey(wanted: Callable[[], bool]) -> None:
        asked = itertools.count(1)

        def still() -> bool:
            number = next(asked)
            if number % PROGRESS == 0 and isinstance(screen, KeyedScreen):
                app.call_later(screen.say_looking, f"Looking for what is left… {number}")
            return wanted()

        course.survey(still)

    _meanwhile(app, survey, surveyed)


def _visit_again(app: ScolieApp, one: Pass) -> None:
    def found(articles: list[str]) -> None:
        begin(app, passes.reopen(app.state.workspace, one, articles))

    _meanwhile(app, lambda _: passes.articles_of(app.state.workspace, one.query), found)


def _meanwhile(app: ScolieApp, what: Callable[[Callable[[], bool]], Result], then: Callable[[Result], None]) -> None:
    """Do what may take a while beside the keyboard; keys wait for it, since they are meant for what follows."""
    screen = app.screen
    if isinstance(screen, KeyedScreen):
        screen.wait_for("Looking for what is left…", what, then)
    else:
        app.in_background(lambda: what(lambda: screen.is_attached), then)


def nothing_left(course: Course) -> str:
    """Say that a pass has come to its end, and what can be done then."""
    one = course.one
    if one.candidates is Candidates.SUGGESTIONS and not course.skipped:
        return (
            f"Nothing more to suggest in “{one.name}”: suggestions are like what is tagged. Tag more, then g p goes on."
        )
    if course.skipped:
        return f"Nothing is left in “{one.name}”. Skipped: {course.skipped}; g p asks about them again, F finishes the pass."
    return f"Nothing is left in “{one.name}”. F finishes the pass."


def compare_passes(app: ScolieApp, first: Pass, second: Pass) -> None:
    """Show how far two passes agree."""

    def found(result: tuple[Agreement, list[Compared]]) -> None:
        app.push_screen(Manual("Two passes", _page(first, second, *result)))

    app.in_background(lambda: compare(app.state.workspace, first, second), found)


def _page(first: Pass, second: Pass, agreement: Agreement, found: list[Compared]) -> list[list[Piece]]:
    page = [*heading("Sentences that have the tags"), []]
    share = "–" if agreement.share is None else f"{agreement.share:.0%}"
    kappa = "–" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    figures = {
        "both": ("in both", agreement.both),
        "first": (f"only in {first.name} ({first.coder})", agreement.only_first),
        "second": (f"only in {second.name} ({second.coder})", agreement.only_second),
    }
    rows = [*figures.values(), ("in neither", agreement.neither), ("agreement", share), ("Cohen’s kappa", kappa)]
    for label, figure in rows:
        page.append([(f"{figure:>8}  ", ("strong",)), (guard(label), ())])
    left = MOST_TOLD
    for who, (label, count) in figures.items():
        if count:
            page += heading(label[:1].upper() + label[1:])
        for one in [one for one in found if one.who == who][:left]:
            left -= 1
            quote = " ".join(guard(one.quote, lines=True).split())
            page.append([(f"  {guard(one.article)}  ", ("strong",)), (quote, ())])
    if len(found) > MOST_TOLD:
        page += [[], [(f"And {len(found) - MOST_TOLD} more: see `scolie pass compare`.", ())]]
    return page
