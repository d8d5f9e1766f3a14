"""Keys that tag and highlight hits: all that are marked, or else the one under the cursor, in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.session.annotations.annotate_hits import annotate_hits
from reader.session.search.find import Hit
from reader.session.search.hits import passages_of
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _, ngettext, number
from reader.tui.actions.picking import pick_tags
from reader.tui.dialog.picker import Picked
from reader.tui.screen.search.view import ResultsView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Host, Services
from reader.tui.service.names import tag_names

QUOTED = 40
"""Characters of a hit that a title quotes."""
Change = Callable[[str, Callable[[], object], Callable[[], None]], None]
"""Makes a change in the background, with a status, and goes on once it is shown."""


class HitTagging:
    """Makes annotations of hits."""

    def __init__(self, services: Services, view: ResultsView, change: Change) -> None:
        self._services, self._view, self._change = services, view, change
        self._state: AppState = services.state
        self._host: Host = services.host

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "annotation.tag": self.tag,
            "annotation.highlight": lambda: self._annotate(self._view.chosen(), ()),
            "annotation.hot-tag": self.hot_tag,
            "annotation.repeat": self.repeat,
        }

    def idle(self) -> Iterable[str]:
        """Return what does nothing now."""
        return () if self._state.last_tags else ("annotation.repeat",)

    def tag(self) -> None:
        """Choose tags for the hits."""
        hits = self._view.chosen()

        def picked(result: Picked | None) -> None:
            if result:
                paths = [*result.ids, *([result.new] if result.new else [])]
                self._host.attempt(lambda: self._annotate(hits, paths, retag=True))

        title = ngettext("Tag {count} hit", "Tag {count} hits", len(hits)).format(count=number(len(hits)))
        if len(hits) == 1:
            title = _("Tag “{quote}”").format(quote=nested(clipped(hits[0].quote, QUOTED)))
        rename, recent = self._services.articles.rename_tag, self._state.recent_tags
        pick_tags(self._state, self._host, picked, title, recent=recent, rename=rename)

    def hot_tag(self, key: str) -> None:
        """Give the hits the tag that has a letter."""
        tag = self._state.workspace.codebook.hot(key)
        if tag is None:
            raise Problem(
                _("No tag has the key {key}.").format(key=key), "", _("The codebook gives a tag a key."), status=1
            )
        self._annotate(self._view.chosen(), [tag.path], retag=True)

    def repeat(self) -> None:
        """Give the hits the tags that were given last."""
        if not self._state.last_tags:
            raise Problem(_("There is nothing to repeat."), "", _("Tag something first."), status=1)
        self._annotate(self._view.chosen(), self._state.last_tags, retag=True)

    def _annotate(self, hits: Sequence[Hit], tags: Sequence[str], *, retag: bool = False) -> None:
        if retag and not tags:
            return
        workspace, ink = self._state.workspace, self._state.ink
        grains, counts = self._view.results.grains(hits), list[int]()

        def annotate() -> None:
            counts.append(annotate_hits(workspace, passages_of(workspace, hits, grains), tags, ink))

        def then() -> None:
            if tags:
                self._state.remember_tags(tags)
            self._view.results.marked.clear()
            self._tell(counts[0], tags)

        self._change(_("Tagging…") if tags else _("Highlighting…"), annotate, then)

    def _tell(self, count: int, tags: Sequence[str]) -> None:
        if not count:
            self._host.notify(_("Already done: nothing has changed."))
            return
        if not tags:
            message = ngettext("Highlighted: {count} passage", "Highlighted: {count} passages", count)
            self._host.tell_done(message.format(count=number(count)))
            return
        key = self._state.key_of("annotation.repeat", "search")
        message = ngettext(
            "Tagged {tags}: {count} passage · {key} again", "Tagged {tags}: {count} passages · {key} again", count
        )
        self._host.tell_done(message.format(tags=tag_names(tags), count=number(count), key=key))
