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
        self._counts: dict[str, int] | None = None

    def of(self, article: Article) -> int:
        """Return the number of words; that of the uncorrected text while it takes long to read."""
        if self._counts is None:
            self._counts = self._file.load(_counts) or {}
        key = f"{article.sha256} {self._corrections.version(article.id)}"
        if key not in self._counts:
            if self._texts.is_slow(article.id):
                return article.words
            try:
                count = article.words + self._added(article.id)
            except Problem:
                return article.words  # it cannot be read, which `scolie check` reports
            if self._texts.digest(article.id) != article.sha256:
                return article.words  # the file has changed since its text was read
            self._counts[key] = count
            self._file.save(self._counts)
        return self._counts[key]

    def _added(self, article: str) -> int:
        from reader.text.correction import words_added

        placed = [each.correction for each in self._corrections.placed(article) if each.correction]
        return words_added(self._texts.document(article), self._corrections.document(article), placed)


def _counts(derived: Derived) -> dict[str, int]:
    return {str(key): int(count) for key, count in derived.payload.items()}
