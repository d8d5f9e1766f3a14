"""The texts of a library's articles, each file read once and read again only on request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.ingest.formats import format_of
from reader.session.cache.large import takes_long
from reader.session.cache.recent_values import RecentValues
from reader.text.canonical import sha256
from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.files.state import FileState
    from reader.ingest.source import Source
    from reader.session.cache.large_text_cache import Prepared
    from reader.session.library.catalogue import Catalogue
    from reader.text.document import Document

IN_MEMORY = 64
"""Texts that stay in memory."""
FIRST = 4
"""Texts that are cached whatever their size, if it takes a parser to read them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. ``path`` is relative to the library, ``sha256`` the digest of the canonical text.

    ``state`` is the state of the file that was read; ``seen`` is the newest state that was tried, which differs from
    it if the file could not be read again.
    """

    source: Source
    sha256: str
    path: str
    state: FileState | None
    seen: FileState | None


class ArticleTexts:
    """Reads the files of ``catalogue``. What was read stays the article's text until `reread`, even if the file changes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._readings = RecentValues[str, Reading](IN_MEMORY)
        self._documents = RecentValues[str, "Document"](IN_MEMORY)

    def reading(self, article: str) -> Reading:
        """Return the article's file as it was read; Problem if it cannot be read."""
        return self._readings.get(article) or self._read(article)

    def source(self, article: str) -> Source:
        """Return the article's text and how its file was read."""
        return self.reading(article).source

    def format_of_text(self, article: str) -> str:
        """Return the key of the format whose reader made the article's text; empty if the text is the file's own."""
        source = self.source(article)
        return source.format if source.structure else ""

    def document(self, article: str) -> Document:
        """Return the article's text with its blocks."""
        document = self._documents.get(article)
        if document is None:
            source = self.source(article)  # reading a large article also adds its document
            document = self._documents.get_or_make(article, source.document)
        return document

    def digest(self, article: str) -> str:
        """Return the sha256 of the article's text, without reading the file if the catalogue knows it."""
        reading = self._readings.get(article)
        if reading is None:
            described = self._catalogue.known_article(self._catalogue.path_of(article))
            return described.sha256 if described else self._read(article).sha256
        return reading.sha256

    def digests_as_read(self) -> dict[str, str]:
        """Return the sha256 of each text in memory, by the path of its file."""
        return {reading.path: reading.sha256 for _, reading in self._readings.items()}

    def reread(self, article: str) -> None:
        """Read the article's file again; Problem if that fails.

        Then the text stays as it was, and the file does not count as changed until it changes once more.
        """
        state = self._catalogue.state_of(article)
        try:
            self._read(article)
        except Problem:
            if reading := self._readings.get(article):
                self._readings.add(article, replace(reading, seen=state))
            raise

    def is_outdated(self, article: str) -> bool:
        """Whether the file has changed since it was read. A missing file counts as unchanged."""
        state, reading = self._catalogue.state_of(article), self._readings.get(article)
        return reading is not None and state is not None and reading.seen != state

    def is_current(self, article: str) -> bool:
        """Whether the text in memory is that of the file as it is now."""
        state, reading = self._catalogue.state_of(article), self._readings.get(article)
        return reading is not None and state is not None and reading.state == reading.seen == state

    def is_slow(self, article: str) -> bool:
        """Whether reading the article takes longer than a key may wait."""
        state = self._catalogue.state_of(article)
        if state is None or (self._documents.get(article) and not self.is_outdated(article)):
            return False
        if not takes_long(self._catalogue.path_of(article), state.size):
            return False
        from reader.session.cache.large_text_cache import is_cached

        return not is_cached(self._file_of(article), state)

    def opened(self, path: str, state: FileState) -> Prepared | None:
        """Return the content of the file at ``path`` in this state if it is in memory. Any thread may ask."""
        for article, reading in self._readings.items():
            if reading.seen == state and self._catalogue.has(article) and self._catalogue.path_of(article) == path:
                document = self._documents.get(article)
                if document and document.text is reading.source.text:
                    return reading.source, reading.sha256, document
        return None

    def source_in_passing(self, article: str) -> Source:
        """Return the present content of the article's file; Problem if it cannot be read. Any thread may ask.

        It is not kept in memory, so that a look at all texts does not displace those that are open.
        """
        state, path = self._catalogue.state_of(article), self._catalogue.path_of(article)
        if state and (opened := self.opened(path, state)):
            return opened[0]
        if state and takes_long(path, state.size):
            from reader.session.cache.large_text_process import prepared_apart

            return prepared_apart(self._file_of(article), state)[0]
        from reader.containers.export_file import load_article

        return load_article(self._file_of(article))

    def _file_of(self, article: str) -> str:
        return self._catalogue.full_path(self._catalogue.path_of(article))

    def _is_soon_read_again(self, file: str) -> bool:
        """Whether the next start is likely to read a file that has to be parsed, for which it would load the parser.

        What a start reads first, the next one does as a rule. A search in all articles does not cache them all.
        """
        row = format_of(file)
        return row is not None and not row.verbatim and len(self._readings.items()) < FIRST

    def _read(self, article: str) -> Reading:
        from reader.containers.export_file import HoldsArticles

        try:
            return self._read_article(article)
        except HoldsArticles as export:
            raise export.counted() from export

    def _read_article(self, article: str) -> Reading:
        state, path = self._catalogue.state_of(article), self._catalogue.path_of(article)
        file = self._catalogue.full_path(path)
        if state and (takes_long(path, state.size) or self._is_soon_read_again(file)):
            from reader.session.cache.large_text_process import prepared_apart

            source, digest, document = prepared_apart(file, state)
            self._documents.add(article, document)
        else:
            from reader.containers.export_file import load_article

            source = load_article(file)
            digest = sha256(source.text)
            self._documents.drop(article)
        return self._readings.add(article, Reading(source, digest, path, state, state))
