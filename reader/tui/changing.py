"""Changes that several screens offer: undo and redo, what is known of an article, a tag's name."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotation.memo import Subject
from reader.library.article import FIELDS, Status
from reader.session.annotations.undo import TakenBack, redo, undo
from reader.session.codebook.tag_edits import describe_article, rename
from reader.session.reading.positions import as_read
from reader.text.guard import guard
from reader.tui.desk import Desk
from reader.tui.screen.keyed_screen import KeyedScreen


class Changing(Desk, inherit_bindings=False):
    """The part of the app that changes what is not in one article alone."""

    def do_edit_undo(self) -> None:
        """Take back the newest change."""
        try:
            self.tell_taken_back(undo(self.state.workspace))
        finally:
            self.reload()  # it may have taken in what others have changed, too

    def do_edit_redo(self) -> None:
        """Make again what was taken back."""
        try:
            self.tell_made_again(redo(self.state.workspace))
        finally:
            self.reload()

    def tell_taken_back(self, done: TakenBack) -> None:
        """Say what was taken back, and what was skipped because it could not be."""
        self._tell_with_skipped(done, f"Taken back: {done.entry['what']}. U makes it again.")

    def tell_made_again(self, done: TakenBack) -> None:
        """Say that something was made again, and what was skipped because it could not be."""
        self._tell_with_skipped(done, "Made again. u takes it back.")

    def _tell_with_skipped(self, done: TakenBack, what: str) -> None:
        if done.skipped:
            self.notify(guard(done.told(what), lines=True), severity="warning", timeout=8)
        else:
            self.notify(what, timeout=3)

    def tell_done(self, what: str) -> None:
        """Say what was done, and which key takes it back."""
        screen = self.screen
        context = screen.context if isinstance(screen, KeyedScreen) else "article"
        keys = self.state.keymap.keys_of("edit.undo", context)
        self.notify(f"{what} {keys[0]} takes it back." if keys else what, timeout=4)

    def write_memo(self, subject: Subject, about: str, then: Callable[[], None]) -> None:
        """Write the memo on a tag, an article or the library."""
        from reader.session.codebook import memo_edits
        from reader.tui.actions.writing import write

        given = memo_edits.memo(self.state.workspace, subject, about)

        def now() -> str:
            return memo_edits.memo(self.state.workspace, subject, about).text

        def keep(text: str) -> None:
            memo_edits.write_memo(self.state.workspace, text, subject, about)
            then()
            self.tell_done("The memo is kept." if text.strip() else "The memo is gone.")

        title = f"Memo · {about}" if about else "Memo on the library"
        write(self.state, self.services.host, title, f"memo:{given.id}", given.text, keep, now)

    def next_status(self, article: str) -> None:
        """Give an article its next status."""
        known = as_read(self.state.workspace.article(article), self.state.places)
        order = list(Status)
        status = order[(order.index(known.status) + 1) % len(order)]
        describe_article(self.state.workspace, known, {"status": status.value})
        if status is Status.UNREAD:
            self.state.places.begin_again(article)
        self.notify(f"Status: {status.value}. u takes it back.", timeout=2)

    def edit_metadata(self, article: str, then: Callable[[], None]) -> None:
        """Ask what is known of an article."""
        from reader.tui.dialog.form import Form

        known = self.state.workspace.article(article)
        fields = [(name, name.capitalize(), str(getattr(known, name))) for name in FIELDS]

        def said(values: dict[str, str] | None) -> None:
            changed = {name: value for name, value in (values or {}).items() if value != getattr(known, name)}

            def keep() -> None:
                describe_article(self.state.workspace, known, changed)
                self.notify("Kept. u takes it back.", timeout=2)
                then()

            if changed:
                self.attempt(keep)

        self.push_screen(Form(f"What is known of {known.path}", fields), said)

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        """Ask for a tag's new path."""
        from reader.tui.dialog.form import Form

        def said(values: dict[str, str] | None) -> None:
            new = values["path"] if values else old

            def keep() -> None:
                rename(self.state.workspace, old, new)
                then()

            if new != old:
                self.attempt(keep)

        self.push_screen(Form(f"Rename {old}", [("path", "New path", old)]), said)
