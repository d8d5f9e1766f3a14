"""Jump by a few letters: to an article, a tag, an annotation, or to anything at all. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Protocol

from reader.annotation.codebook import TagCount
from reader.command.command import Command
from reader.command.table import commands_in
from reader.layout.table import Column
from reader.search.jump import Entry, JumpIndex, Match
from reader.search.jump_parts import as_passages, ranked, whole
from reader.session.codebook import tag_edits
from reader.session.reading.openings import name_of
from reader.session.search.annotation_index import AnnotationIndex
from reader.session.search.jumping import jump_index
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _
from reader.tui.actions.annotation_choices import AT_ONCE, AnnotationChoices
from reader.tui.actions.annotation_choices import COLUMNS as ANNOTATION_COLUMNS
from reader.tui.actions.picking import COLUMNS as TAG_COLUMNS
from reader.tui.actions.picking import TagChoices
from reader.tui.actions.settings import Setting, SettingsHost, choose, settings
from reader.tui.dialog.picker import Choice, Growing, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Navigator, NotifiesAndAsks, RunsWhenQuiet
from reader.tui.service.screens import CommandScreen

MOST_ARTICLES, MOST_OF_ALL = 50, 100
"""What is offered at most."""
KINDS = (Column(12, rank=0), Column(24, least=8))
"""Beside anything: what it is, and its source, its keys, or what it is set to."""


class AsksAndRunsWhenQuiet(NotifiesAndAsks, RunsWhenQuiet, Protocol):
    """What a dialog needs whose index is prepared while it is looked at."""


class JumpHost(AsksAndRunsWhenQuiet, SettingsHost, Protocol):
    """What a jump to anything needs."""


def pick_article(state: AppState, host: AsksAndRunsWhenQuiet, navigator: Navigator, here: str = "") -> None:
    """Open an article by a few letters. The article ``here`` is in front, so it does not come first though opened last."""
    articles = {article.id: article for article in state.workspace.articles()}
    index = jump_index(articles.values())
    opened = state.openings.weights_of("article")
    opened.pop(here, None)

    def choices(words: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                articles[match.id].title,
                (articles[match.id].metadata.source,),
                match.lit,
                partial(_opening, state, match.id),
            )
            for match in index.best(words, MOST_ARTICLES, opened)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            navigator.leave_trace()
            navigator.open_article(result.ids[0])

    host.ask(Picker(_("Go to an article"), choices, preview=True), picked)
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


def pick_tag(state: AppState, host: AsksAndRunsWhenQuiet, navigator: Navigator) -> None:
    """Look at the passages of a tag that is found by a few letters."""
    workspace = state.workspace
    choices = TagChoices(lambda: workspace.codebook, opened=_opened_tags(state))

    def counted(counts: Mapping[str, TagCount]) -> None:
        choices.counts = counts
        picker.again()

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            _open_tag(state, host, navigator, result.ids[0])

    picker = Picker(_("Go to a tag"), choices, columns=TAG_COLUMNS, hint=_("There are no tags yet."))
    host.ask(picker, picked)
    host.when_quiet(lambda: tag_edits.counts(workspace), counted)


def _opened_tags(state: AppState) -> dict[str, float]:
    """Return by its present path how often and recently a tag was opened."""
    codebook = state.workspace.codebook
    return {codebook.path(id_): weight for id_, weight in state.openings.weights_of("tag").items()}


def _open_tag(state: AppState, host: NotifiesAndAsks, navigator: Navigator, path: str) -> None:
    tag = state.workspace.codebook.at(path)
    state.openings.note(name_of("tag", tag.id if tag else path))
    pick_annotation(state, host, navigator, tag=path)


def pick_annotation(state: AppState, host: NotifiesAndAsks, navigator: Navigator, tag: str = "") -> None:
    """Go to an annotation, or to one with the tag ``tag`` or one below it, by a few letters."""
    titles = {article.id: article.title for article in state.workspace.articles()}
    index = AnnotationIndex(state.workspace, tag) if tag else state.workspace.part(AnnotationIndex)
    choices = AnnotationChoices(index, state.workspace.codebook, titles, state.openings.weights_of("annotation"))

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            host.attempt(lambda: _open_annotation(state, navigator, index, result.ids[0]))

    title, none = (
        (f"#{tag}", _("No passage has this tag.")) if tag else (_("Annotations"), _("Nothing is annotated yet."))
    )
    load = partial(choices.load, state.openings.weights_of("article"))
    host.ask(Picker(title, choices, preview=True, columns=ANNOTATION_COLUMNS, hint=none, load=load), picked)


def _open_annotation(state: AppState, navigator: Navigator, index: AnnotationIndex, name: str) -> None:
    annotation = index.annotation(name)
    if annotation is None:
        raise Problem(_("This annotation was deleted."), "", _("Choose another one."), status=1)
    state.openings.note(name_of("annotation", name))
    navigator.leave_trace()
    navigator.open_article(annotation.article, annotation.hull)


def pick_anything(state: AppState, host: JumpHost, navigator: Navigator, screen: CommandScreen, here: str = "") -> None:
    """Pick an article, a tag, an annotation, a setting, or a command of ``screen``; ``here`` as for `pick_article`."""
    anything = Anything(state, screen, here)

    def picked(result: Picked | None) -> None:
        if not result or not result.ids:
            return
        kind, _colon, id_ = result.ids[0].partition(":")
        if kind == "article":
            navigator.leave_trace()
            navigator.open_article(id_)
        elif kind == "tag":
            _open_tag(state, host, navigator, id_)
        elif kind == "annotation":
            host.attempt(lambda: _open_annotation(state, navigator, anything.annotations, id_))
        else:
            state.openings.note(result.ids[0])
            if kind == "command":
                screen.do(id_)
            else:
                choose(state, host, anything.settings[id_])

    picker = Picker(_("Articles, tags, annotations, commands"), anything, columns=KINDS, load=anything.load)
    host.ask(picker, picked)
    host.when_quiet(anything.prepare, lambda _: None)


class Anything:
    """All that one can go to or do, as the choices of a picker; an id is a kind and its own id with a colon between."""

    def __init__(self, state: AppState, screen: CommandScreen, here: str = "") -> None:
        self._state, self._screen = state, screen
        self._articles = {article.id: article for article in state.workspace.articles()}
        self._commands = {command.name: command for context in screen.contexts for command in commands_in(context)}
        self.settings: Mapping[str, Setting] = settings(state.settings)
        self.annotations = state.workspace.part(AnnotationIndex)
        titles = {id_: article.title for id_, article in self._articles.items()}
        self._passages = AnnotationChoices(self.annotations, state.workspace.codebook, titles)
        self._index = JumpIndex(self._entries())
        self._opened = self._weights()
        self._opened.pop(name_of("article", here), None)
        self._opened_passages = state.openings.weights_of("annotation")
        self._kinds = {
            "article": _("article"), "tag": _("tag"), "annotation": _("annotation"),
            "command": _("command"), "setting": _("setting"),
        }  # fmt: skip

    def _entries(self) -> Iterator[Entry]:
        for id_, article in self._articles.items():
            yield Entry(name_of("article", id_), article.title, f"{article.metadata.source} {article.path}")
        for path in self._state.workspace.codebook.all_paths():
            yield Entry(name_of("tag", path), f"#{path}")
        for name, command in self._commands.items():
            yield Entry(name_of("command", name), f"> {command.label}")
        for name, setting in self.settings.items():
            yield Entry(name_of("setting", name), f"> {setting.label}")

    def _weights(self) -> dict[str, float]:
        weights = self._state.openings.weights()
        return weights | {name_of("tag", path): weight for path, weight in _opened_tags(self._state).items()}

    def load(self) -> Iterator[str]:
        """Take in the annotations, and yield how much is left to do."""
        return self._passages.load(self._state.openings.weights_of("article"))

    def prepare(self) -> None:
        """Load in advance what the first misspelt query needs."""
        self._index.prepare()

    def __call__(self, words: str) -> list[Choice] | Growing:
        """Return what a few letters mean: all that has a name at once, and annotations, if there are many, later."""
        named = self._index.best(words, MOST_OF_ALL, self._opened)
        answers = self.annotations.best(words, MOST_OF_ALL, self._opened_passages)
        if self.annotations.size > AT_ONCE:
            later = (partial(self._rows_with, named, answer) for answer in answers)
            return Growing(self._rows(named), later)
        return self._rows_with(named, whole(answers))

    def _rows_with(self, named: list[Match], passages: list[Match]) -> list[Choice]:
        found = as_passages(passages, partial(name_of, "annotation"))
        return self._rows(ranked((*named, *found), MOST_OF_ALL, self._opened))

    def _rows(self, matches: list[Match]) -> list[Choice]:
        return list(filter(None, map(self._row, matches)))

    def _row(self, match: Match) -> Choice | None:
        kind, _colon, id_ = match.id.partition(":")
        if kind == "annotation":
            return self._passage(match, id_)
        if kind == "article":
            beside = self._articles[id_].metadata.source
        elif kind == "setting":
            setting = self.settings[id_]
            beside = setting.word_of(getattr(self._state.settings, setting.name))
        else:
            beside = " ".join(self._keys(self._commands.get(id_)))
        return Choice(match.id, match.label, (self._kinds[kind], beside), match.lit)

    def _passage(self, match: Match, name: str) -> Choice | None:
        annotation = self.annotations.annotation(name)
        if annotation is None:
            return None
        return self._passages.choice(match, annotation, (self._kinds["annotation"], self._passages.title(annotation)))

    def _keys(self, command: Command | None) -> tuple[str, ...]:
        contexts = self._screen.contexts
        every = (self._state.keymap.shown_keys_of(command, context) for context in contexts) if command else ()
        return next(filter(None, every), ())
