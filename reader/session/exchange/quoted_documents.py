"""Find the article of a document by its quotes, if the file has neither its text nor a name that the library knows.

A quote counts if it is so long, together with the text beside it, that another article hardly has it by accident. The
document is the only article that has all its quotes. If none has them all, because the text has changed since, it is the
only one that has `MOST` of them. If several articles qualify, a person has to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation.quote_anchor import ALONE
from reader.annotation.selector import places
from reader.search.quoted_texts import QuotedTexts
from reader.text.problem import Problem
from reader.text.same_words import same_words

if TYPE_CHECKING:
    from reader.exchange.imported import Passage
    from reader.session.library.workspace import Workspace

MOST = 2 / 3
"""The least share of a document's quotes that its article has."""
_BESIDE = 24
"""Code points on either side of a quote that count."""


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """What the quotes of a document say: the ``articles`` that it may be, and that they have ``found`` of ``quotes`` quotes."""

    articles: tuple[str, ...]
    found: int
    quotes: int


def match_by_quotes(
    workspace: Workspace, passages: Mapping[str, Iterable[Passage]], step: Callable[[], object]
) -> dict[str, QuoteMatch]:
    """Return what the passages of each document say of its article, for those that are in one at least.

    ``step`` is called before each article that is read; what it raises ends the search.
    """
    quotes = {document: _long_enough(own) for document, own in passages.items()}
    quotes = {document: own for document, own in quotes.items() if own}
    if not quotes:
        return {}
    texts = QuotedTexts(
        {
            name: [f"{each.prefix[-_BESIDE:]}{each.quote}{each.suffix[:_BESIDE]}" for each in own]
            for name, own in quotes.items()
        }
    )
    counts: dict[str, dict[str, int]] = {document: {} for document in quotes}
    for article in workspace.articles():
        step()
        try:
            text = workspace.text(article.id)
        except Problem:
            continue  # a file that cannot be read is reported where it is listed
        for document in texts.documents_of(text):
            counts[document][article.id] = sum(_stands(each, text) for each in quotes[document])
    return {
        document: match for document, own in quotes.items() if (match := _match(counts[document], len(own))) is not None
    }


def _match(counts: Mapping[str, int], quotes: int) -> QuoteMatch | None:
    for least in (quotes, MOST * quotes):
        if articles := tuple(article for article, count in counts.items() if count >= least):
            return QuoteMatch(articles, max(counts[article] for article in articles), quotes)
    return None


def _long_enough(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages that are long enough to count, each once."""
    return [each for each in dict.fromkeys(passages) if _contexts(each)]


def _contexts(passage: Passage) -> list[tuple[str, str]]:
    """Return what may stand before and behind a quote so that it counts, the most first."""
    prefix, suffix = passage.prefix[-_BESIDE:], passage.suffix[:_BESIDE]
    pairs = dict.fromkeys([(prefix, suffix), (prefix, ""), ("", suffix), ("", "")])
    return [pair for pair in pairs if len(pair[0]) + len(passage.quote) + len(pair[1]) >= ALONE]


def _stands(passage: Passage, text: str) -> bool:
    """Whether a quote is in a text, with what stands on one side of it at least if it is short."""
    spans = (span for pair in _contexts(passage) for span in places(text, passage.quote, *pair))
    return any(same_words(passage.quote, span.of(text)) for span in spans)
