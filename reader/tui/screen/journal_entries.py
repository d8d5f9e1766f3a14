"""What the journal's screen shows and does: entries by day, and memos on the library, on tags and on articles."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.annotation.memo import JournalEntry, Memo, Subject
from reader.layout.bar import BETWEEN, Title, place_fact
from reader.layout.table import ListRow
from reader.session.codebook import memo_edits
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _, ngettext
from reader.tui.actions.writing import write
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.list_pane import ListPane

LIBRARY_MEMO = "library"
"""The row of the memo on the library. It is there even before the memo is written."""
NEW = "entry:new"
Rows = dict[str, tuple[str, JournalEntry | Memo]]
"""By the id of a row: what the text is about, and the text itself."""


def _about(subject: Subject, name: str) -> str:
    return (_("Memo on tag {name}") if subject is Subject.TAG else _("Memo on article {name}")).format(name=name)


class JournalEntries(ScreenContent):
    """The list of texts, and the one under the cursor in full."""

    def __init__(self, services: Services, shell: Shell, pane: ListPane, text: Static, scroll: VerticalScroll) -> None:
        """``text``, inside ``scroll``, shows the text under the cursor."""
        self._services, self._state, self._host = services, services.state, services.host
        self._pane, self._text, self._scroll = pane, text, scroll
        self._rows: Rows = {}
        self.filling = self.loading = BackgroundLoading(
            shell, services.host, load=self._load, fill=self._fill, leave=services.navigator.leave_screen
        )

    def commands(self) -> CommandTable:
        """Return what the commands of the journal do."""
        return {
            **ListCommands(self._pane, self.follow).commands(),
            **BackgroundUndo(self.loading, self._state, self._host).commands(),
            "journal.new": self.write_entry,
            "journal.delete": self.delete,
            "app.open": self.rewrite,
            "app.back": self._services.navigator.leave_screen,
        }

    def _load(self) -> Rows:
        """Read the memo on the library, the entries, newest day first, and the other memos."""
        workspace = self._state.workspace
        rows: Rows = {LIBRARY_MEMO: (_("Memo on the library"), memo_edits.memo(workspace, Subject.LIBRARY))}
        for entry in reversed(memo_edits.journal(workspace)):
            rows[f"entry:{entry.id}"] = (entry.date, entry)
        for memo in memo_edits.memos(workspace):
            if memo.subject is not Subject.LIBRARY:
                gone = memo_edits.gone(workspace, memo)
                about = _about(memo.subject, memo_edits.named(workspace, memo))
                rows[memo.id] = (f"{about} ({gone})" if gone else about, memo)
        return rows

    def _fill(self, rows: Rows) -> None:
        """Show in each row what the text is about and how it begins."""
        self._rows = rows
        self._pane.show(
            [
                ListRow(id_, (BETWEEN.join((about, clipped(each.text, 160) or _("nothing yet"))),))
                for id_, (about, each) in rows.items()
            ]
        )
        self.follow()

    def follow(self) -> None:
        """Show the whole text under the cursor; what the journal is for, where there is none yet."""
        shown = self._rows.get(self._pane.current or "")
        text = shown[1].text if shown else ""
        self._text.update(Text(guard(text, lines=True)) if text else Text(self._what_it_is_for(), "dim"))
        self._scroll.scroll_home(animate=False)

    def _what_it_is_for(self) -> str:
        line = _(
            "The journal keeps what you think while you read and code: entries by day, and memos on the library, on tags and on "
            "articles. {new} writes an entry of today, {open} goes on with the text under the cursor."
        )
        return line.format(
            new=self._state.key_of("journal.new", "journal"), open=self._state.key_of("app.open", "journal")
        )

    def title(self) -> Title:
        """Return the place in the list, and how many entries and memos there are."""
        texts = [row[1] for row in self._rows.values()]
        entries = sum(isinstance(text, JournalEntry) for text in texts)
        memos = sum(isinstance(text, Memo) and bool(text.text) for text in texts)
        counts = (
            ngettext("{count} entry", "{count} entries", entries).format(count=entries),
            ngettext("{count} memo", "{count} memos", memos).format(count=memos),
        )
        place = place_fact(self._pane.cursor, len(self._rows))
        return Title((self._state.library_name, _("Journal")), tuple(filter(None, (place, *counts))))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        shown = self._rows.get(self._pane.current or "")
        return () if shown and shown[1].text else ("journal.delete",)

    # -- commands

    def write_entry(self) -> None:
        """Write an entry of today."""

        def keep(text: str) -> None:
            entry = memo_edits.write_entry(self._state.workspace, text)
            self.reload()
            self._host.tell_done(_("Entry of {date} kept").format(date=entry.date) if entry else _("Nothing is kept"))

        write(self._state, self._host, _("Journal · today"), NEW, "", keep, lambda: "")

    def rewrite(self) -> None:
        """Go on with the text under the cursor."""
        id_ = self._pane.current or ""
        if id_ not in self._rows:
            return
        about, written = self._rows[id_]

        def keep(text: str) -> None:
            self._keep(written, text)
            self._host.tell_done(
                _("Kept: {text}").format(text=about) if text.strip() else _("Deleted: {text}").format(text=about)
            )

        def now() -> str:
            workspace = self._state.workspace
            if isinstance(written, JournalEntry):
                return memo_edits.entry(workspace, written.id).text
            return next((memo.text for memo in memo_edits.memos(workspace) if memo.id == written.id), "")

        write(self._state, self._host, about, id_, written.text, keep, now)

    def delete(self) -> None:
        """Delete the text under the cursor."""
        shown = self._rows.get(self._pane.current or "")
        if shown is None or not shown[1].text:
            raise Problem(_("There is nothing to delete here."), "", _("Enter writes."), status=1)
        self._keep(shown[1], "")
        self._host.tell_done(_("Deleted: {text}").format(text=shown[0]))

    def _keep(self, written: JournalEntry | Memo, text: str) -> None:
        workspace = self._state.workspace
        if isinstance(written, JournalEntry):
            memo_edits.write_entry(workspace, text, id_=written.id)
        else:
            memo_edits.rewrite_memo(workspace, written, text)
        self.reload()
