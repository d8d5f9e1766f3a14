"""Keys that annotate: highlight, tag, delete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reader.annotation.colour_names import colour_name
from reader.annotation.model import Annotation, Ink
from reader.layout.bar import BETWEEN
from reader.session.annotations import annotate
from reader.session.codebook import tag_edits
from reader.session.preferences import remember
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, NotifiesAndAsks, RemembersChoices, TellsChanges
from reader.tui.service.names import quoted, tag_names

if TYPE_CHECKING:
    from reader.tui.dialog.picker import Picked

QUOTED = 40
"""Characters of a passage that a title quotes."""


class PickTags(Protocol):
    """Opens the dialog in which tags are checked and unchecked."""

    def __call__(self, picked: Callable[[Picked | None], None], title: str, checked: Sequence[str]) -> None:
        """Go on with what was picked. ``checked`` are the paths of the tags that the passage has."""


class MarkingHost(NotifiesAndAsks, TellsChanges, RemembersChoices, Protocol):
    """What marking needs."""


class Marking:
    """Makes, changes and deletes annotations."""

    def __init__(self, view: ArticleView, state: AppState, host: MarkingHost, pick_tags: PickTags) -> None:
        self._view = view
        self._state = state
        self._host = host
        self._pick_tags = pick_tags

    def commands(self) -> CommandTable:
        """Return what this handler does, by command; `TaggingPass` has ``annotation.highlight``."""
        return {
            "annotation.highlight-ink": self.choose_ink,
            "annotation.tag": self.tag,
            "annotation.hot-tag": self.hot_tag,
            "annotation.repeat": self.repeat,
            "annotation.delete": self.delete,
        }

    def idle(self) -> Iterable[str]:
        """Return what does nothing now."""
        idle = [] if self._view.under_focus() else ["annotation.edit", "annotation.delete"]
        return idle if self._state.last_tags else [*idle, "annotation.repeat"]

    def acknowledge(self, what: str) -> None:
        """Show what has changed and say so, with the key that takes it back; end the selection."""
        view, before = self._view, self._view.annotations
        view.pane.mark_up(kept=())
        if view.pane.selection and view.pane.selection.sticky:
            view.pane.select(replace(view.pane.selection, sticky=False))
        view.screen.reload()
        if view.annotations == before:
            # The undo key would take back something else, so do not offer it.
            self._host.notify(_("Already done: nothing has changed."))
            return
        self._host.tell_done(what)

    def highlight(self) -> None:
        """Highlight the passages."""
        annotate.annotate(self._state.workspace, self._view.article, self._view.passages(), (), ink=self._state.ink)
        self.acknowledge(_("Highlighted"))

    def choose_ink(self) -> None:
        """Highlight in an ink that is chosen now and used from now on."""
        from reader.tui.dialog.choose import Choose

        def chosen(name: str | None) -> None:
            if name:
                self._state.choose(ink=name)
                self._host.keep(remember, ink=name)
                self._host.attempt(lambda: self._highlight_in(Ink(name)))

        options = [(ink.letter.lower(), ink.value, colour_name(ink.value)) for ink in Ink]
        swatches = {ink.value: f"ink-{ink.value}-background" for ink in Ink}
        self._host.ask(Choose(_("Ink"), options, checked=self._state.ink.value, swatches=swatches), chosen)

    def _highlight_in(self, ink: Ink) -> None:
        around = self._view.around_focus()
        self._annotate(ink=ink)
        if around is None:
            self.acknowledge(_("Highlighted"))
        else:
            self.acknowledge(_("Another ink for {annotation}").format(annotation=self._view.name_of(around)))

    def _annotate(self, tags: Sequence[str] = (), ink: Ink | None = None) -> Annotation:
        """Annotate the passages; a bare focus inside an annotation changes that annotation instead."""
        view, workspace = self._view, self._state.workspace
        if around := view.around_focus():
            return annotate.change(workspace, around, add_tags=tags, ink=ink, what="tag")
        return annotate.annotate(workspace, view.article, view.passages(), tags, ink=ink or self._state.ink)

    def tag(self) -> None:
        """Check and uncheck the tags of the passage, name a new one, or rename one."""
        meant = self._view.meant()

        def tags_of_meant() -> Sequence[str]:
            return self._state.workspace.codebook.paths(meant.tags) if meant else ()

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            paths = [*result.ids, *([result.new] if result.new else [])]
            self._host.attempt(lambda: self._retag(meant, tags_of_meant(), paths))

        text = self._view.text
        quote = meant.quote if meant else " […] ".join(span.of(text) for span in self._view.passages())
        self._pick_tags(picked, _("Tags of “{quote}”").format(quote=nested(clipped(quote, QUOTED))), tags_of_meant())

    def _retag(self, meant: Annotation | None, before: Sequence[str], paths: Sequence[str]) -> None:
        """Give the passage the tags ``paths`` in place of those it had ``before``, in one edit."""
        added = [path for path in paths if path not in before]
        removed = [path for path in before if path not in paths]
        if not added and not removed:
            self._host.notify(_("Already done: nothing has changed."), timeout=2)
            return
        if meant is None or not removed:
            self.give(added)
            return
        annotate.change(self._state.workspace, meant, add_tags=added, remove_tags=removed, what="tag")
        names = {"added": ", ".join(added), "removed": ", ".join(removed)}
        if added:
            self._state.remember_tags(added)
            self.acknowledge(_("Tagged {added}; no longer {removed}").format(**names))
        else:
            self.acknowledge(_("No longer tagged {removed}").format(**names))

    def give(self, paths: Sequence[str]) -> None:
        """Tag the passages, and remember the tags for the next time."""
        if not paths:
            return
        around = self._view.around_focus()
        made = self._annotate(paths)
        self._state.remember_tags(paths)
        self.acknowledge_tags(paths, around, annotate.tagged_twice(self._state.workspace, made, paths))

    def acknowledge_tags(self, paths: Sequence[str], around: Annotation | None = None, further: str = "") -> None:
        """Say which tags were given, to which annotation if it was there before, and ``further``; a key gives them again."""
        tags, key = tag_names(paths), self._state.key_of("annotation.repeat", "article")
        if around is None:
            message = _("Tagged {tags} · {key} again").format(tags=tags, key=key)
        else:
            name = quoted(around.quote)
            message = _("Tagged {annotation} {tags} · {key} again").format(annotation=name, tags=tags, key=key)
        self.acknowledge(BETWEEN.join(filter(None, (message, further))))

    def hot_tag(self, key: str) -> None:
        """Tag with the tag of a hot key; a free key is given to the tag used last if that tag has no key."""
        workspace = self._state.workspace
        tag = workspace.codebook.hot(key)
        if tag:
            self.give([tag.path])
            return
        if not self._state.last_tags:
            raise Problem(
                _("No tag has the key {key}.").format(key=key),
                "",
                _("Tag something first; then this key and a free letter name the tag."),
            )
        path = self._state.last_tags[0]
        last = workspace.codebook.at(path)
        if last and last.key:
            used = _("{tag}, the tag used last, has {key} already.").format(tag=path, key=last.key)
            raise Problem(_("No tag has the key {key}.").format(key=key), used, _("The codebook gives it another."))
        tag_edits.set_hot_key(workspace, path, key)
        self._host.tell_done(_("{key} now stands for {tag}").format(key=key, tag=path))

    def hot_tags(self) -> list[tuple[str, str]]:
        """Return the hot keys and their tags, as the pop-up after the prefix shows them."""
        tags = [(tag.key, tag.path) for tag in self._state.workspace.codebook.tags.values() if tag.key]
        return tags or [(_("a–z"), _("names the last tag") if self._state.last_tags else _("tag something first"))]

    def repeat(self) -> None:
        """Tag as the last time."""
        if not self._state.last_tags:
            raise Problem(_("There is nothing to repeat."), "", _("Tag something first."), status=1)
        self.give(self._state.last_tags)

    def delete(self) -> None:
        """Delete the annotation in focus."""
        annotation = self._view.must_have()
        annotate.delete(self._state.workspace, annotation)
        self.acknowledge(_("Deleted {annotation}").format(annotation=self._view.name_of(annotation)))
