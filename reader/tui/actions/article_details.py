"""Change what is known about an article or a tag: status, metadata, memo, name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from reader.library.article import Article, Status
from reader.session.reading.positions import as_read
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.actions.writing import WritingHost, write
from reader.tui.service.app_state import AppState
from reader.tui.service.host import TellsChanges
from reader.tui.service.names import titled

if TYPE_CHECKING:
    from reader.annotation.memo import Subject
    from reader.tui.dialog.form import Field


class ArticleDetailsHost(WritingHost, TellsChanges, Protocol):
    """What changes to an article or a tag need."""


class ArticleDetails:
    """Implements `ArticleActions`."""

    def __init__(self, state: AppState, host: ArticleDetailsHost) -> None:
        self._state = state
        self._host = host

    def next_status(self, article: str) -> None:
        """Give an article its next status."""
        from reader.session.codebook.tag_edits import describe_article

        now = as_read(self._state.workspace.article(article), self._state.places)
        order = list(Status)
        status = order[(order.index(now.status) + 1) % len(order)]
        describe_article(self._state.workspace, now, {"status": status.value})
        if status is Status.UNREAD:
            self._state.places.begin_again(article)
        lines = {
            Status.UNREAD: _("Unread again: {title}"),
            Status.READING: _("Begun: {title}"),
            Status.DONE: _("Done: {title}"),
        }
        self._host.tell_done(lines[status].format(title=titled(now.title)))

    def edit_metadata(self, article: str, then: Callable[[], None]) -> None:
        """Ask for an article's metadata."""
        from reader.session.codebook.tag_edits import describe_article
        from reader.tui.actions.metadata_form import (
            metadata_field,  # not for the first frame: it takes Textual's inputs
        )

        now = self._state.workspace.article(article)
        before = asdict(now.metadata)
        offered = {} if self._state.workspace.texts.is_slow(article) else self._said(now)

        def fields(values: Mapping[str, str]) -> list[Field]:
            return [metadata_field(name, values[name], offered.get(name, "")) for name in before]

        def keep(values: Mapping[str, str]) -> None:
            changed = {name: value for name, value in values.items() if value != before[name]}
            if changed:
                describe_article(self._state.workspace, now, changed)
                self._host.tell_done(_("Kept: metadata of {title}").format(title=titled(now.title)))
                then()

        self._ask(_("What is known of {path}").format(path=now.path), fields, before, keep)

    def _said(self, article: Article) -> dict[str, str]:
        from reader.text.metadata_in_text import metadata_in_text

        try:
            text = self._state.workspace.text(article.id)
        except Problem:
            return {}  # the file cannot be read, which every other key says
        return asdict(metadata_in_text(text, article.metadata.language))

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        """Ask for a tag's new path."""
        from reader.session.codebook.tag_edits import rename

        def fields(values: Mapping[str, str]) -> list[Field]:
            from reader.tui.dialog.form import Field

            return [Field("path", _("New path"), values["path"])]

        def keep(values: Mapping[str, str]) -> None:
            if values["path"] != old:
                rename(self._state.workspace, old, values["path"])
                then()

        self._ask(_("Rename {tag}").format(tag=old), fields, {"path": old}, keep)

    def _ask(
        self,
        title: str,
        fields: Callable[[Mapping[str, str]], list[Field]],
        values: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], None],
    ) -> None:
        """Open a form and keep what it gives. What cannot be kept is asked for again, as it was typed."""
        from reader.tui.dialog.form import Form

        def answered(given: dict[str, str] | None) -> None:
            if given is None:
                return
            kept: list[bool] = []

            def attempt() -> None:
                keep(given)
                kept.append(True)

            self._host.attempt(attempt)
            if not kept:
                self._ask(title, fields, given, keep)

        self._host.ask(Form(title, fields(values)), answered)

    def write_memo(self, subject: Subject, about: str, then: Callable[[], None]) -> None:
        """Write the memo on a tag, an article or the library."""
        from reader.session.codebook import memo_edits

        given = memo_edits.memo(self._state.workspace, subject, about)
        title = _("Memo · {about}").format(about=about) if about else _("Memo on the library")

        def now() -> str:
            return memo_edits.memo(self._state.workspace, subject, about).text

        def keep(text: str) -> None:
            memo_edits.write_memo(self._state.workspace, text, subject, about)
            then()
            self._host.tell_done((_("Kept: {text}") if text.strip() else _("Deleted: {text}")).format(text=title))

        write(self._state, self._host, title, f"memo:{given.id}", given.text, keep, now)
