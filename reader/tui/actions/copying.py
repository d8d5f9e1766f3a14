"""Copy annotations with their citations, and choose style, format and language for now and later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.citation.excerpt_formats import KEYED
from reader.citation.styles import STYLES
from reader.session.output.excerpts import (
    article_of,
    cited,
    copy_text,
    excerpt_of_annotation,
    excerpts,
    preview_of_annotation,
    together,
)
from reader.session.preferences import remember
from reader.translation import ngettext, number
from reader.tui.actions.choosing_style import choose_style
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, NotifiesAndAsks, RemembersChoices, RunsInBackground, WritesToTerminal

if TYPE_CHECKING:
    from reader.annotation.model import Annotation


class CopyHost(NotifiesAndAsks, RunsInBackground, WritesToTerminal, RemembersChoices, Protocol):
    """What copying needs."""


class AnnotationCopying:
    """Copies what ``chosen`` returns; ``reload`` shows the citations in another style, format or language."""

    def __init__(
        self, state: AppState, host: CopyHost, chosen: Callable[[], Sequence[Annotation]], reload: Callable[[], None]
    ) -> None:
        self._state, self._host = state, host
        self._chosen, self._reload = chosen, reload

    def commands(self) -> CommandTable:
        """Return what this does, by command."""
        return {
            "excerpt.copy": self.copy,
            "excerpt.style": self.choose_style,
            **{f"excerpt.{key}": partial(self.cite, style=key) for key in STYLES},
            **{f"excerpt.{form}": partial(self.cite, format=form) for form in KEYED},
            "excerpt.french": partial(self.cite, language="fr"),
            "excerpt.english": partial(self.cite, language="en"),
        }

    def cite(self, **how: str) -> None:
        """Cite in another style, format or language from now on, and copy so."""
        values = {f"citation_{name}": value for name, value in how.items()}
        self._state.choose(**values)
        self._host.keep(remember, **values)
        self.copy()
        self._reload()

    def choose_style(self) -> None:
        """Choose style or format from a list that shows the first of what is chosen in each, then copy all of it so."""
        workspace, first = self._state.workspace, self._chosen()[0]
        choose_style(
            self._host,
            self._state.citing,
            partial(cited, article_of(workspace, first.article)),
            partial(preview_of_annotation, workspace, first),
            self.cite,
        )

    def copy(self) -> None:
        """Copy what is chosen."""
        self.copy_all(self._chosen())

    def copy_all(self, annotations: Sequence[Annotation]) -> None:
        """Copy annotations with their citations; of one, say how it is cited, of several, how many they are."""
        workspace, send, citing = self._state.workspace, self._host.to_terminal, self._state.citing

        def copy() -> str:
            if len(annotations) == 1:
                made = excerpt_of_annotation(workspace, annotations[0], citing)
                return f"{copy_text(together([made.text], citing), send)} {made.citation}"
            text = together([made.text for _annotation, made in excerpts(workspace, annotations, citing)], citing)
            count = ngettext("{count} excerpt.", "{count} excerpts.", len(annotations))
            return f"{copy_text(text, send)} {count.format(count=number(len(annotations)))}"

        self._host.in_background(copy, lambda message: self._host.notify(message, timeout=3))
