"""`scolie basket`: the excerpts that are collected for a text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reader.annotation.model import Annotation
from reader.citation.styles import DEFAULT, LANGUAGES, STYLES
from reader.cli.citing import citing
from reader.cli.output import losses, say, say_json, say_losses
from reader.cli.shared import library, positive, span, written
from reader.config.path import as_typed
from reader.session.annotations.annotate import place_of
from reader.session.annotations.article_annotations import annotation_by_id
from reader.session.basket import basket
from reader.session.library.titles import title_of
from reader.session.library.workspace import Workspace
from reader.session.output.excerpt_file import DOCUMENTS, FILE_FORMATS, TABLES, format_for, write_annotations
from reader.session.output.excerpt_text import excerpt_text
from reader.text.problem import Problem
from reader.translation import _, ngettext, number

USES = {
    "list": "",
    "add": "ARTICLE --quote TEXT | ARTICLE --span START:END | --id ANNOTATION",
    "remove": "ID...",
    "move": "ID --to PLACE",
    "note": "ID TEXT",
    "clear": "",
    "export": "[-o FILE] [--format F] [--style S] [--lang L]",
}
_COUNTS = {"list": (0, 0), "add": (0, 1), "remove": (1, 10_000), "move": (1, 1), "note": (2, 2), "clear": (0, 0), "export": (0, 0)}  # fmt: skip
_OPTIONS = {
    "add": ("quote", "prefix", "suffix", "span", "id"),
    "move": ("to",),
    "export": ("output", "format", "style", "lang"),
}
_EVERY = tuple(name for names in _OPTIONS.values() for name in names)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    uses = [f"  scolie basket {name} {use}".rstrip() for name, use in USES.items()]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join([_("uses:"), *uses])
    parser.add_argument("action", nargs="?", default="list", choices=list(USES))
    parser.add_argument("names", nargs="*", metavar="ID", help=_("excerpts of the basket; for add, an article"))
    added = parser.add_argument_group("add")
    added.add_argument("--quote", metavar="TEXT", help=_("the passage, word for word"))
    added.add_argument("--prefix", metavar="T", help=_("the words before it"))
    added.add_argument("--suffix", metavar="T", help=_("the words after it"))
    added.add_argument("--span", metavar="START:END", action="append", help=_("a passage in characters from 0"))
    added.add_argument(
        "--id", metavar="ANNOTATION", action="append", help=_("the passage of an annotation; several times")
    )
    parser.add_argument("--to", type=positive, metavar="PLACE", help=_("move: the new place, from 1"))
    exported = parser.add_argument_group("export")
    formats = _("{formats}; your own: {template}; default: what the file's name says, else markdown")
    formats = formats.format(formats=", ".join(FILE_FORMATS), template="template:NAME")
    exported.add_argument("--format", metavar="FORMAT", help=formats)
    exported.add_argument(
        "--style", choices=STYLES, help=_("the citation style; default: {style}").format(style=DEFAULT)
    )
    exported.add_argument("--lang", choices=LANGUAGES, help=_("default: the article's language"))
    exported.add_argument("-o", "--output", metavar="FILE", help=_("write to a file; without it, or for -, print"))


def run(options: argparse.Namespace) -> int:
    """Run an action and print its result; return 1 if there is nothing to print."""
    action, names = options.action, options.names
    fewest, most = _COUNTS[action]
    usage = f"scolie basket {action} {USES[action]}".rstrip()
    if not fewest <= len(names) <= most:
        raise Problem(_("Invalid arguments."), f"scolie basket {action}", usage)
    for name in _EVERY:
        if getattr(options, name) is not None and name not in _OPTIONS.get(action, ()):
            raise Problem(_("The action does not have that option."), f"--{name}", usage)
    workspace = library(options)
    workspace.articles()
    if action == "export":
        return _export(workspace, options)
    if action != "list":
        _change(workspace, options, usage)
        workspace.store.close()
    every = basket.placed_basket(workspace)
    for place, passage in enumerate(every, start=1):
        if options.json:
            say_json(basket.basket_row(passage))
        else:
            _say(workspace, passage, place)
    return 0 if every or action != "list" else 1


def _change(workspace: Workspace, options: argparse.Namespace, usage: str) -> None:
    names = options.names
    if options.action == "add":
        _add(workspace, options, usage)
    elif options.action == "remove":
        basket.remove(workspace, names)
    elif options.action == "clear":
        basket.clear(workspace)
    elif options.action == "note":
        basket.write_note(workspace, names[0], written(names[1]))
    else:
        _move(workspace, names[0], options.to, usage)


def _add(workspace: Workspace, options: argparse.Namespace, usage: str) -> None:
    ways = [way for way in (options.quote, options.span, options.id) if way is not None]
    if len(ways) != 1 or bool(options.names) == bool(options.id):
        raise Problem(_("Which passage?"), "", usage)
    if options.id:
        added = basket.collect_annotations(workspace, [annotation_by_id(workspace, id_) for id_ in options.id])
    else:
        article = workspace.article(options.names[0]).id
        if options.span:
            spans = [span(text) for text in options.span]
        else:
            spans = [place_of(workspace, article, options.quote, options.prefix or "", options.suffix or "")]
        added = basket.collect(workspace, article, spans)
    if not added:
        sys.stderr.write(_("It is already in the basket.") + "\n")


def _move(workspace: Workspace, id_: str, to: int | None, usage: str) -> None:
    if to is None:
        raise Problem(_("Invalid arguments."), "scolie basket move", usage)
    ids = [each.id for each in basket.basket(workspace)]
    at = ids.index(id_) if id_ in ids else 0
    basket.move(workspace, id_, min(to, len(ids)) - 1 - at)


def _say(workspace: Workspace, passage: Annotation, place: int) -> None:
    mark = "" if passage.state.has_words else f" ({passage.state.word})"
    say(f"{place}. {passage.id}  {title_of(workspace, passage.article)}{mark}")
    say(f"  {' '.join(passage.quote.split())}")
    for line in passage.note.splitlines():
        say(f"  — {line}")


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    every = basket.placed_basket(workspace)
    to_file = options.output not in (None, "-")
    file = Path(as_typed(options.output)) if to_file else Path()
    form = options.format or (format_for(file, "markdown") if to_file else "markdown")
    if not to_file and (options.json or form in DOCUMENTS or form in TABLES):
        raise Problem(_("The export needs a file."), form, _("Give a file with -o."))
    how = citing(options.style or DEFAULT, form, options.lang or "", (*DOCUMENTS, *TABLES))
    if not to_file:
        if every:
            say(excerpt_text(workspace, every, how), lines=True)
        return 0 if every else 1
    report = write_annotations(workspace, every, how, file, is_composed=True)
    if options.json:
        say_json({"format": report.format, "written": report.written, "kept": report.kept, "lost": losses(report)})
    else:
        count = report.written
        line = ngettext("{count} excerpt is in {file}.", "{count} excerpts are in {file}.", count)
        sys.stderr.write(line.format(count=number(count), file=file) + "\n")
        say_losses(report)
    return 0
