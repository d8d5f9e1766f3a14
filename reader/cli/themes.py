"""`scolie themes`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import say_faults
from reader.config.path import shipped
from reader.config.theme import load_themes, read_theme
from reader.session.preferences import preferences
from reader.translation import _, pgettext


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--check", metavar="FILE", help=_("check a theme file"))


def run(options: argparse.Namespace) -> int:
    """Print the themes, or the faults of a theme file; return 1 if it has any."""
    if options.check is not None:
        bases, _ = load_themes([shipped("themes")])
        return say_faults(options.check, lambda text, name: read_theme(text, name, bases)[1], as_json=options.json)
    chosen = preferences()
    for name, theme in sorted(chosen.themes.items()):
        if options.json:
            say_json({"name": name, "dark": theme.dark, "in_use": name == chosen.settings.theme})
        else:
            shade = pgettext("theme", "dark") if theme.dark else pgettext("theme", "light")
            say(f"{'*' if name == chosen.settings.theme else ' '} {name}  ({shade})")
    return 0
