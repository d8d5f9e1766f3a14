"""Pick by a few letters: an article, a tag, a command, a theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from reader.command.command import Context
from reader.layout.table import Column, Table
from reader.translation import _, ngettext
from reader.tui.dialog.choice_loading import ChoiceLoading
from reader.tui.dialog.choice_search import ChoiceSearch
from reader.tui.dialog.choices import BESIDE, Answer, Choices
from reader.tui.dialog.choices import Choice as Choice
from reader.tui.dialog.choices import Creation as Creation
from reader.tui.dialog.choices import Growing as Growing
from reader.tui.dialog.choices import Picked as Picked
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.dialog.picker_box import PickerBox
from reader.tui.widget.line_input import LineInput
from reader.tui.widget.list_pane import ListPane


class Picker(KeyedDialog[Picked | None], inherit_bindings=False):
    """A line to type in over a list. ``choices`` answers what was typed, once the letter itself is seen."""

    context: Context = "picker"
    DEFAULT_CSS = "Picker { align: center top; }"

    def __init__(
        self,
        title: str,
        choices: Callable[[str], Answer],
        *,
        many: bool = False,
        checked: Sequence[str] = (),
        create: Creation | None = None,
        rename: Callable[[str, Sequence[str]], None] | None = None,
        take: str = "",
        preview: bool = False,
        hint: str = "",
        columns: Sequence[Column] = BESIDE,
        lit: Callable[[str], None] | None = None,
        typed: str = "",
        leads_on: Callable[[str], bool] | None = None,
        load: Callable[[], Iterator[str]] | None = None,
        compares: bool = False,
    ) -> None:
        """``checked``: the ids of what is set now. If only one can be taken, the cursor begins there.

        ``create``: what is typed can be taken, too. ``rename``, called with a choice and the ids that are checked, asks for
        another name while the picker stays as it is (`again` then takes it in). ``take`` is the label of the key that takes.
        ``hint`` stands in place of an empty list while nothing is typed. ``lit`` is called with the id of each choice that the
        cursor comes to. ``typed`` stands in the line at first. If there is ``leads_on``, ids are what one types:
        Tab completes, and so does Enter where it is true of the id. ``load`` takes in, in a thread, more of what can be chosen,
        and yields how far it is. ``compares``: a key picks the choice to be compared.
        """
        super().__init__()
        self._typed, self._shown_for, self._leads_on, self._take_label = typed, "", leads_on, take
        self._many, self._rename, self._compares, self._lit = many, rename, compares, lit
        self._at_first = "" if many or not checked else checked[0]
        self._hint = hint or (_("Type a name; Enter makes it.") if create else _("There is nothing to choose from."))
        invites = (create.invites or _("Type to search, or a new name")) if create else _("Type to search")
        self._line = LineInput(placeholder=invites)
        self._list = ListPane(Table(tuple(columns), parts_marks=many or bool(checked)))
        self._box = PickerBox(title, self._line, self._list, preview=preview)
        self.fit = lambda: self._box.fit(self.rows_taken)
        self._choices = Choices(create, checked, many=many)
        self._search = ChoiceSearch(self, choices, self._show)
        self._loading = ChoiceLoading(self, load, self._box.say_beside, self._search_again)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        yield self._box

    def on_mount(self) -> None:
        """Show all there is."""
        self._line.focus()
        self._line.value = self._typed
        self._catch_up()
        self.fit()
        self._loading.begin()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the window."""
        self.fit()

    def again(self, changes: Mapping[str, str] = MappingProxyType({})) -> None:
        """Ask for the choices again, since what is known of them has changed; the cursor stays on its choice.

        ``changes`` has the new ids of choices by those that they had.
        """
        if self.is_attached and self._search.query is not None:
            at, lit = self._list.cursor, self._list.current or ""
            self._choices.replace(changes)
            self._search_again()
            ids, now = [choice.id for choice in self._choices.shown], changes.get(lit, lit)
            self._list.to(ids.index(now) if now in ids else at)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Answer each letter, which is seen by now: what a key has changed is painted before its messages are taken."""
        self._catch_up()

    def _catch_up(self) -> None:
        """Search for what was typed, if that is not begun yet: Enter must mean what one sees one has typed."""
        if self._line.value != self._search.query:
            self._search_again()

    def _search_again(self) -> None:
        self._search.begin(self._line.value)

    @property
    def awaits(self) -> bool:
        """Whether Enter was pressed, and what it takes has not been found yet."""
        return self._search.awaits

    def _show(self, choices: list[Choice]) -> None:
        """Show what was found so far; take the first, if Enter was pressed before."""
        search, pane = self._search, self._list
        self._choices.offer(search.answered or "", choices)
        keeps_cursor = self._loading.exists and search.answered == self._shown_for and pane.cursor > 0
        self._shown_for = search.answered or ""
        if not keeps_cursor:
            pane.cursor = 0
        shown = self._choices.shown
        at_first = "" if search.answered else self._at_first
        keep = at_first or (None if keeps_cursor or not shown else shown[0].id)
        if search.is_whole:
            why_none = self._choices.why_none(search.answered or "") or self._hint
            pane.empty = _("Searching…") if self._loading.is_on else why_none
        pane.show(self._choices.rows(), keep, self._choices.widths(pane.table.columns))
        self._box.hold(len(shown))
        self._tell()
        self._show_lit()
        if search.awaits and search.is_settled(choices, self._loading.is_on):
            search.awaits = False
            self._take(pane.current)

    def _tell(self) -> None:
        """Say what keys do, or why what is typed cannot be taken; and how many are checked."""
        problem = self._choices.problem
        labels = {"choose": self._take_label, **({"mark": _("Complete")} if self._leads_on else {})}
        tab = ("mark", self._many or self._leads_on)
        offered = (tab, ("choose", True), ("rename", self._rename), ("compare", self._compares))
        commands = [f"picker.{name}" for name, is_offered in (*offered, ("close", True)) if is_offered]
        self._box.say(problem.title if problem else self.keys_line(*commands, **labels))
        if self._many:
            checked = len(self._choices.marked)
            count = ngettext("{count} checked", "{count} checked", checked).format(count=checked)
            self._box.say_beside(count if checked else "")

    def _show_lit(self) -> None:
        """Show the preview of what the cursor is on."""
        if self._lit and self._list.current:
            self._lit(self._list.current)
        if self._box.has_preview:
            self._box.show_preview(self._choices.preview(self._list.cursor))

    def on_key(self, event: events.Key) -> None:
        """Move, mark, take or leave; every other key is typed."""
        self._catch_up()
        pane, search = self._list, self._search
        command = self.command_of(event)
        rows = {"picker.down": 1, "picker.up": -1}.get(command or "", 0)
        pages = {"pagedown": 1, "pageup": -1}.get(event.key, 0)
        if rows or pages:
            pane.move(rows) if rows else pane.turn(pages)
            self._show_lit()
        elif command == "picker.mark" and self._many:
            self._check(pane.current)
        elif command == "picker.mark" and self._leads_on:
            self._take(pane.current, leads_on=True)
        elif command == "picker.rename" and self._rename and self._choices.exists(pane.current):
            self._rename(pane.current or "", self._choices.marked)
        elif command == "picker.compare" and self._compares and pane.current:
            self.dismiss(Picked((pane.current,), command=command))
        elif command == "picker.choose" and search.is_early(pane.current, pane.cursor, self._loading.is_on):
            search.awaits = True  # Enter means the first that will be found
        elif command == "picker.choose":
            self._take(pane.current)
        elif command == "picker.close":
            self.dismiss(None)
        elif event.key not in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()

    def _check(self, id_: str | None) -> None:
        """Check or uncheck a choice and go on to the next. A new name makes room for another."""
        if not id_:
            return
        if self._choices.check(id_):
            self._line.value = ""
            self._catch_up()
            return
        at = self._list.cursor
        self._search_again()
        following = self._choices.shown[at + 1 : at + 2]
        if following and self._choices.exists(following[0].id):  # the cursor does not come to a new name by itself
            at += 1
        self._list.to(at)
        self._show_lit()

    def _take(self, id_: str | None, *, leads_on: bool = False) -> None:
        if id_ and (leads_on or (self._leads_on and self._leads_on(id_))):
            self._line.value = id_
            self._line.cursor_position = len(id_)
            self._catch_up()
        elif picked := self._choices.picked(id_):
            self.dismiss(picked)

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Take what was clicked."""
        self._take(event.id)
