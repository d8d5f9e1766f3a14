"""The table of sub-commands, and the arguments of a command line that are not options."""

from __future__ import annotations

from reader.translation import N_

COMMANDS = {
    "list": N_("List the articles."),
    "show": N_("Show an article's text, blocks and sentences."),
    "read": N_("Open the app on an article."),
    "jump": N_("Find articles by a few letters."),
    "versions": N_("List the versions of an article, or all groups of versions, or compare two."),
    "search": N_("Find words and phrases in all articles."),
    "sets": N_("List the saved searches; save, rename or delete one."),
    "words": N_(
        "Print which words stand around the hits of a query, and which articles, sources and months have them."
    ),
    "annotate": N_("Highlight a passage."),
    "annotations": N_("List the annotations."),
    "edit": N_("Change an annotation."),
    "delete": N_("Delete an annotation."),
    "structure": N_("Correct where sentences end, and what is a heading, caption or boilerplate."),
    "undo": N_("Undo the newest change."),
    "redo": N_("Redo the change that was undone last."),
    "history": N_("List the changes."),
    "meta": N_("Show or set the metadata and the status of an article."),
    "tags": N_("List the tags; make, describe, rename, move, merge, split or delete them."),
    "pass": N_("Go through articles for a tag: start, report, finish, reopen or compare passes."),
    "stats": N_("Print statistics of the annotations, or draw them."),
    "memo": N_("Read or write the memos on tags, articles and the library."),
    "journal": N_("Read the journal, or write an entry."),
    "review": N_("Decide on annotations whose text has changed."),
    "excerpt": N_("Print passages with their citation."),
    "basket": N_("List the excerpts in the basket; add, move, remove or export them."),
    "bibliography": N_("Print or write the articles that were excerpted, as BibLaTeX, RIS, CSL-JSON or a list."),
    "export": N_("Write annotations for other tools."),
    "import": N_("Take in the annotations of another program's file."),
    "add": N_("Copy files into the library."),
    "backup": N_("List the backups, or restore one."),
    "check": N_("Look for problems."),
    "keys": N_("List the keys, or check a keymap."),
    "themes": N_("List the themes, or check one."),
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
