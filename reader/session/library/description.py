"""The description of an article, from its text: metadata, language and number of words. Sentences are not counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.containers.export_file import load_article
from reader.library.article import Article, language_of, title_from_path
from reader.session.cache.large import takes_long
from reader.text.canonical import sha256
from reader.text.date import iso_date
from reader.text.metadata import DATES
from reader.text.segment import count_words

if TYPE_CHECKING:
    from collections.abc import Generator

    from reader.files.state import FileState
    from reader.session.cache.large_text_cache import Prepared

STEP = 20_000
"""Code points of which words are counted at a time, in a millisecond."""


def read(file: str, state: FileState) -> Prepared:
    """Return what ``file`` reads as in this state; Problem if it cannot be read."""
    if takes_long(file, state.size):
        from reader.session.cache.large_text_cache import prepared

        return prepared(file, state)
    source = load_article(file)
    return source, sha256(source.text), source.document()


def describe(path: str, reading: Prepared) -> Generator[None, None, Article]:
    """Return the article at the library's ``path``, without an id, from its file's ``reading``; a step at a time.

    Its words are those that the article screen steps through, in all blocks but captions and boilerplate: an elided
    article counts as a word (l’ + eau), and so does each ideograph. Its language is what its front matter says, else a
    guess. Its dates are in ISO 8601 if they are understood, else as they are written.
    """
    source, digest, document = reading
    language = source.metadata.language or language_of(source.text)
    metadata = replace(
        source.metadata,
        title=source.metadata.title or document.title or title_from_path(path),
        language=language,
        **{name: iso_date(getattr(source.metadata, name), language) for name in DATES},
    )
    words, due = 0, STEP
    for stretch in document.prose(STEP):
        words += count_words(source.text, stretch)
        if stretch.end > due:
            due = stretch.end + STEP
            yield
    return Article("", path, metadata, words, digest)
