"""`scolie import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.cli.output import say, say_json
from reader.cli.shared import library
from reader.cli.write_notice import WriteNotice
from reader.config.path import as_typed
from reader.exchange.import_formats import IMPORTS, import_format, import_list
from reader.session.exchange.import_annotations import ImportResult, import_annotations
from reader.session.exchange.import_report import matched_lines, result_lines
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("words", nargs="+", metavar="[FORMAT] FILE", help=import_list())
    parser.add_argument("--dry-run", action="store_true", help=_("only print what would be made"))
    parser.add_argument("--losses", action="store_true", help=_("list each case that was not taken over"))


def run(options: argparse.Namespace) -> int:
    """Import the annotations of a file in one step that undo takes back, and print what was made."""
    *formats, file = options.words
    if len(formats) > 1 or (formats and formats[0] not in IMPORTS):
        raise Problem(_("There is no such format."), " ".join(formats), import_list())
    path = Path(as_typed(file))
    if not path.exists():
        raise Problem(_("There is no such file."), file, _("Check the name."))
    row = IMPORTS[formats[0]] if formats else import_format(path)
    workspace = library(options)
    imported = row.read(path)
    result = import_annotations(workspace, imported, path.name, dry=options.dry_run)
    if options.json:
        say_json(_row(row.key, result, imported.notices, options))
    else:
        made = (*result_lines(result, dry=options.dry_run), *matched_lines(result), *result.losses.lines)
        for line in (*imported.notices, *made):
            say(line)
        if options.losses:
            for what, which in result.losses.cases:
                say("  " + _("{where}: {what}").format(where=_(what), what=which).rstrip())
    if result.added and not options.dry_run:
        workspace.part(WriteNotice)()  # files were written, which the store does not report
    workspace.store.close()
    return 0


def _row(key: str, result: ImportResult, notices: tuple[str, ...], options: argparse.Namespace) -> dict[str, object]:
    """Return what `--json` prints."""
    row: dict[str, object] = {
        "format": key,
        "done": not options.dry_run,
        "new": result.new,
        "unsure": result.unsure,
        "joined": result.joined,
        "duplicates": result.duplicates,
        "memos": result.memos,
        "tags": list(result.tags),
        "added": list(result.added),
        "matched": [{"name": name, "article": article} for name, article in result.matched],
        "notices": list(notices),
        "lost": [{"what": what, "count": count} for what, count in result.losses.counts.items()],
    }
    if options.losses:
        row["cases"] = [{"what": what, "which": which} for what, which in result.losses.cases]
    return row
