"""`scolie excerpt`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.model import State
from reader.citation.excerpt_formats import FORMATS
from reader.citation.styles import DEFAULT, LANGUAGES, STYLES
from reader.cli.citing import citing
from reader.cli.output import say, say_json
from reader.cli.shared import add_query, annotations_met, library, query
from reader.config.path import as_typed
from reader.session.annotations.article_annotations import annotation_by_id
from reader.session.output.excerpts import copy_text, excerpts, together
from reader.translation import SOURCE, _, language

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from reader.annotation.model import Annotation
    from reader.citation.excerpt import Excerpt


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the quote, note or tags"))
    parser.add_argument("--id", help=_("one annotation"))
    spoken = language() if language() in LANGUAGES else SOURCE
    styles = "; ".join(f"{style.key}: {style.names[spoken]}" for style in STYLES.values())
    parser.add_argument("--style", choices=STYLES, default=DEFAULT, help=styles)
    own = _("{formats}; your own: {template}; default: plain").format(
        formats=", ".join(FORMATS), template="template:NAME"
    )
    parser.add_argument("--format", metavar="FORMAT", default="plain", help=own)
    parser.add_argument("--lang", choices=LANGUAGES, default="", help=_("default: the article's language"))
    parser.add_argument("--csl", metavar="FILE", help=_("any style, as a .csl file, in place of --style; needs Pandoc"))
    parser.add_argument("--copy", action="store_true", help=_("also copy them to the clipboard"))


def _gone(annotation: Annotation) -> str:
    """Return that the article has other words now."""
    line = _("{id}: the article no longer has these words ({state}).")
    return line.format(id=annotation.id, state=annotation.state.word)


def run(options: argparse.Namespace) -> int:
    """Print passages with their citations; return 1 if there are none."""
    workspace = library(options)
    if options.id is None:
        annotations = annotations_met(workspace, query(workspace, options))
    else:
        workspace.articles()  # has the files looked at
        annotations = [annotation_by_id(workspace, options.id)]
    how = citing(options.style, options.format, options.lang)
    row = how.row
    texts: list[str] = []
    made_excerpts: Iterable[tuple[Annotation, Excerpt]]
    if options.csl:
        from reader.session.output.csl import excerpts_by_file  # it runs Pandoc, which other excerpts do without

        made_excerpts, warning = excerpts_by_file(workspace, annotations, how, Path(as_typed(options.csl)))
        if warning:
            sys.stderr.write(f"scolie: {warning}\n")
    else:
        made_excerpts = excerpts(workspace, annotations, how)
    for annotation, made in made_excerpts:
        texts.append(made.text)
        if options.json:
            say_json({"id": annotation.id, "quote": made.quote, "citation": made.citation, "text": made.text})
        elif not row.is_one_document:
            say(made.text, lines=True)
        if annotation.state in (State.CHANGED, State.ORPHAN):
            sys.stderr.write(f"scolie: {_gone(annotation)}\n")
    if row.is_one_document and texts and not options.json:
        say(together(texts, how), lines=True)
    if options.copy and texts:
        to_terminal = sys.stdout.write if sys.stdout.isatty() else None
        sys.stderr.write(
            copy_text(together(texts, how), (lambda text: (to_terminal(text), None)[1]) if to_terminal else None) + "\n"
        )
    return 0 if annotations else 1
