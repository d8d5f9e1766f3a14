"""What an article's text says of itself: metadata, language, words and sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.ingest.source import load
from reader.library.article import Article, language_of, title_from_path
from reader.session.cache.large import LARGE
from reader.session.cache.large_text_cache import Prepared, prepared
from reader.text.block import SKIPPED
from reader.text.canonical import sha256
from reader.text.segment import count_words

if TYPE_CHECKING:
    from collections.abc import Generator

    from reader.files.state import FileState

STEP = 20_000
"""Code points of which words and sentences are counted at once: some milliseconds."""


def read(file: str, stamp: FileState) -> Prepared:
    """Return what ``file`` in the state ``stamp`` reads as; Problem if it cannot be read."""
    if stamp.size > LARGE:
        return prepared(file, stamp)
    source = load(file)
    return source, sha256(source.text), source.document()


def describe(path: str, known: Prepared) -> Generator[None, None, Article]:
    """Return the article in the library's ``path``, without an id, by what is ``known`` of its text, a step at a time."""
    source, digest, document = known
    given = source.metadata
    metadata = replace(
        given,
        title=given.title or document.title or title_from_path(path),
        language=given.language or language_of(source.text),
    )
    words = sentences = 0
    counted = STEP
    for index, block in enumerate(document.blocks):
        if block.kind in SKIPPED:
            continue
        words += count_words(source.text, block.span)
        sentences += document.count_sentences(index)
        if block.span.end > counted:
            counted = block.span.end + STEP
            yield
    return Article(
        "",
        path,
        metadata,
        words=words,
        sentences=sentences,
        sha256=digest,
    )
