"""The first page for a command line that opens the app: read from it before argparse, which takes its time."""

from __future__ import annotations

import gc
import os

from reader.cli.commands import COMMANDS, plain

if False:  # TYPE_CHECKING, without loading typing
    from reader.session.first.standing import Standing


def first_page(arguments: list[str], columns: int, lines: int, about: str) -> Standing | None:
    """Return what the app will begin with; None if it is not asked for, or if it would take too long.

    ``about`` is what a picture was kept with, if there is one.
    """
    words = plain(arguments)
    options = [argument for argument in arguments if argument.startswith("-")]
    if any(option not in ("-l", "--library") for option in options) or len(options) > 1:
        return None
    library = None
    if options:
        at = arguments.index(options[0]) + 1
        library = arguments[at] if at < len(arguments) else None
    article = None
    if words[:1] == ["read"]:
        article = words[1] if words[1:] else None
    elif words and (words[0] in COMMANDS or not os.path.isdir(words[0])):
        return None
    elif words:
        library = words[0]
    # Almost all that loading makes is kept: looking for garbage in it takes a tenth of the start. The app turns it on again.
    gc.disable()
    from reader.session.first.page import standing

    return standing(library, article, columns, lines, about)
