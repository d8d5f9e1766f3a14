"""Whether an article, a place in it or an annotation meets a query.

The same rules hold for all three. Only the texts differ in which terms are found, and the annotations that fields such as
`tag:` ask about: all of the article, those at a place, or one.

Fields about annotations that stand together ask about one and the same annotation: ``tag:sea state:moved``. What is
excluded has no such annotation at all: ``-tag:sea``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from reader.annotation.codebook import is_under
from reader.annotation.model import Annotation, State
from reader.library.article import Article
from reader.search.query.dates import period
from reader.search.query.fields import HAS_OF_ANNOTATION, is_of_annotation
from reader.search.query.places import SearchText
from reader.search.query.tree import And, Field, Node, Not, Or, Pattern, Phrase, Term, Word, fields_of, terms
from reader.text.fold import fold_key
from reader.text.span import Span, apart


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


Test = Callable[[Subject], bool]


def meets(node: Node, subject: Subject) -> bool:
    """Whether ``subject`` meets a query."""
    return test_of(node)(subject)


@lru_cache(maxsize=256)
def test_of(node: Node) -> Test:
    """Return what says whether a subject meets a query. What costs least is asked first."""
    match node:
        case And(parts):
            return _test_of_all(parts)
        case Or(parts):
            tests = [test_of(part) for part in sorted(parts, key=_cost)]
            return lambda subject: any(test(subject) for test in tests)
        case Not(part):
            test = test_of(part)
            return lambda subject: not test(subject)
        case Field(name, value) if is_of_annotation(name, value):
            return _test_of_annotations((node,))
        case Field():
            of_article = _article_test(node)
            return lambda subject: of_article(subject.article)
        case _:
            return lambda subject: any(text.has(node) for text in subject.texts())


def _test_of_all(parts: Sequence[Node]) -> Test:
    """Return the test of an `And`: what the list knows, then one annotation that has all that is asked of one, then the rest."""
    together = tuple(part for part in parts if _is_of_annotation(part))
    others = sorted((part for part in parts if part not in together), key=_cost)
    cheap = [test_of(part) for part in others if _cost(part) == 0]
    dear = [test_of(part) for part in others if _cost(part) > 0]
    tests = [*cheap, *([_test_of_annotations(together)] if together else []), *dear]
    return lambda subject: all(test(subject) for test in tests)


def _test_of_annotations(parts: Sequence[Node]) -> Test:
    """Return the test whether one annotation has all that ``parts`` ask for."""
    tests = [_annotation_test(part) for part in parts]
    return lambda subject: any(all(test(tagged) for test in tests) for tagged in subject.annotations())


def is_excluded(node: Node, subject: Subject) -> bool:
    """Whether no place in the article can meet a query, as far as that is seen without its text."""
    parts = node.parts if isinstance(node, And) else (node,)
    if not all(meets(part, subject) for part in parts if _cost(part) == 0):
        return True
    together = tuple(part for part in parts if _is_of_annotation(part))
    return bool(together) and not _test_of_annotations(together)(subject)


def hits(node: Node, text: SearchText, subject: Subject) -> list[Span]:
    """Return the places in ``text`` of the terms of a query, sorted and without overlap, that meet it.

    A place meets fields about annotations by the annotations there: ``sea -tag:seen`` finds what has no such tag yet.
    """
    if not any(is_of_annotation(field.name, field.value) for field in fields_of(node)):
        return _sorted_apart(span for term in _counting(node, subject) for span in text.places(term))
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
    return _sorted_apart(found)


def _sorted_apart(spans: Iterable[Span]) -> list[Span]:
    """Return spans sorted, without those that begin in one before; of those with the same start, the longest stays."""
    return list(apart(sorted(spans, key=lambda span: (span.start, -span.end))))


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
    """Return how dear it is to ask: 0 for what the list knows, 1 for annotations, 2 for words of the text, 3 for a regular expression."""
    match node:
        case And(parts) | Or(parts):
            return max(map(_cost, parts), default=0)
        case Not(part):
            return _cost(part)
        case Field(name, value):
            return 1 if is_of_annotation(name, value) else 0
        case Pattern():
            return 3
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


def _annotation_test(node: Node) -> Callable[[Tagged], bool]:
    """Return what says whether one annotation has what a part without exclusions asks of it."""
    match node:
        case And(parts):
            tests = [_annotation_test(part) for part in parts]
            return lambda tagged: all(test(tagged) for test in tests)
        case Or(parts):
            tests = [_annotation_test(part) for part in parts]
            return lambda tagged: any(test(tagged) for test in tests)
        case Field("tag"):
            return lambda tagged: any(is_tag(node, path) for path in tagged.paths)
        case Field("note"):
            has_words = _words_test(node)
            return lambda tagged: has_words(tagged.annotation.note)
        case Field("by"):
            has_words = _words_test(node)
            return lambda tagged: has_words(tagged.annotation.coder)
        case Field("ink" | "state" as name, value):
            return lambda tagged: bool(getattr(tagged.annotation, name) == value)
        case Field("has", value):
            has = HAS_OF_ANNOTATION[value]
            return lambda tagged: has(tagged.annotation)
        case _:
            raise ValueError(f"not about an annotation: {node}")


def _article_test(field: Field) -> Callable[[Article], bool]:
    """Return what says whether an article has what a field asks of it."""
    name, value = field.name, field.value
    match name:
        case "title" | "source" | "author":
            has_words = _words_test(field)
            return lambda article: has_words(getattr(article.metadata, name))
        case "date":
            asked = period(value)
            return lambda article: asked is not None and asked.has(article.metadata.date)
        case "lang":
            wanted = f"{_language_tag(value)}-"
            return lambda article: f"{_language_tag(article.metadata.language)}-".startswith(wanted)
        case "status":
            return lambda article: article.status == value
        case "article":
            return lambda article: _is_article(field, article)
        case "has":
            known = "language" if value == "lang" else value
            return lambda article: bool(getattr(article.metadata, known))
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


def _words_test(field: Field) -> Callable[[str], bool]:
    """Return what says whether a value of the metadata, a note or a name has the words of a field."""
    if field.exact:
        whole = fold_key(field.value).strip()
        return lambda text: fold_key(text).strip() == whole
    term = Word(field.value, prefix=True) if field.prefix else Phrase(field.value)
    return lambda text: bool(text) and _short_text(text).has(term)


@lru_cache(maxsize=1 << 14)
def _short_text(text: str) -> SearchText:
    """Return a text that many articles have, such as a source; it is folded once."""
    return SearchText(text)


def _language_tag(language: str) -> str:
    return language.replace("_", "-").casefold().strip()
