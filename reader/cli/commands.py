"""The sub-commands, and the words of a command line that are no options."""

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
    "undo": "Take back the newest change.",
    "redo": "Make again what was undone.",
    "history": "List the changes.",
    "meta": "Set what is known of an article.",
    "tags": "List the tags; make, describe, rename, move, merge, split or delete them.",
    "pass": "Go through articles for a tag: start, report, finish, reopen or compare passes.",
    "stats": "Count what is tagged, and draw it.",
    "memo": "Read or write the memos on tags, articles and the library.",
    "journal": "Read the journal, or write into it.",
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
    """Return the arguments that are no options, nor the value of ``-l``."""
    plain, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-l", "--library"):
            skip = True
        elif not argument.startswith("-"):
            plain.append(argument)
    return plain
