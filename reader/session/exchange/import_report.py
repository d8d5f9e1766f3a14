"""What an import has made, in words, for the command line and the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.session.exchange.import_annotations import ImportResult
from reader.session.exchange.quoted_documents import QuoteMatch
from reader.text.quotation import nested
from reader.translation import _, ngettext, number

NAMED = 12
"""Tags or articles that a sentence names; of more, it counts the others."""


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    if more < 1:
        return ", ".join(names)
    sentence = ngettext("{names} and {count} other", "{names} and {count} others", more)
    return sentence.format(names=", ".join(names[:NAMED]), count=number(more))


def matched_lines(result: ImportResult, named: Callable[[str], str] = str) -> list[str]:
    """Return which article each document is, a sentence for each; ``named`` says how an article is called, given its id."""
    by_quotes = dict(result.quoted)
    lines = [
        _("“{name}” is the article {article}.").format(name=nested(name), article=named(article))
        for name, article in result.matched
        if name not in by_quotes
    ]
    return [*lines, *(_by_quotes(nested(name), match, named) for name, match in result.quoted)]


def _by_quotes(name: str, match: QuoteMatch, named: Callable[[str], str]) -> str:
    """Return what the quotes of a document say of its article."""
    if len(match.articles) > 1:
        sentence = _("“{name}” was left, since its quotes are in several articles: {articles}.")
        return sentence.format(name=name, articles=", ".join(map(named, match.articles)))
    sentence = _("“{name}” is the article {article}, by its quotes: {found} of {count} are there.")
    return sentence.format(name=name, article=named(match.articles[0]), count=match.quotes, found=match.found)


def result_lines(result: ImportResult, *, dry: bool) -> list[str]:
    """Return what was made, or would be, a sentence for each kind."""
    new, tags, added = result.new, len(result.tags), len(result.added)
    made = (
        ngettext("{count} annotation would be new.", "{count} annotations would be new.", new)
        if dry
        else ngettext("{count} annotation is new.", "{count} annotations are new.", new)
    )
    lines = [made.format(count=number(new))]
    waiting = ngettext(
        "{count} of them waits in the review, because its place is not certain.",
        "{count} of them wait in the review, because their places are not certain.",
        result.unsure,
    )
    joined = ngettext(
        "{count} was joined to another of the same coder on the same passage.",
        "{count} were joined to others of the same coder on the same passages.",
        result.joined,
    )
    duplicates = ngettext(
        "{count} annotation is in the library already.",
        "{count} annotations are in the library already.",
        result.duplicates,
    )
    memos = ngettext("New memos: {count}.", "New memos: {count}.", result.memos)
    sentences = (
        (result.unsure, waiting),
        (result.joined, joined),
        (result.duplicates, duplicates),
        (result.memos, memos),
    )
    lines += [sentence.format(count=number(count)) for count, sentence in sentences if count]
    if tags:
        lines.append(ngettext("New tag: {tags}.", "New tags: {tags}.", tags).format(tags=_some(result.tags)))
    if added:
        lines.append(
            ngettext("New article: {names}.", "New articles: {names}.", added).format(names=_some(result.added))
        )
    return lines
