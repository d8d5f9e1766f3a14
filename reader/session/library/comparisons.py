"""Comparisons of an article's text with an earlier one, made once for everything that was marked in the earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session.cache.recent_values import RecentValues

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.revision import Revision
    from reader.ingest.markdown import Marked
    from reader.session.library.texts import ArticleTexts
    from reader.text.common_ends import Ends

    TextOf = Callable[[str], str | None]
    """Returns the text with a digest, or None."""

IN_MEMORY = 64
"""Comparisons that stay in memory."""
FEW = 8
"""Texts with marks, read as they are read now, that stay in memory."""


class TextComparisons:
    """Compares the present ``texts`` of articles with earlier ones, which are named by their digests."""

    def __init__(self, texts: ArticleTexts) -> None:
        self._texts = texts
        self._ends = RecentValues[tuple[str, str], "Ends"](IN_MEMORY)
        self._revisions = RecentValues[tuple[str, str], "Revision"](IN_MEMORY)
        self._marked = RecentValues[tuple[str, str], "Marked"](FEW)

    def ends(self, article: str, old: str, text_of: TextOf) -> Ends | None:
        """Return what the text ``old`` has in common with the article's at both ends; None if ``text_of`` lacks it.

        This takes milliseconds even for large texts.
        """
        reading = self._texts.reading(article)
        ends = self._ends.get((old, reading.sha256))
        if ends is None and (text := text_of(old)) is not None:
            from reader.text.common_ends import Ends

            ends = self._ends.add((old, reading.sha256), Ends.of(text, reading.source.text))
        return ends

    def revision(self, article: str, old: str, text_of: TextOf) -> Revision | None:
        """Return the whole comparison of the text ``old`` with the article's; None if ``text_of`` lacks it.

        This may take seconds for large texts.
        """
        reading = self._texts.reading(article)
        revision = self._revisions.get((old, reading.sha256))
        if revision is None and (text := text_of(old)) is not None:
            from reader.annotation.revision import prepare

            revision = self._revisions.add((old, reading.sha256), prepare(text, reading.source.text))
        return revision

    def marked(self, article: str, old: str, text_of: TextOf) -> Marked | None:
        """Return the text ``old``, which has the marks of the article's format, as it is read now.

        None if ``text_of`` lacks it, or if texts of this format never had marks.
        """
        key = (self._texts.source(article).format, old)
        marked = self._marked.get(key)
        if marked is None and (text := text_of(old)) is not None:
            marked = self.read_marked(article, text)
            if marked is not None:
                self._marked.add(key, marked)
        return marked

    def read_marked(self, article: str, text: str) -> Marked | None:
        """Return ``text``, with the marks of the article's format, as it is read now; None if texts never had such marks."""
        from reader.ingest.formats import FORMATS

        read_marked = FORMATS[self._texts.source(article).format].read_marked
        return read_marked(text) if read_marked else None

    def marked_revision(self, article: str, old: str, marked: Marked) -> Revision:
        """Return the comparison of the text ``old``, read as ``marked``, with the article's."""
        from reader.annotation.revision import prepare

        reading = self._texts.reading(article)
        key = (f"{reading.source.format} {old}", reading.sha256)
        return self._revisions.get_or_make(key, lambda: prepare(marked.text, reading.source.text))
