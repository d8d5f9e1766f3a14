"""`scolie bibliography`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reader.citation.bibliographies import FILES
from reader.citation.styles import DEFAULT, LANGUAGES, STYLES
from reader.cli.output import say_json
from reader.cli.shared import add_query, library, query
from reader.config.path import as_typed
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.session.library.write_out import write_out
from reader.session.output.bibliography import LISTS, bibliography, excerpted, listed
from reader.session.output.csl import references_by_file
from reader.session.output.excerpts import Citing
from reader.text.problem import Problem
from reader.translation import _, ngettext


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the quote, note or tags"))
    parser.add_argument(
        "--article", action="append", metavar="ID", help=_("this article, excerpted or not; several times")
    )
    parser.add_argument("--all", action="store_true", help=_("all articles, excerpted or not"))
    files = "; ".join(f"{row.key}: {row.name}" for row in FILES.values())
    parser.add_argument("--format", choices=(*FILES, *LISTS), default="plain", help=files)
    parser.add_argument("--style", choices=STYLES, default=DEFAULT, help=_("of a list of references"))
    parser.add_argument("--csl", metavar="FILE", help=_("any style, as a .csl file, in place of --style; needs Pandoc"))
    parser.add_argument("--lang", choices=LANGUAGES, default="", help=_("default: the article's language"))
    parser.add_argument("-o", "--output", metavar="FILE", help=_("write to a file; without it, or for -, print"))


def run(options: argparse.Namespace) -> int:
    """Print or write a bibliography of what was excerpted, or of the articles that are named; return 1 if it is empty."""
    if (options.all or options.article) and options.query:
        raise Problem(
            _("A query finds articles by their annotations."),
            " ".join(options.query),
            _("Leave it out with --all and --article."),
        )
    if options.csl and options.format in FILES:
        raise Problem(
            _("A file for programs has no style."),
            options.format,
            _("Leave --csl out, or use --format with {formats}.").format(formats=", ".join(LISTS)),
        )
    workspace = library(options)
    if options.all:
        articles = list(workspace.articles())
    elif options.article:
        articles = [workspace.article(name) for name in dict.fromkeys(options.article)]
    else:
        articles = excerpted(workspace, query(workspace, options))
    text = _text(workspace, articles, options) if articles else ""
    if options.output and options.output != "-":
        if articles:
            write_out(workspace, Path(as_typed(options.output)), text)
    elif not options.json:
        sys.stdout.write(text)
    if options.json:
        say_json({"articles": len(articles), "text": text})
    else:
        line = ngettext("{count} article in the bibliography.", "{count} articles in the bibliography.", len(articles))
        sys.stderr.write(line.format(count=len(articles)) + "\n")
    return 0 if articles else 1


def _text(workspace: Workspace, articles: list[Article], options: argparse.Namespace) -> str:
    citing = Citing(options.style, options.format, options.lang)
    if not options.csl:
        return bibliography(workspace, articles, citing)
    lines, warning = references_by_file(workspace, articles, citing, Path(as_typed(options.csl)))
    if warning:
        sys.stderr.write(f"scolie: {warning}\n")
    return listed(lines, citing)
