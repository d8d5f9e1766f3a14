"""A library of many articles and annotations, and what its export says."""

from __future__ import annotations

import io
from pathlib import Path

from reader.annotation.codebook import Tag
from reader.annotation.model import Annotation
from reader.annotation.selector import describe
from reader.exchange import json_lines
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.session.output.excerpts import Citing, rows
from reader.store.interface import LIBRARY, Put
from reader.text.span import Span

SENTENCES = 10
"""In each article."""
TAGS = [Tag("a-1", "a"), Tag("b-1", "b/c"), Tag("c-1", "c")]


def make_tagged_library(root: Path, articles: int) -> None:
    """Make a library with ten annotations an article, each with one or two of three tags."""
    (root / "seeds").mkdir(parents=True)
    for number in range(articles):
        text = " ".join(f"Phrase {index} de l’article {number}." for index in range(SENTENCES))
        (root / "seeds" / f"n{number:04d}.txt").write_text(text, encoding="utf-8")
    workspace = open_library(root, "Ada")
    workspace.store.put([Put(LIBRARY, "tags", tag.id, tag.to_record(), 0) for tag in TAGS])
    for article in workspace.articles():
        document = workspace.document(article.id)
        digest = workspace.store.keep_text(document.text)
        puts, at = [], 0
        for index in range(SENTENCES):
            end = document.text.index(".", at) + 1
            span, at = Span(at, end), end + 1
            passage = describe(document.text, [span])
            tags = tuple(dict.fromkeys((TAGS[index % 3].id, TAGS[index // 4].id)))
            annotation = Annotation(
                f"{article.id}-{index}", article.id, (span,), passage.quote, passage.prefix, passage.suffix, digest, tags,
                coder="Ada", created=index, modified=index,
            )  # fmt: skip
            puts.append(Put(article.id, "annotations", annotation.id, annotation.to_record(), 0))
        workspace.store.put(puts)


def exported(root: Path) -> bytes:
    """Return the JSON Lines export of the library as it is on the disk now."""
    workspace = open_library(root, "Ada")
    stream = io.StringIO()
    json_lines.write(rows(workspace, annotations_in(workspace), Citing()), stream)
    return stream.getvalue().encode()
