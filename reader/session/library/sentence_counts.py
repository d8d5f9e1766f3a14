"""How many sentences articles have. The list does not show it; `scolie list --json` and tagging passes do.

Counting them takes longer than everything that the list shows, so it is done on request, and kept in a derived file
(`session.cache`) under the digests of the texts, and the corrections of their structure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.ingest.content import READERS
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.text.block import SKIPPED
from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.session.library.workspace import Workspace

_FORM = f"5 {READERS}"


class SentenceCounts:
    """The sentences of the prose of a library's articles."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._file = DerivedFile(
            state_file("sentences", f"{own_name(workspace.root)}.json"), _FORM, most_files=LIBRARIES
        )
        self._counts = self._file.load(_counts) or {}
        self._is_new = False

    def of(self, article: Article) -> int:
        """Return how many there are in an article; 0 if it cannot be read."""
        version = self._workspace.corrections.version(article.id)
        count = self._counts.get(_key(article.sha256, version))
        if count is None:
            try:
                digest, document = self._workspace.digest(article.id), self._workspace.document(article.id)
            except Problem:
                return 0
            prose = [index for index, block in enumerate(document.blocks) if block.kind not in SKIPPED]
            count = self._counts[_key(digest, version)] = sum(map(document.count_sentences, prose))
            self._is_new = True
        return count

    def save(self) -> None:
        """Keep the counts for the next time, if any is new."""
        if self._is_new:
            self._file.save(self._counts)
            self._is_new = False


def _key(digest: str, version: str) -> str:
    return f"{digest} {version}".rstrip()


def _counts(derived: Derived) -> dict[str, int]:
    return {str(digest): int(count) for digest, count in derived.payload.items()}
