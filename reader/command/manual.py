"""The keys page: a table of all commands and their keys, in Markdown, made from the table and a keymap."""

from __future__ import annotations

from reader.command.command import CONTEXTS, GROUPS, Command, Context
from reader.command.keymap import Keymap
from reader.command.table import COMMANDS

_PLACES: dict[Context, str] = {
    "library": "list",
    "article": "article",
    "pass": "pass",
    "side": "side pane",
    "review": "review",
    "picker": "picker",
    "note": "note",
}
_BROWSING = frozenset({"library", "article", "side", "review"})


def key_table_markdown(keymap: Keymap) -> str:
    """Return a Markdown table (keys, what they do, where), a row a command, by group; it ends with a newline."""
    rows = ["| group | keys | what it does | where |", "|---|---|---|---|"]
    for group in GROUPS:
        for command in (command for command in COMMANDS if command.group == group):
            keys = " ".join(_cell(written) for written in all_keys(keymap, command))
            rows.append(f"| {group} | {keys} | {command.help} | {places_of(command)} |")
    return "\n".join(rows) + "\n"


def all_keys(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Return the command's sequences in any of its contexts, each once."""
    return tuple(
        dict.fromkeys(
            written for context in CONTEXTS if context in command.where for written in keymap.keys_of(command, context)
        )
    )


def places_of(command: Command) -> str:
    """Return the places where the command means something, in words."""
    if command.where >= _BROWSING:
        return "everywhere"
    return ", ".join(name for context, name in _PLACES.items() if context in command.where)


def _cell(written: str) -> str:
    # A pipe would end the cell and a backtick the code, even inside a code span.
    if "`" in written:
        return f"`` {written} ``".replace("|", "\\|")
    return f"`{written}`".replace("|", "\\|")
