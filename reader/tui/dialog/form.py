"""A form of a few lines: what is known of an article, a name, a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Static
from textual.widgets.input import Selection

from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.dialog.over import Over
from reader.tui.widget.line_input import LineInput

EDGES = 3
"""Rows of a form beside its fields: the border, and the keys."""


def as_typed(typed: str, _values: Mapping[str, str]) -> str:
    """Return what was typed."""
    return typed


def nothing(_value: str) -> str:
    """Say nothing of a value."""
    return ""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a form. ``hint`` stands below it; ``offered`` is a value that one key puts into it while it is empty.

    ``read`` makes of what is typed, and of what stands in all fields, the value to keep, or raises a Problem, which is
    shown below the line. ``understood`` puts that value into words.
    """

    name: str
    label: str
    value: str
    hint: str = ""
    offered: str = ""
    read: Callable[[str, Mapping[str, str]], str] = as_typed
    understood: Callable[[str], str] = nothing


class Form(Over[dict[str, str] | None], inherit_bindings=False):
    """Ctrl+s keeps, so does Enter on the last line; Esc leaves all as it was. What cannot be kept stays to be mended."""

    DEFAULT_CSS = """
    Form { align: center middle; }
    Form > Vertical { width: 80; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                      border: round $accent; }
    Form VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    Form Input, Form Input:focus { border: none; height: 1; background: $panel; }
    Form .below { height: auto; min-height: 1; color: $dim; padding: 0 2; }
    Form Label { padding: 0 2; }
    Form .wrong { color: $error; }
    Form .keys { height: 1; color: $dim; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, title: str, fields: Sequence[Field], *, go_on: bool = False) -> None:
        """``go_on``: what is typed goes on from the value that is there, in place of taking its place."""
        super().__init__()
        self._title = title
        self._fields = fields
        self._go_on = go_on
        self.fit = self._fit
        self._lines: dict[str, LineInput] = {}
        self._scroll = VerticalScroll(can_focus=False)
        self._labels = {field.name: Label(Text(guard(field.label))) for field in fields}
        self._below = {field.name: Static(classes="below") for field in fields}
        self._said: dict[str, tuple[str, bool]] = {}
        """What stands below each field, and whether it is a fault."""

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        keys = [_("Ctrl+s Keep"), _("Esc Cancel")]
        if any(field.offered for field in self._fields):
            keys.insert(0, _("Ctrl+t As the text says"))
        if len(self._fields) > 1:
            keys.insert(0, _("Tab Next line"))
        with Vertical() as box:
            box.border_title = Text(guard(self._title))
            with self._scroll:
                for field in self._fields:
                    yield self._labels[field.name]
                    line = LineInput(guard(field.value), id=field.name, select_on_focus=False)  # it asks for the app
                    self._lines[field.name] = line
                    yield line
                    yield self._below[field.name]
            yield Static(Text(" · ".join(keys)), classes="keys")

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the window."""
        self.fit()

    def _fit(self) -> None:
        """Leave the fields the rows that there are for them: those that do not fit scroll."""
        self._scroll.styles.max_height = max(1, self.app.size.height - self.rows_taken - EDGES)

    def on_mount(self) -> None:
        """Begin with the first field."""
        self._go_to(self._lines[self._fields[0].name])
        self._tell()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring all of a field into view."""
        if name := event.widget.id:
            field = self._labels[name].virtual_region.union(self._below[name].virtual_region)
            self._scroll.scroll_to_region(field, animate=False, force=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Show how the value begins in a field that was left."""
        if isinstance(event.widget, LineInput):
            event.widget.selection = Selection.cursor(0)

    def _go_to(self, line: Widget | None) -> None:
        """Type in a line from now on. Its value is selected from the end, so that one sees how it begins."""
        if isinstance(line, LineInput):
            line.focus()
            if not self._go_on:
                line.selection = Selection(len(line.value), 0)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Say what is understood of what is typed so far."""
        self._tell()

    def _typed(self) -> dict[str, str]:
        """Return what stands in each field; what was not touched is as it was, to the last no-break space."""
        typed = {name: line.value for name, line in self._lines.items()}
        return {
            field.name: field.value if typed[field.name] == guard(field.value) else guard(typed[field.name]).strip()
            for field in self._fields
        }

    def _tell(self) -> None:
        """Say below each field what is understood of it, what the text says, or how it is written."""
        typed = self._typed()
        for field in self._fields:
            self._say(field.name, self._words(field, typed))

    def _words(self, field: Field, typed: Mapping[str, str]) -> str:
        if not typed[field.name]:
            offered = _("The text says: {value}").format(value=field.offered) if field.offered else ""
            return offered or field.hint
        try:
            return field.understood(field.read(typed[field.name], typed)) or field.hint
        except Problem:
            return field.hint  # it may not be typed to its end

    def _say(self, name: str, words: str, *, wrong: bool = False) -> None:
        if self._said.get(name) != (words, wrong):
            self._said[name] = words, wrong
            self._below[name].set_class(wrong, "wrong")
            self._below[name].update(Text(guard(words)))

    def on_key(self, event: events.Key) -> None:
        """Walk, take what is offered, keep or leave."""
        if event.key in ("tab", "down"):
            self._go_to(self.focus_next(Input))
        elif event.key in ("shift+tab", "up"):
            self._go_to(self.focus_previous(Input))
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key == "ctrl+s":
            self._keep()
        elif event.key == "ctrl+t":
            self._take_offered()
        else:
            return
        event.stop()
        event.prevent_default()

    def _take_offered(self) -> None:
        """Put what the text says into the fields that are empty."""
        for field in self._fields:
            if field.offered and not self._lines[field.name].value:
                self._lines[field.name].value = guard(field.offered)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on, or keep at the end."""
        if event.input.id == self._fields[-1].name:
            self._keep()
        else:
            self._go_to(self.focus_next(Input))

    def _keep(self) -> None:
        """Close with the values, unless one cannot be kept: then say why below it, and go there."""
        typed = self._typed()
        values: dict[str, str] = {}
        wrong: list[str] = []
        for field in self._fields:
            value = typed[field.name]
            try:
                values[field.name] = field.read(value, typed) if value and value != field.value else value
            except Problem as problem:
                wrong.append(field.name)
                self._say(field.name, " ".join(filter(None, (problem.title, problem.hint))), wrong=True)
        if wrong:
            self._go_to(self._lines[wrong[0]])
        else:
            self.dismiss(values)
