"""Every query finds in a library exactly what a slow reading of its texts and annotations finds."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import Annotation, Ink
from reader.library.article import Article, Status
from reader.search.query.parser import parse
from reader.search.query.tree import And, Field, Node, Not, Or, Phrase, Term
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.session.search.saved_searches import save
from reader.text.fold import fold_key
from reader.text.span import Span
from tests.memory_store import MemoryStore
from tests.search.slow_places import places

ARTICLES = {
    "un.md": ("title: Les ports\nauthor: Anne Roy\nsource: Le Monde\ndate: 2024-03-05\nlanguage: fr",
              "La mer est un port.\n\nLes ports de l’État, mer et réforme."),
    "deux.md": ("title: Réforme\nauthor: Paul Roy\nsource: Le Monde diplomatique\ndate: 2024-03\nlanguage: fr-CA",
                "La réforme du port, la souve-\nraineté.\n\nUn cœur de mer."),
    "trois.md": ("title: Cities\nsource: The Post\ndate: 2023\nlanguage: en", "The city by the sea, a port.\n\nCities of the mer."),
    "quatre.md": ("title: Sans date\nlanguage: fr", "Rien ici que la mer."),
}  # fmt: skip
SETS = {"marine": "mer OR sea", "places": "set:marine port*"}
TERMS = (
    "mer", "port", "ports", "=port", "por*", "reforme", "l'Etat", "souveraineté", "cœur", "city", "rien", "zzz", "la",
    '"la mer"', '"mer port"~2', '"réforme mer"~1', "/m.r/", "=/M.r/", "roy", "monde", '"un port"', "important", "lieu",
)  # fmt: skip
FIELDS = (
    "tag:lieu", "tag:lieu/quai", "tag:=lieu", "tag:li*", "tag:idée", "tag:idee", "note:important", "note:imp*", "ink:green",
    "ink:yellow", "state:anchored", "state:orphan", "by:ada", "by:bob", "title:ports", "title:port", "source:monde",
    'source:="le monde"', "source:dip*", "author:roy", 'author:"anne roy"', "date:2024", "date:2024-03", "date:2024-03-05",
    "date:>2023", "date:<2024-03", "date:<=2024-03", "date:>=2024-03-05", "date:2023..2024-02", "date:..2023", "lang:fr",
    "lang:fr-CA", "lang:en", "status:done", "status:unread", "article:un", "article:tr", "in:seeds/deux.md", "has:note", "has:tag",
    "has:annotation", "has:date", "has:author", "has:lang", "set:marine", "set:places",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("library")
    (root / "seeds").mkdir()
    for name, (metadata, text) in ARTICLES.items():
        (root / "seeds" / name).write_text(f"---\n{metadata}\n---\n\n{text}\n", encoding="utf-8")
    store, numbers = MemoryStore(), iter(range(1, 10_000))
    workspace = opened(root, store, "Ada", numbers.__next__)
    mark(workspace, "un", "La mer", ["lieu/quai"], "important")
    mark(workspace, "un", "Les ports", ["lieu", "idée"], ink=Ink.GREEN)
    mark(workspace, "un", "mer et réforme", [])
    mark(workspace, "deux", "port", ["idée"], "un important port")
    mark(opened(root, store, "Bob", numbers.__next__), "trois", "sea, a port", ["lieu"], ink=Ink.GREEN)
    describe_article(workspace, workspace.article("deux"), {"status": Status.DONE.value})
    for name, query in SETS.items():
        save(workspace, name, query)
    return workspace


def opened(root: Path, store: MemoryStore, coder: str, number: Callable[[], int]) -> Workspace:
    catalogue = Catalogue(root, root / "seeds")
    workspace = Workspace(root, catalogue, store, coder, lambda: number() * 1_000_000, lambda: f"{number():06d}")
    workspace.articles()
    return workspace


def mark(
    workspace: Workspace, article: str, quote: str, tags: Sequence[str], note: str = "", ink: Ink = Ink.YELLOW
) -> None:
    start = workspace.text(article).index(quote)
    annotate(workspace, article, [Span(start, start + len(quote))], tags, note, ink)


@cache
def found(term: Term, text: str, language: str) -> list[Span]:
    return places(term, text, language[:2])


class Unit:
    """What is asked: an article with texts to read, and annotations with the paths of their tags."""

    def __init__(
        self, workspace: Workspace, article: Article, texts: Sequence[str], annotations: Sequence[Annotation]
    ) -> None:
        self.workspace, self.article, self.texts, self.annotations = workspace, article, texts, annotations

    def meets(self, node: Node) -> bool:
        match node:
            case And(parts):
                alone = [part for part in parts if not asks_of_annotation(part)]
                together = [part for part in parts if asks_of_annotation(part)]
                one = not together or any(all(self.has(part, each) for part in together) for each in self.annotations)
                return one and all(map(self.meets, alone))
            case Or(parts):
                return any(map(self.meets, parts))
            case Not(part):
                return not self.meets(part)
            case Field("set", name):
                return self.meets(parse(SETS[name]))
            case Field():
                if asks_of_annotation(node):
                    return any(self.has(node, each) for each in self.annotations)
                return of_article(node, self.article)
            case _:
                return any(found(node, text, self.article.metadata.language) for text in self.texts)

    def has(self, node: Node, annotation: Annotation) -> bool:
        match node:
            case And(parts):
                return all(self.has(part, annotation) for part in parts)
            case Or(parts):
                return any(self.has(part, annotation) for part in parts)
            case Field("tag", value, exact, prefix):
                paths = [fold_key(path) for path in self.workspace.codebook.paths(annotation.tags)]
                wanted = fold_key(value)
                if prefix:
                    return any(path.startswith(wanted) for path in paths)
                return any(path == wanted or (not exact and path.startswith(f"{wanted}/")) for path in paths)
            case Field("has", value):
                return {"note": bool(annotation.note), "tag": bool(annotation.tags), "annotation": True}[value]
            case Field(name, value):
                value_of = {"note": annotation.note, "by": annotation.coder}.get(name)
                return getattr(annotation, name) == value if value_of is None else has_words(node, value_of)
            case _:
                raise AssertionError(node)

    def counting(self, node: Node) -> list[Term]:
        """Return the terms by which the unit meets a query."""
        if not self.meets(node):
            return []
        match node:
            case And(parts) | Or(parts):
                return [term for part in parts for term in self.counting(part)]
            case Field("set", name):
                return self.counting(parse(SETS[name]))
            case Not() | Field():
                return []
            case _:
                return [node]


def asks_of_annotation(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return all(map(asks_of_annotation, parts))
        case Field("has", value):
            return value in ("note", "tag", "annotation")
        case Field(name):
            return name in ("tag", "note", "ink", "state", "by")
        case _:
            return False


def has_words(field: Node, text: str) -> bool:
    assert isinstance(field, Field)
    if field.exact:
        return fold_key(text) == fold_key(field.value)
    if field.prefix:
        words = fold_key(text).replace("’", " ").split()
        return any(word.startswith(fold_key(field.value)) for word in words)
    return bool(found(Phrase(field.value), text, ""))


def days(text: str) -> tuple[date, date]:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    last = month or 12
    return date(year, month or 1, day or 1), date(year, last, day or calendar.monthrange(year, last)[1])


def of_article(field: Field, article: Article) -> bool:
    metadata, value = article.metadata, field.value
    match field.name:
        case "title" | "source" | "author":
            return has_words(field, getattr(metadata, field.name))
        case "lang":
            return metadata.language.lower() == value.lower() or metadata.language.lower().startswith(
                f"{value.lower()}-"
            )
        case "status":
            return article.status == value
        case "has":
            return bool(getattr(metadata, "language" if value == "lang" else value))
        case "article":
            whole = [name for name in ("un", "deux", "trois", "quatre") if value in (name, f"seeds/{name}.md")]
            return article.id in whole if whole else value in article.id
    if not metadata.date:
        return False
    first, last = days(metadata.date)
    if ".." in value:
        start, end = value.split("..")
        return (not start or days(start)[0] <= first) and (not end or last <= days(end)[1])
    bare = value.lstrip("<>=")
    low, high = days(bare)
    match value[: len(value) - len(bare)]:
        case ">":
            return first > high
        case ">=":
            return first >= low
        case "<":
            return last < low
        case "<=":
            return last <= high
        case _:
            return low <= first and last <= high


def line(article: Article) -> str:
    metadata = article.metadata
    parts = (metadata.title, metadata.author, metadata.source, article.path, article.id)
    return " | ".join(part for part in parts if part)


leaves = st.sampled_from([*TERMS, *FIELDS])
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=5,
)
EVERY_FORM = [
    *TERMS,
    *FIELDS,
    "-mer",
    "mer -tag:lieu",
    "-tag:lieu",
    "tag:lieu -note:important",
    "mer (tag:lieu OR ink:yellow)",
]


def apart(spans: Sequence[Span]) -> list[Span]:
    chosen: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if not chosen or span.start >= chosen[-1].end:
            chosen.append(span)
    return chosen


def check(library: Workspace, query: str) -> None:
    node = parse(query)
    articles = library.articles()
    by_line, by_text, annotations, hits = [], [], [], []
    for article in articles:
        own, text = annotations_in(library, article.id), library.text(article.id)
        if Unit(library, article, [line(article)], own).meets(node):
            by_line.append(article.id)
        if Unit(library, article, [text], own).meets(node):
            by_text.append(article.id)
        for each in own:
            texts = [each.quote, each.note, *library.codebook.paths(each.tags)]
            if Unit(library, article, texts, [each]).meets(node):
                annotations.append(each.id)
        hits += [(article.id, span) for span in hits_in(library, article, text, own, node)]
    assert [article.id for article in find.articles(library, query)] == by_line
    assert [each.id for each in find.annotations_of(library, query)] == annotations
    if find.has_terms(library, query):
        assert [(hit.article, hit.span) for hit in find.search(library, query)] == hits
    else:
        assert hits == []


def hits_in(
    library: Workspace, article: Article, text: str, annotations: Sequence[Annotation], node: Node
) -> list[Span]:
    spans = []
    every_term = [term for term in all_terms(node) if found(term, text, article.metadata.language)]
    for term in every_term:
        for span in found(term, text, article.metadata.language):
            here = [each for each in annotations if any(place.overlaps(span) for place in each.spans)]
            if term in Unit(library, article, [text], here).counting(node):
                spans.append(span)
    return apart(spans)


def all_terms(node: Node) -> list[Term]:
    match node:
        case And(parts) | Or(parts):
            return [term for part in parts for term in all_terms(part)]
        case Field("set", name):
            return all_terms(parse(SETS[name]))
        case Not() | Field():
            return []
        case _:
            return [node]


@pytest.mark.parametrize("query", EVERY_FORM)
def test_each_form_finds_what_a_slow_reading_finds(library: Workspace, query: str) -> None:
    check(library, query)


def test_the_library_has_something_for_most_forms(library: Workspace) -> None:
    fruitless = [query for query in FIELDS if not find.articles_with_text(library, query)]
    assert fruitless == ["state:orphan", "title:port"]
    found_nothing = [query for query in TERMS if not list(find.search(library, query))]
    assert found_nothing == ["zzz", "=/M.r/", "roy", "monde", "important", "lieu"]


@settings(max_examples=300)
@given(queries)
def test_any_query_finds_what_a_slow_reading_finds(library: Workspace, query: str) -> None:
    check(library, query)
