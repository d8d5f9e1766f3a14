"""How many words corrected articles have. Only what counts as caption or boilerplate makes a difference.

Counting takes the article's text, so the numbers are kept in a derived file (`session.cache`) under the digest of the text
and the corrections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.text.problem import Problem

if TYPE_CHECKING:
    from _typeshed import StrPath

    from reader.library.article import Article
    from reader.session.library.corrections import Corrections
    from reader.session.library.texts import ArticleTexts

_FORM = 1


class CorrectedWords:
    """Counts the words of the prose of corrected articles of the library at ``root``."""

    def __init__(self, root: StrPath, texts: ArticleTexts, corrections: Corrections) -> None:
        self._texts = texts
        self._corrections = corrections
        self._file = DerivedFile(state_file("words", f"{own_name(root)}.json"), _FORM, most_files=LIBRARIES)
        self._counts: dict[str, tuple[str, int]] | None = None
        """By digest of a text, which corrections were counted with, and the number of words."""

    def of(self, article: Article, *, reads: bool) -> int | None:
        """Return the number of words; None if the text would have to be read and ``reads`` is false."""
        if self._counts is None:
            self._counts = self._file.load(_counts) or {}
        version = self._corrections.version(article.id)
        last = self._counts.get(article.sha256)
        if last and last[0] == version:
            return last[1]
        if not reads and not self._texts.is_current(article.id):
            return None
        try:
            count = article.words + self._added(article.id)
        except Problem:
            return None  # it cannot be read, which `scolie check` reports
        if self._texts.digest(article.id) != article.sha256:
            return None  # the file has changed since its text was read
        self._counts[article.sha256] = version, count
        self._file.save(self._counts)
        return count

    def _added(self, article: str) -> int:
        from reader.text.correction import words_added

        placed = [each.correction for each in self._corrections.placed(article) if each.correction]
        return words_added(self._texts.document(article), self._corrections.document(article), placed)


def _counts(derived: Derived) -> dict[str, tuple[str, int]]:
    return {str(sha): (str(version), int(count)) for sha, (version, count) in derived.payload.items()}
