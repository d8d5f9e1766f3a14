"""`scolie excerpt`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.annotation.model import State
from reader.citation.excerpt import FORMATS
from reader.citation.styles import DEFAULT, LANGUAGES, STYLES
from reader.cli.output import say, say_json
from reader.cli.shared import library, query
from reader.session.annotations.article_annotations import annotation_by_id
from reader.session.output.excerpts import Citing, copy_text, excerpts
from reader.session.search.find import annotations_of
from reader.translation import SOURCE, _, language

if TYPE_CHECKING:
    import argparse

    from reader.annotation.model import Annotation


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("query", nargs="*", help=_('words, "phrases", tag:PATH, article:ID, state:S'))
    parser.add_argument("--id", help=_("one annotation"))
    spoken = language() if language() in LANGUAGES else SOURCE
    styles = "; ".join(f"{style.key}: {style.names[spoken]}" for style in STYLES.values())
    parser.add_argument("--style", choices=STYLES, default=DEFAULT, help=styles)
    parser.add_argument("--format", choices=FORMATS, default="plain")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help=_("default: the article's language"))
    parser.add_argument("--copy", action="store_true", help=_("also copy them to the clipboard"))


def _gone(annotation: Annotation) -> str:
    """Return that the article has other words now."""
    line = _("{id}: the article no longer has these words ({state}).")
    return line.format(id=annotation.id, state=annotation.state.word)


def run(options: argparse.Namespace) -> int:
    """Print passages with their citations; return 1 if there are none."""
    workspace = library(options)
    workspace.articles()
    annotations = (
        annotations_of(workspace, query(options)) if options.id is None else [annotation_by_id(workspace, options.id)]
    )
    citing = Citing(options.style, options.format, options.lang)
    texts = []
    for annotation, made in excerpts(workspace, annotations, citing):
        texts.append(made.text)
        if options.json:
            say_json({"id": annotation.id, "quote": made.quote, "citation": made.citation, "text": made.text})
        else:
            say(made.text, lines=True)
        if annotation.state in (State.CHANGED, State.ORPHAN):
            sys.stderr.write(f"scolie: {_gone(annotation)}\n")
    if options.copy and texts:
        to_terminal = sys.stdout.write if sys.stdout.isatty() else None
        sys.stderr.write(
            copy_text("\n\n".join(texts), (lambda text: (to_terminal(text), None)[1]) if to_terminal else None) + "\n"
        )
    return 0 if annotations else 1
