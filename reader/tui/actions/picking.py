"""Pick by a few letters: an article, a place, a tag, an annotation, a command. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from textual.worker import get_current_worker

from reader.command.command import Command
from reader.command.table import commands_in
from reader.search.jump import Entry, JumpIndex
from reader.search.query import condition
from reader.session.search import find
from reader.text.hyphenation import mended
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Asks, Navigator, RunsWhenQuiet
from reader.tui.service.screens import CommandScreen

MOST_HITS = 500


class AsksAndRunsWhenQuiet(Asks, RunsWhenQuiet, Protocol):
    """What a dialog needs whose index is prepared while it is looked at."""


def pick_article(state: AppState, host: AsksAndRunsWhenQuiet, navigator: Navigator) -> None:
    """Open an article by a few letters."""
    articles = {article.id: article for article in state.workspace.articles()}
    index = find.jump_index(articles.values())

    def choices(words: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                articles[match.id].title,
                articles[match.id].metadata.source,
                match.lit,
                partial(_opening, state, match.id),
            )
            for match in index.best(words, 50)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            navigator.leave_trace()
            navigator.open_article(result.ids[0])

    host.ask(Picker("Go to an article", choices, preview=True), picked)
    host.when_quiet(index.prepare, lambda _: None)


def _opening(state: AppState, article: str) -> str:
    if state.workspace.texts.is_slow(article):
        return ""  # a glance is not worth the wait
    try:
        document = state.workspace.document(article)
    except Problem as problem:
        return problem.title
    first = document.sentence_after(-1)
    return clipped(document.text[first.start :], 400) if first else ""


def pick_hit(state: AppState, host: Asks, navigator: Navigator) -> None:
    """Search in all articles."""
    titles = {article.id: article.title for article in state.workspace.articles()}

    def choices(words: str) -> Iterator[Choice]:
        if len(words.strip()) < 3:
            return
        worker = get_current_worker()

        def wanted() -> bool:
            return not worker.is_cancelled

        try:
            hits = find.search(state.workspace, words, wanted)
            for hit, _ in zip(hits, range(MOST_HITS), strict=False):
                around = " ".join(mended(f"{hit.before[-24:]}{hit.quote}{hit.after}").split())
                yield Choice(
                    f"{hit.article} {hit.span.start} {hit.span.end}", around, titles.get(hit.article, hit.article)
                )
        except Problem:
            return  # half a query while it is typed

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            article, start, end = result.ids[0].split(" ")
            navigator.leave_trace()
            navigator.open_article(article, Span(int(start), int(end)))

    host.ask(Picker("Search in all articles", choices, slow=True), picked)


def pick_annotation(state: AppState, host: Asks, navigator: Navigator, query: str) -> None:
    """Look at the annotations that a query finds."""
    annotations = {annotation.id: annotation for annotation in find.annotations_of(state.workspace, query)}
    titles = {article.id: article.title for article in state.workspace.articles()}
    codebook = state.workspace.codebook
    labels = {
        id_: " ".join([*(f"#{path}" for path in codebook.paths(annotation.tags)), clipped(annotation.quote, 160)])
        for id_, annotation in annotations.items()
    }
    index = JumpIndex(Entry(id_, label) for id_, label in labels.items())

    def choices(words: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                labels[match.id],
                titles.get(article := annotations[match.id].article, article),
                match.lit,
                annotations[match.id].note,
            )
            for match in index.best(words, 200)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            annotation = annotations[result.ids[0]]
            navigator.leave_trace()
            navigator.open_article(annotation.article, annotation.hull)

    host.ask(Picker("Annotations", choices, preview=True), picked)


def pick_anything(state: AppState, host: Asks, navigator: Navigator, screen: CommandScreen) -> None:
    """Pick an article, a tag, or a command of ``screen``, by a few letters."""
    commands = {f"> {command.label}": command for context in screen.contexts for command in commands_in(context)}
    articles = {article.id: article for article in state.workspace.articles()}
    entries = [
        *(Entry(id_, article.title, f"{article.metadata.source} {article.path}") for id_, article in articles.items()),
        *(Entry(f"#{path}", f"#{path}") for path in state.workspace.codebook.all_paths()),
        *(Entry(label, label) for label in commands),
    ]
    labels = {entry.id: entry.label for entry in entries}
    index = JumpIndex(entries)

    def choices(words: str) -> list[Choice]:
        return [
            Choice(match.id, labels[match.id], " ".join(_keys(state, commands.get(match.id), screen)), match.lit)
            for match in index.best(words, 100)
        ]

    def picked(result: Picked | None) -> None:
        if not result or not result.ids:
            return
        id_ = result.ids[0]
        if id_ in commands:
            screen.do(commands[id_].name)
        elif id_.startswith("#"):
            pick_annotation(state, host, navigator, condition("tag", id_[1:]))
        else:
            navigator.leave_trace()
            navigator.open_article(id_)

    host.ask(Picker("Articles, tags, commands", choices), picked)


def _keys(state: AppState, command: Command | None, screen: CommandScreen) -> tuple[str, ...]:
    every = (state.keymap.keys_of(command, context) for context in screen.contexts) if command else ()
    return next(filter(None, every), ())


def pick_tags(
    state: AppState,
    host: Asks,
    recent: Sequence[str],
    picked: Callable[[Picked | None], None],
    title: str = "Tag",
    *,
    rename: bool = True,
) -> None:
    """Pick tags, the recent ones first, or name a new one; ``rename``: or ask for another name of one."""

    def choices(words: str) -> list[Choice]:
        paths = list(dict.fromkeys([*recent, *state.workspace.codebook.all_paths()]))
        index = JumpIndex(Entry(path, path) for path in paths)
        return [Choice(match.id, match.id, lit=match.lit) for match in index.best(words, 200)]

    host.ask(Picker(title, choices, many=True, create=True, rename=rename), picked)
