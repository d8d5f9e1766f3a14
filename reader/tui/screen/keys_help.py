"""The page of keys that `app.help` shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.command.command import Context
from reader.command.essentials import essentials
from reader.command.keymap import Keymap
from reader.command.manual import group_title
from reader.command.table import commands_in
from reader.layout.keys_page import Section
from reader.translation import _
from reader.tui.dialog.keys_page import KeysPage
from reader.tui.screen.query_help import ASKED, query_help
from reader.tui.service.host import Asks


def sections(keymap: Keymap, contexts: Sequence[Context]) -> Iterator[Section]:
    """Yield the keys that one needs first, then all of ``contexts``, by group; and how to ask where queries are typed: first or last."""
    queries = [query_help(keymap.key_named("app.palette", contexts[0]))] if contexts[0] in ASKED else []
    if contexts[0] == "search":
        yield queries.pop()
    for title, keys in essentials(keymap, contexts):
        yield title, tuple((each.key, each.command.help) for each in keys)
    grouped: dict[str, list[tuple[str, str]]] = {}
    for context in contexts:
        for command in commands_in(context):
            keys_here = " ".join(keymap.shown_keys_of(command, context))
            title = _("In the pass") if context == "pass" else group_title(command.group)
            grouped.setdefault(title, []).append((keys_here, command.help))
    for title, rows in grouped.items():
        yield title, tuple(rows)
    yield from queries


def show_keys(host: Asks, keymap: Keymap, contexts: Sequence[Context]) -> None:
    """Show the keys of ``contexts``, those that one needs first at the top."""
    host.ask(KeysPage(_("Keys here"), tuple(sections(keymap, contexts))))
