"""`scolie show`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import library
from reader.session.annotations.review import text_change_line
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", help=_("an id, a unique part of one, or a path"))


def run(options: argparse.Namespace) -> int:
    """Print an article's text; with --json also its blocks and sentences."""
    workspace = library(options)
    article = workspace.article(options.article)
    document = workspace.document(article.id)
    if options.json:
        blocks = [
            {"kind": block.kind.value, "start": block.span.start, "end": block.span.end, "ordinal": block.ordinal}
            for block in document.blocks
        ]
        sentences = [[sentence.start, sentence.end] for sentence in document.sentences()]
        digest = workspace.digest(article.id)
        row = {"id": article.id, "title": article.title, "text": document.text, "sha256": digest}
        say_json({**row, "blocks": blocks, "sentences": sentences})
        return 0
    say(article.title)
    source = workspace.texts.source(article.id)
    if source.guessed:
        say(_("(read as {encoding}, a guess)").format(encoding=source.encoding))
    if source.damage:
        say(f"({source.damage.removesuffix('.')})")
    if line := text_change_line(workspace, article.id, "scolie review"):
        say(line)
    say("")
    say(document.text, lines=True)
    return 0
