"""Plain objects in place of the widgets and the screen that a content fills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from rich.text import Text

from reader.layout.bar import StatusLine
from reader.layout.table import ListRow, Table
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.tui.dialog.picker import Picked
from reader.tui.screen.waiting import Waiting
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Services
from reader.tui.widget.tag_tree import TagRow
from tests.tui.fakes import FakeHost, FakeNavigator, FakePrompt


class FakeStatusBar:
    """Notes what the line at the bottom says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def tell(self, status: StatusLine) -> None:
        self.said.append(status.text)


class FakeShell:
    """A screen that is open until it is closed."""

    def __init__(self, host: FakeHost | None = None) -> None:
        self.host = host or FakeHost()
        self.services: Any = self  # only the host is asked for
        self.bar: Any = FakeStatusBar()
        self.is_attached = True
        self.waiting = Waiting(self)

    def tell(self) -> None:
        self.bar.tell(StatusLine("told"))

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        callback(*args, **kwargs)
        return True


class FakeList:
    """A list, a document of passages, or a tree of tags: rows with a cursor."""

    def __init__(self) -> None:
        self.rows: Sequence[ListRow] = ()
        self.table = Table()
        self.widths: tuple[int, ...] = ()
        self.cursor = 0
        self.empty = ""
        self.size = SimpleNamespace(width=80, height=20)
        self.room = 76
        self.marked: Collection[str] = ()

    @property
    def ids(self) -> list[str]:
        return [row.id for row in self.rows]

    @property
    def current(self) -> str | None:
        return self.rows[self.cursor].id if 0 <= self.cursor < len(self.rows) else None

    def show(
        self,
        rows: Sequence[ListRow],
        keep: str | None = None,
        widths: tuple[int, ...] | None = None,
        at: int | None = None,
    ) -> None:
        keep = keep or (self.current if at is None else None)
        self.cursor = self.cursor if at is None else at
        self.rows, self.widths = rows, widths or self.table.widths(rows)
        if keep in self.ids:
            self.cursor = self.ids.index(keep)
        self.cursor = max(0, min(self.cursor, len(rows) - 1))

    def show_lines(self, ids: Sequence[str], lines: Sequence[Sequence[object]], keep: str | None = None) -> None:
        assert len(ids) == len(lines)
        self.show([ListRow(id_, ()) for id_ in ids], keep)

    def show_tags(self, tags: Sequence[TagRow], marked: Sequence[str], *, flat: bool, keep: str | None = None) -> None:
        self.marked = list(marked)
        self.show([ListRow(tag.path, (tag.path, "", "", "", "")) for tag in tags], keep)

    def move(self, step: int) -> None:
        self.to(self.cursor + step)

    def turn(self, step: int) -> None:
        self.move(step * self.size.height)

    def to(self, index: int) -> None:
        self.cursor = max(0, min(index, len(self.rows) - 1))

    def go(self, id_: str) -> None:
        """Put the cursor on the row of that id."""
        self.cursor = self.ids.index(id_)


class FakePreview:
    """A pane of lines beside a list."""

    def __init__(self) -> None:
        self.display = False
        self.lines: list[str] = []

    def show(self, lines: Sequence[Sequence[tuple[str, tuple[str, ...]]]]) -> None:
        self.lines = ["".join(text for text, _ in line) for line in lines]


class FakeText:
    """A place for words."""

    def __init__(self) -> None:
        self.plain = ""

    def update(self, text: Text) -> None:
        self.plain = text.plain

    def scroll_home(self, *, animate: bool) -> None:
        assert not animate


class Stand:
    """What a content is made with."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.state = AppState(workspace, preferences())
        self.host, self.navigator = FakeHost(), FakeNavigator()
        self.shell, self.list, self.prompt = FakeShell(self.host), FakeList(), FakePrompt()
        self.preview = FakePreview()
        self.counted: list[str] = []
        self.services = Services(
            state=self.state,
            host=cast(Any, self.host),
            navigator=cast(Any, self.navigator),
            commands={},
            articles=cast(Any, self.host),
            passes=cast(Any, self.navigator),
            review_count=cast(Any, SimpleNamespace(count_waiting=lambda: self.counted.append("waiting"))),
        )

    def export(self, file: Path, format: str = "") -> Any:
        """Answer the menu of an export with a format and a file, write it, and return the menu."""
        if format:
            self.answer(Picked(("format",)))
            self.answer(Picked((format,)))
        self.answer(Picked(("file",)))
        self.answer({"file": str(file)})
        return self.answer(Picked(("write",)))

    def answer(self, result: object) -> Any:
        """Answer the dialog that was opened last, do what follows from it, and return the dialog."""
        dialog, then = self.host.asked.pop()
        then(result)
        self.host.finish()
        return dialog
