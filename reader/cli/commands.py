"""The table of sub-commands, and the arguments of a command line that are not options."""

from __future__ import annotations

COMMANDS = {
    "list": "List the articles.",
    "show": "Show an article's text, blocks and sentences.",
    "read": "Open the app on an article.",
    "jump": "Find articles by a few letters.",
    "search": "Find words and phrases in all articles.",
    "annotate": "Highlight a passage.",
    "annotations": "List the annotations.",
    "edit": "Change an annotation.",
    "delete": "Delete an annotation.",
    "undo": "Undo the newest change.",
    "redo": "Redo the change that was undone last.",
    "history": "List the changes.",
    "meta": "Show or set the metadata and the status of an article.",
    "tags": "List the tags; make, describe, rename, move, merge, split or delete them.",
    "pass": "Go through articles for a tag: start, report, finish, reopen or compare passes.",
    "stats": "Print statistics of the annotations, or draw them.",
    "memo": "Read or write the memos on tags, articles and the library.",
    "journal": "Read the journal, or write an entry.",
    "review": "Decide on annotations whose text has changed.",
    "excerpt": "Print passages with their citation.",
    "export": "Write annotations for other tools.",
    "add": "Copy files into the library.",
    "backup": "List the backups, or restore one.",
    "check": "Look for problems.",
    "keys": "List the keys, or check a keymap.",
    "themes": "List the themes, or check one.",
}


def plain(arguments: list[str]) -> list[str]:
    """Return the arguments that are neither options nor the value of ``-l``."""
    plain, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-l", "--library"):
            skip = True
        elif not argument.startswith("-"):
            plain.append(argument)
    return plain
