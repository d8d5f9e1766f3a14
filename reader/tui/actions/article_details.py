"""Change what is known about an article or a tag: status, metadata, memo, name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Protocol

from reader.annotation.memo import Subject
from reader.library.article import Status
from reader.session.codebook import memo_edits
from reader.session.codebook.tag_edits import describe_article, rename
from reader.session.reading.positions import as_read
from reader.translation import _
from reader.tui.actions.writing import WritingHost, write
from reader.tui.service.app_state import AppState
from reader.tui.service.host import TellsChanges
from reader.tui.service.names import titled


class ArticleDetailsHost(WritingHost, TellsChanges, Protocol):
    """What changes to an article or a tag need."""


class ArticleDetails:
    """Implements `ArticleActions`."""

    def __init__(self, state: AppState, host: ArticleDetailsHost) -> None:
        self._state = state
        self._host = host

    def next_status(self, article: str) -> None:
        """Give an article its next status."""
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
        from reader.tui.dialog.form import Form

        now = self._state.workspace.article(article)
        before = asdict(now.metadata)
        fields = [(name, "URL" if name == "url" else name.capitalize(), value) for name, value in before.items()]

        def answered(values: dict[str, str] | None) -> None:
            changed = {name: value for name, value in (values or {}).items() if value != before[name]}

            def keep() -> None:
                describe_article(self._state.workspace, now, changed)
                self._host.tell_done(_("Kept: metadata of {title}").format(title=titled(now.title)))
                then()

            if changed:
                self._host.attempt(keep)

        self._host.ask(Form(_("What is known of {path}").format(path=now.path), fields), answered)

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        """Ask for a tag's new path."""
        from reader.tui.dialog.form import Form

        def answered(values: dict[str, str] | None) -> None:
            new = values["path"] if values else old

            def keep() -> None:
                rename(self._state.workspace, old, new)
                then()

            if new != old:
                self._host.attempt(keep)

        self._host.ask(Form(_("Rename {tag}").format(tag=old), [("path", _("New path"), old)]), answered)

    def write_memo(self, subject: Subject, about: str, then: Callable[[], None]) -> None:
        """Write the memo on a tag, an article or the library."""

        given = memo_edits.memo(self._state.workspace, subject, about)
        title = _("Memo · {about}").format(about=about) if about else _("Memo on the library")

        def now() -> str:
            return memo_edits.memo(self._state.workspace, subject, about).text

        def keep(text: str) -> None:
            memo_edits.write_memo(self._state.workspace, text, subject, about)
            then()
            self._host.tell_done((_("Kept: {text}") if text.strip() else _("Deleted: {text}")).format(text=title))

        write(self._state, self._host, title, f"memo:{given.id}", given.text, keep, now)
