"""Pick by a few letters: an article, a place, a tag, an annotation, a command. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.command.command import Command
from reader.command.table import commands_in
from reader.search.jump import Entry, JumpIndex
from reader.search.query import condition
from reader.session.search import find
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Host

if TYPE_CHECKING:
    from reader.tui.app import ScolieApp

MOST_HITS = 500


def pick_article(app: ScolieApp) -> None:
    """Open an article by a few letters."""
    articles = {article.id: article for article in app.state.workspace.articles()}
    index = find.jump_index(articles.values())

    def choices(typed: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                articles[match.id].title,
                articles[match.id].source,
                match.lit,
                partial(_opening, app, match.id),
            )
            for match in index.best(typed, 50)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            app.leave_trace()
            app.open_article(result.ids[0])

    app.push_screen(Picker("Go to an article", choices, preview=True), picked)
    app.when_quiet(index.prepare, lambda _: None)


def _opening(app: ScolieApp, article: str) -> str:
    if app.state.workspace.is_large(article):
        return ""  # a glance is not worth the wait
    try:
        document = app.state.workspace.document(article)
    except Problem as problem:
        return problem.title
    first = document.sentence_after(-1)
    return clipped(document.text[first.start :], 400) if first else ""


def pick_hit(app: ScolieApp) -> None:
    """Search in all articles."""
    titles = {article.id: article.title for article in app.state.workspace.articles()}

    def choices(typed: str) -> Iterator[Choice]:
        if len(typed.strip()) < 3:
            return
        worker = get_current_worker()

        def wanted() -> bool:
            return not worker.is_cancelled

        try:
            found = find.search(app.state.workspace, typed, wanted)
            for hit, _ in zip(found, range(MOST_HITS), strict=False):
                around = " ".join(f"{hit.before[-24:]}{hit.quote}{hit.after}".split())
                yield Choice(
                    f"{hit.article} {hit.span.start} {hit.span.end}", around, titles.get(hit.article, hit.article)
                )
        except Problem:
            return  # half a query while it is typed

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            article, start, end = result.ids[0].split(" ")
            app.leave_trace()
            app.open_article(article, Span(int(start), int(end)))

    app.push_screen(Picker("Search in all articles", choices, slow=True), picked)


def pick_annotation(app: ScolieApp, query: str) -> None:
    """Look at the annotations that a query finds."""
    found = {one.id: one for one in find.annotations_of(app.state.workspace, query)}
    titles = {article.id: article.title for article in app.state.workspace.articles()}
    codebook = app.state.workspace.codebook
    labels = {
        id_: " ".join([*(f"#{path}" for path in codebook.paths(one.tags)), clipped(one.quote, 160)])
        for id_, one in found.items()
    }
    index = JumpIndex(Entry(id_, label) for id_, label in labels.items())

    def choices(typed: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                labels[match.id],
                titles.get(article := found[match.id].article, article),
                match.lit,
                found[match.id].note,
            )
            for match in index.best(typed, 200)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            one = found[result.ids[0]]
            app.leave_trace()
            app.open_article(one.article, one.hull)

    app.push_screen(Picker("Annotations", choices, preview=True), picked)


def pick_anything(app: ScolieApp) -> None:
    """Articles, tags and commands by a few letters."""
    screen = app.screen
    if not isinstance(screen, KeyedScreen):
        return
    commands = {f"> {command.label}": command for context in screen.contexts for command in commands_in(context)}
    articles = {article.id: article for article in app.state.workspace.articles()}
    entries = [
        *(Entry(id_, article.title, f"{article.source} {article.path}") for id_, article in articles.items()),
        *(Entry(f"#{path}", f"#{path}") for path in app.state.workspace.codebook.all_paths()),
        *(Entry(label, label) for label in commands),
    ]
    labels = {entry.id: entry.label for entry in entries}
    index = JumpIndex(entries)

    def choices(typed: str) -> list[Choice]:
        return [
            Choice(match.id, labels[match.id], " ".join(_keys(app, commands.get(match.id), screen)), match.lit)
            for match in index.best(typed, 100)
        ]

    def picked(result: Picked | None) -> None:
        if not result or not result.ids:
            return
        id_ = result.ids[0]
        if id_ in commands:
            screen.do(commands[id_].name)
        elif id_.startswith("#"):
            pick_annotation(app, condition("tag", id_[1:]))
        else:
            app.leave_trace()
            app.open_article(id_)

    app.push_screen(Picker("Articles, tags, commands", choices), picked)


def _keys(app: ScolieApp, command: Command | None, screen: KeyedScreen) -> tuple[str, ...]:
    every = (app.state.keymap.keys_of(command, context) for context in screen.contexts) if command else ()
    return next(filter(None, every), ())


def pick_tags(
    state: AppState,
    host: Host,
    recent: Sequence[str],
    picked: Callable[[Picked | None], None],
    title: str = "Tag",
    *,
    rename: bool = True,
) -> None:
    """Pick tags, the recent ones first, or name a new one; ``rename``: or ask for another name of one."""

    def choices(typed: str) -> list[Choice]:
        paths = list(dict.fromkeys([*recent, *state.workspace.codebook.all_paths()]))
        index = JumpIndex(Entry(path, path) for path in paths)
        return [Choice(match.id, match.id, lit=match.lit) for match in index.best(typed, 200)]

    host.ask(Picker(title, choices, many=True, create=True, rename=rename), picked)
