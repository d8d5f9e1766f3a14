"""The journal and the memos: entries by day, what is thought of the library, of tags and of articles."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.annotation.memo import Entry, Memo, Subject
from reader.command.command import Context
from reader.layout.table import ListRow
from reader.session.codebook import memo_edits
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.tui.actions.writing import write
from reader.tui.screen.gathering import Gathering
from reader.tui.widget.bar import Hints, KeyBar
from reader.tui.widget.list_pane import ListPane

LIBRARY_MEMO = "library"
"""The row of the memo on the library, which is there before the memo is."""
NEW = "entry:new"


class JournalScreen(Gathering[dict[str, tuple[str, Entry | Memo]]]):
    """What was written, by day and by subject; Enter writes on."""

    context: Context = "journal"
    DEFAULT_CSS = """
    JournalScreen ListPane { height: 1fr; }
    JournalScreen VerticalScroll { height: 1fr; border-top: solid $panel; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, tuple[str, Entry | Memo]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list, the text and the line below."""
        yield ListPane()
        with VerticalScroll(can_focus=False):
            yield Static(id="text")
        yield KeyBar()
        yield Hints()

    def gather(self) -> dict[str, tuple[str, Entry | Memo]]:
        """Read entries, newest day first, and memos; each with what it is about."""
        workspace = self.scolie.state.workspace
        rows: dict[str, tuple[str, Entry | Memo]] = {}
        rows[LIBRARY_MEMO] = ("Memo on the library", memo_edits.memo(workspace, Subject.LIBRARY))
        for entry in reversed(memo_edits.journal(workspace)):
            rows[f"entry:{entry.id}"] = (entry.date, entry)
        for memo in memo_edits.memos(workspace):
            if memo.subject is not Subject.LIBRARY:
                gone = memo_edits.gone(workspace, memo)
                about = f"Memo on {memo.subject.value} {memo_edits.named(workspace, memo)}"
                rows[memo.id] = (f"{about} ({gone})" if gone else about, memo)
        return rows

    def fill(self, found: dict[str, tuple[str, Entry | Memo]]) -> None:
        """Show a row each: what it is about, and how it begins."""
        self._rows = found
        rows = [
            ListRow(id_, (f"{about} · {clipped(one.text, 160)}" if one.text else f"{about} · nothing yet",))
            for id_, (about, one) in found.items()
        ]
        self.list_pane.show(rows)
        self.follow()

    def follow(self) -> None:
        """Show the whole text of what the cursor is on."""
        shown = self._rows.get(self.list_pane.current or "")
        self.query_one("#text", Static).update(Text(guard(shown[1].text if shown else "", lines=True)))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def status_line(self) -> str:
        """How many entries and memos there are."""
        entries = sum(isinstance(one, Entry) for _, one in self._rows.values())
        memos = sum(isinstance(one, Memo) and bool(one.text) for _, one in self._rows.values())
        return f"Journal · entries: {entries} · memos: {memos}"

    # -- commands

    def do_journal_new(self) -> None:
        """Write an entry of today."""

        def keep(text: str) -> None:
            made = memo_edits.write_entry(self.scolie.state.workspace, text)
            self.reload()
            self.scolie.tell_done(f"{made.date}: the entry is kept." if made else "Nothing is kept.")

        write(self.scolie.state, self.scolie.host, "Journal · today", NEW, "", keep, lambda: "")

    def do_app_open(self) -> None:
        """Write on at what the cursor is on."""
        lit = self.list_pane.current or ""
        if lit not in self._rows:
            return
        about, one = self._rows[lit]

        def keep(text: str) -> None:
            self._keep(one, text)
            self.scolie.tell_done("Kept." if text.strip() else "Deleted.")

        def now() -> str:
            workspace = self.scolie.state.workspace
            if isinstance(one, Entry):
                return memo_edits.entry(workspace, one.id).text
            return next((memo.text for memo in memo_edits.memos(workspace) if memo.id == one.id), "")

        write(self.scolie.state, self.scolie.host, about, lit, one.text, keep, now)

    def do_journal_delete(self) -> None:
        """Delete what the cursor is on."""
        shown = self._rows.get(self.list_pane.current or "")
        if shown is None or not shown[1].text:
            raise Problem("There is nothing to delete here.", "", "Enter writes.", status=1)
        self._keep(shown[1], "")
        self.scolie.tell_done("Deleted.")

    def _keep(self, one: Entry | Memo, text: str) -> None:
        workspace = self.scolie.state.workspace
        if isinstance(one, Entry):
            memo_edits.write_entry(workspace, text, id_=one.id)
        else:
            memo_edits.rewrite_memo(workspace, one, text)
        self.reload()

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Write on at what was clicked."""
        self.do("app.open")
