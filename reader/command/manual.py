"""The page of all commands and their keys as Markdown, from the command table and a keymap."""

from __future__ import annotations

from reader.command.command import CONTEXTS, GROUPS, TYPING, Command, Context, Group
from reader.command.keymap import Keymap
from reader.command.table import COMMANDS

_PLACES: dict[Context, str] = {
    "library": "list",
    "article": "article",
    "pass": "pass",
    "side": "side pane",
    "review": "review",
    "codebook": "codebook",
    "excerpts": "excerpts",
    "split": "split",
    "stats": "statistics",
    "journal": "journal",
    "picker": "picker",
    "note": "note",
}
_BROWSING = frozenset(CONTEXTS) - TYPING - {"pass"}  # in a pass, the keys of the article count, too
_TITLES: dict[Group, str] = {
    "move": "Move",
    "goto": "Go to",
    "select": "Select",
    "act": "Act",
    "view": "View",
    "app": "Program",
}
_INTRODUCTION = f"""\
# Keys

`?` shows the keys of the place where you are. No key needs Alt, AltGr or the mouse.

To change keys, choose the preset `vim` or `arrows` with the setting `keymap`, or give commands keys of your own in
`keys.toml` in your configuration folder:

    [article]
    "annotation.highlight" = ["h", "Ctrl+g"]

A section is named after a place ({", ".join(f"`{context}`" for context in CONTEXTS)}) or `everywhere`.
`scolie keys --check FILE` looks for mistakes; `scolie keys --markdown` prints this page for the keys that you use.
"""


def keys_page_markdown(keymap: Keymap) -> str:
    """Return the page of all keys in Markdown: a table for each group, with one row for each command."""
    return "\n".join([_INTRODUCTION, *(_table(keymap, group) for group in GROUPS)])


def _table(keymap: Keymap, group: Group) -> str:
    lines = [f"## {_TITLES[group]}", "", "| keys | what it does | where | command |", "|---|---|---|---|"]
    for command in (command for command in COMMANDS if command.group == group):
        keys = " ".join(_cell(written) for written in all_keys(keymap, command))
        lines.append(f"| {keys} | {command.help} | {places_of(command)} | `{command.name}` |")
    return "\n".join(lines) + "\n"


def all_keys(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Return the command's sequences in all of its contexts, without repetitions."""
    return tuple(
        dict.fromkeys(
            written for context in CONTEXTS if context in command.where for written in keymap.keys_of(command, context)
        )
    )


def places_of(command: Command) -> str:
    """Return the places where the command can be used, for a person."""
    if command.where >= _BROWSING:
        return "everywhere"
    if command.where == _BROWSING - {"article"}:
        return "every list"
    return ", ".join(name for context, name in _PLACES.items() if context in command.where)


def _cell(written: str) -> str:
    # Even in a code span, a pipe ends the cell and a backtick ends the code.
    if "`" in written:
        return f"`` {written} ``".replace("|", "\\|")
    return f"`{written}`".replace("|", "\\|")
