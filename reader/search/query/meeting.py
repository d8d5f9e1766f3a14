"""Whether an article, a place in it or an annotation meets a query.

The same rules hold for all three. Only the texts differ in which terms are found, and the annotations that fields such as
`tag:` ask about: all of the article, those at a place, or one.

Fields about annotations that stand together ask about one and the same annotation: ``tag:sea state:moved``. What is
excluded has no such annotation at all: ``-tag:sea``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reader.annotation.codebook import is_under
from reader.annotation.model import Annotation, State
from reader.library.article import Article
from reader.search.query.dates import period
from reader.search.query.fields import HAS_OF_ANNOTATION, is_of_annotation
from reader.search.query.places import SearchText
from reader.search.query.tree import And, Field, Node, Not, Or, Phrase, Term, Word, fields_of, terms
from reader.text.fold import fold_key
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Tagged:
    """An annotation with the paths of its tags."""

    annotation: Annotation
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """What is asked whether it meets a query. Texts and annotations are read only if the query asks for them."""

    article: Article
    texts: Callable[[], Sequence[SearchText]]
    annotations: Callable[[], Sequence[Tagged]]


def meets(node: Node, subject: Subject) -> bool:
    """Whether ``subject`` meets a query. What costs least is asked first."""
    match node:
        case And(parts):
            together = [part for part in parts if _is_of_annotation(part)]
            others = sorted((part for part in parts if not _is_of_annotation(part)), key=_cost)
            cheap = [part for part in others if _cost(part) == 0]
            return (
                all(meets(part, subject) for part in cheap)
                and (not together or any(_all_of(together, tagged) for tagged in subject.annotations()))
                and all(meets(part, subject) for part in others[len(cheap) :])
            )
        case Or(parts):
            return any(meets(part, subject) for part in sorted(parts, key=_cost))
        case Not(part):
            return not meets(part, subject)
        case Field():
            if is_of_annotation(node.name, node.value):
                return any(_annotation_meets(node, tagged) for tagged in subject.annotations())
            return _article_meets(node, subject.article)
        case _:
            return any(text.places(node) for text in subject.texts())


def is_excluded(node: Node, subject: Subject) -> bool:
    """Whether no place in the article can meet a query, as far as that is seen without its text."""
    parts = node.parts if isinstance(node, And) else (node,)
    if not all(meets(part, subject) for part in parts if _cost(part) == 0):
        return True
    together = [part for part in parts if _is_of_annotation(part)]
    return bool(together) and not any(_all_of(together, tagged) for tagged in subject.annotations())


def hits(node: Node, text: SearchText, subject: Subject) -> list[Span]:
    """Return the places in ``text`` of the terms of a query, sorted and without overlap, that meet it.

    A place meets fields about annotations by the annotations there: ``sea -tag:seen`` finds what has no such tag yet.
    """
    if not any(is_of_annotation(field.name, field.value) for field in fields_of(node)):
        spans = [span for term in _counting(node, subject) for span in text.places(term)]
        return _apart(spans)
    if not any(text.places(term) for term in terms(node)):
        return []
    everywhere = subject.annotations()
    counting: dict[tuple[int, ...], set[Term]] = {}
    found: list[Span] = []
    for term in dict.fromkeys(terms(node)):
        for span in text.places(term):
            here = tuple(at for at, tagged in enumerate(everywhere) if _is_at(tagged.annotation, span))
            if here not in counting:
                there: Callable[[], list[Tagged]] = partial(list, [everywhere[at] for at in here])
                counting[here] = set(_counting(node, replace(subject, annotations=there)))
            if term in counting[here]:
                found.append(span)
    return _apart(found)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return spans sorted, without those that begin in one before; of those with the same start, the longest stays."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _is_at(annotation: Annotation, span: Span) -> bool:
    return annotation.state is not State.ORPHAN and any(place.overlaps(span) for place in annotation.spans)


def _counting(node: Node, subject: Subject) -> Iterator[Term]:
    """Yield the terms by which the subject meets the query; none if it does not."""
    if meets(node, subject):
        yield from _met(node, subject)


def _met(node: Node, subject: Subject) -> Iterator[Term]:
    match node:
        case And(parts):
            for part in parts:
                yield from _met(part, subject)
        case Or(parts):
            for part in parts:
                yield from _counting(part, subject)
        case Not() | Field():
            return
        case _:
            yield node


def _cost(node: Node) -> int:
    """Return how dear it is to ask: 0 for what the list knows, 1 for annotations, 2 for the text."""
    match node:
        case And(parts) | Or(parts):
            return max(map(_cost, parts), default=0)
        case Not(part):
            return _cost(part)
        case Field(name, value):
            return 1 if is_of_annotation(name, value) else 0
        case _:
            return 2


def _is_of_annotation(node: Node) -> bool:
    """Whether a part asks about one annotation, and excludes nothing."""
    match node:
        case And(parts) | Or(parts):
            return bool(parts) and all(map(_is_of_annotation, parts))
        case Field(name, value):
            return is_of_annotation(name, value)
        case _:
            return False


def _all_of(parts: Sequence[Node], tagged: Tagged) -> bool:
    return all(_one_meets(part, tagged) for part in parts)


def _one_meets(node: Node, tagged: Tagged) -> bool:
    match node:
        case And(parts):
            return _all_of(parts, tagged)
        case Or(parts):
            return any(_one_meets(part, tagged) for part in parts)
        case Field():
            return _annotation_meets(node, tagged)
        case _:
            return False


def _annotation_meets(field: Field, tagged: Tagged) -> bool:
    annotation = tagged.annotation
    match field.name:
        case "tag":
            return any(is_tag(field, path) for path in tagged.paths)
        case "note":
            return _has_words(field, annotation.note)
        case "by":
            return _has_words(field, annotation.coder)
        case "ink":
            return annotation.ink == field.value
        case "state":
            return annotation.state == field.value
        case _:
            return HAS_OF_ANNOTATION[field.value](annotation)


def _article_meets(field: Field, article: Article) -> bool:
    metadata = article.metadata
    match field.name:
        case "title" | "source" | "author":
            return _has_words(field, getattr(metadata, field.name))
        case "date":
            asked = period(field.value)
            return asked is not None and asked.has(metadata.date)
        case "lang":
            return f"{_tag_of(metadata.language)}-".startswith(f"{_tag_of(field.value)}-")
        case "status":
            return article.status == field.value
        case "article":
            return _is_article(field, article)
        case "has":
            return bool(metadata.language if field.value == "lang" else getattr(metadata, field.value))
        case _:
            raise ValueError(f"a query has to be completed first: {field}")


def is_tag(field: Field, path: str) -> bool:
    """Whether a tag is one that a field asks for."""
    wanted, path = fold_key(field.value).strip(), fold_key(path)
    if field.prefix:
        return path.startswith(wanted)
    return path == wanted if field.exact else is_under(path, wanted)


def _is_article(field: Field, article: Article) -> bool:
    if field.value in (article.id, article.path):
        return True
    return not field.exact and (article.id.startswith(field.value) if field.prefix else field.value in article.id)


def _has_words(field: Field, text: str) -> bool:
    if field.exact:
        return fold_key(text).strip() == fold_key(field.value).strip()
    term = Word(field.value, prefix=True) if field.prefix else Phrase(field.value)
    return bool(text) and bool(SearchText(text).places(term))


def _tag_of(language: str) -> str:
    return language.replace("_", "-").casefold().strip()
