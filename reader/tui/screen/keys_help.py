"""The page of keys that `app.help` shows."""

from __future__ import annotations

from collections.abc import Sequence

from reader.command.command import Context
from reader.command.keymap import Keymap
from reader.command.manual import group_title
from reader.command.table import commands_in
from reader.translation import _
from reader.tui.dialog.manual import Manual, keys_page
from reader.tui.service.host import Asks


def show_keys(host: Asks, keymap: Keymap, contexts: Sequence[Context]) -> None:
    """Show the keys of ``contexts``, by group."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for context in contexts:
        for command in commands_in(context):
            keys = " ".join(keymap.keys_of(command, context))
            group = _("In the pass") if context == "pass" else group_title(command.group)
            sections.setdefault(group, []).append((keys, command.help))
    host.ask(Manual(_("Keys here"), keys_page(sections.items())))
