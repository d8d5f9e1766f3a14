"""The page of all commands and their keys as Markdown, from the command table and a keymap."""

from __future__ import annotations

from reader.command.command import CONTEXTS, GROUPS, TYPING, Command, Context, Group
from reader.command.keymap import Keymap
from reader.command.table import COMMANDS
from reader.translation import N_, _, pgettext


def _places() -> dict[Context, str]:
    return {
        "library": pgettext("place", "list"),
        "article": pgettext("place", "article"),
        "pass": pgettext("place", "pass"),
        "side": pgettext("place", "side pane"),
        "review": pgettext("place", "review"),
        "codebook": pgettext("place", "codebook"),
        "excerpts": pgettext("place", "excerpts"),
        "basket": pgettext("place", "basket"),
        "split": pgettext("place", "split"),
        "difference": pgettext("place", "difference"),
        "stats": pgettext("place", "statistics"),
        "search": pgettext("place", "search"),
        "journal": pgettext("place", "journal"),
        "picker": pgettext("place", "picker"),
        "note": pgettext("place", "note"),
    }


_BROWSING = frozenset(CONTEXTS) - TYPING - {"pass"}  # in a pass, the keys of the article count, too
_INTRODUCTION = N_(
    """\
# Keys

`?` shows the keys of the place where you are. No key needs Alt, AltGr or the mouse.

To change keys, choose the preset `vim` or `arrows` with the setting `keymap`, or give commands keys of your own in
`keys.toml` in your configuration folder:

    [article]
    "annotation.highlight" = ["h", "Ctrl+g"]

A section is named after a place ({places}) or `everywhere`.
`scolie keys --check FILE` looks for mistakes; `scolie keys --markdown` prints this page for the keys that you use.
"""
)


def keys_page_markdown(keymap: Keymap) -> str:
    """Return the page of all keys in Markdown: a table for each group, with one row for each command."""
    introduction = _(_INTRODUCTION).format(places=", ".join(f"`{context}`" for context in CONTEXTS))
    return "\n".join([introduction, *(_table(keymap, group) for group in GROUPS)])


def _table(keymap: Keymap, group: Group) -> str:
    headings = (_("keys"), _("what it does"), _("where"), _("command"))
    lines = [
        f"## {group_title(group)}",
        "",
        f"| {' | '.join(headings)} |",
        "|---|---|---|---|",
    ]
    for command in (command for command in COMMANDS if command.group == group):
        keys = " ".join(_cell(written) for written in all_keys(keymap, command))
        lines.append(f"| {keys} | {command.help} | {places_of(command)} | `{command.name}` |")
    return "\n".join(lines) + "\n"


def group_title(group: Group) -> str:
    """Return the title of a group of commands."""
    titles: dict[Group, str] = {
        "move": pgettext("keys", "Move"),
        "goto": pgettext("keys", "Go to"),
        "select": pgettext("keys", "Select"),
        "act": pgettext("keys", "Act"),
        "view": pgettext("keys", "View"),
        "app": pgettext("keys", "Program"),
    }
    return titles[group]


def all_keys(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Return the command's sequences in all of its contexts, as people name their keys, without repetitions."""
    return tuple(
        dict.fromkeys(
            written
            for context in CONTEXTS
            if context in command.where
            for written in keymap.shown_keys_of(command, context)
        )
    )


def places_of(command: Command) -> str:
    """Return the places where the command can be used, for a person."""
    if command.where >= _BROWSING:
        return pgettext("place", "everywhere")
    if command.where == _BROWSING - {"article"}:
        return pgettext("place", "every list")
    return ", ".join(name for context, name in _places().items() if context in command.where)


def _cell(written: str) -> str:
    # Even in a code span, a pipe ends the cell and a backtick ends the code.
    if "`" in written:
        return f"`` {written} ``".replace("|", "\\|")
    return f"`{written}`".replace("|", "\\|")
