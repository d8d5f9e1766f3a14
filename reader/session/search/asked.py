"""What a query asks of this library: its tree, with what its names mean here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotation.model import Annotation
from reader.search.query.completion import as_value
from reader.search.query.fields import is_of_annotation, nearest
from reader.search.query.meeting import Subject, Tagged, is_tag
from reader.search.query.parser import parse
from reader.search.query.places import SearchText
from reader.search.query.sets import with_sets
from reader.search.query.tree import And, Field, Node, Not, Or, fields_of
from reader.search.query.unfinished import while_typed
from reader.session.search.options import language_of
from reader.session.search.saved_searches import saved_search
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from reader.library.article import Article
    from reader.session.library.workspace import Workspace


def asked(workspace: Workspace, query: str, articles: Iterable[Article], *, is_typed: bool = False) -> Node:
    """Return the tree of a query: saved searches in it are replaced, and a whole id or path means that article alone.

    ``is_typed``: it is still being typed, so the word at its end may be a beginning. Problem for what cannot be understood,
    and for a saved search that does not exist.
    """
    tree = parse(query)
    tree = with_sets(while_typed(tree, len(query)) if is_typed else tree, partial(saved_search, workspace))
    names = {field.value for field in fields_of(tree) if field.name == "article"}
    whole = {name for article in articles for name in (article.id, article.path) if name in names} if names else set()
    return with_whole_names(tree, whole) if whole else tree


def checked(workspace: Workspace, query: str) -> str:
    """Return a query that a person has given; Problem as for `asked`, and for a tag that does not exist.

    A screen that answers a query goes on when its tag is deleted, so only what is given anew is checked.
    """

    def check(tree: Node) -> None:
        for field in fields_of(tree):
            if field.name == "tag":
                _check_tag(workspace, field)

    tree = parse(query)
    check(tree)
    with_sets(tree, partial(saved_search, workspace), check)
    return query


def with_whole_names(node: Node, whole: Collection[str]) -> Node:
    """Return a query in which ``article:`` with one of the names ``whole`` means no other article."""
    match node:
        case And(parts):
            return And(tuple(with_whole_names(part, whole) for part in parts))
        case Or(parts):
            return Or(tuple(with_whole_names(part, whole) for part in parts))
        case Not(part):
            return Not(with_whole_names(part, whole))
        case Field("article", value) if value in whole:
            return replace(node, exact=True, prefix=False)
        case _:
            return node


def _check_tag(workspace: Workspace, field: Field) -> None:
    """Raise a Problem for a tag that neither the codebook nor an annotation has."""
    paths = workspace.codebook.all_paths()
    if any(is_tag(field, path) for path in chain(paths, _unlisted_paths(workspace))):
        return
    near = nearest(field.value, paths)
    hint = (
        _("Do you mean {name}?").format(name=f"tag:{as_value(near)}")
        if near
        else _("See `scolie tags`, or the codebook.")
    )
    raise Problem(_("There is no tag with that name."), field.value, hint, status=1)


def _unlisted_paths(workspace: Workspace) -> Iterator[str]:
    """Yield the tags of annotations whose names another copy of the library has, or none any more."""
    for article in workspace.databases_of_articles():
        for tagged in tagged_in(workspace, article):
            yield from tagged.paths


def tagged_in(workspace: Workspace, article: str) -> list[Tagged]:
    """Return the annotations of an article with the paths of their tags."""
    from reader.session.annotations.article_annotations import annotations_in

    return [with_paths(workspace, annotation) for annotation in annotations_in(workspace, article)]


def with_paths(workspace: Workspace, annotation: Annotation) -> Tagged:
    """Return an annotation with the paths of its tags."""
    return Tagged(annotation, workspace.codebook.paths(annotation.tags))


def needs_annotations(tree: Node) -> bool:
    """Whether a query asks more of annotations than their tags, which are known without reading them."""
    asked_of = [field for field in fields_of(tree) if is_of_annotation(field.name, field.value)]
    return not all(field.name == "tag" or (field.name, field.value) == ("has", "tag") for field in asked_of)


def subject_of(
    workspace: Workspace, article: Article, texts: Callable[[], list[SearchText]], *, tags_alone: bool = False
) -> Subject:
    """Return an article as the subject of a query. Its annotations are read when the query asks for them.

    ``tags_alone``: it asks only for their tags, so the articles' summaries are enough.
    """
    read = _tags_in if tags_alone else tagged_in
    return Subject(article, texts, lambda: read(workspace, article.id) if article.annotations else [])


def _tags_in(workspace: Workspace, article: str) -> list[Tagged]:
    """Return an annotation without place and words for each combination of tags in an article."""
    summary = workspace.summaries.of(article)
    combinations = summary.tagged if summary else {}
    return [with_paths(workspace, Annotation("", article, (), "", tags=tags)) for tags in combinations]


def line_text(workspace: Workspace, article: Article, more: str = "") -> SearchText:
    """Return what a list can find of an article: title, author, source, path, id, and ``more``, as one line."""
    metadata = article.metadata
    parts = (metadata.title, metadata.author, metadata.source, article.path, article.id, more)
    return SearchText(" | ".join(filter(None, parts)), language_of(workspace, article))


def annotation_texts(workspace: Workspace, article: Article, tagged: Tagged) -> list[SearchText]:
    """Return what can be found of an annotation: its quote, its note and its tags, each by itself."""
    language = language_of(workspace, article)
    texts = (tagged.annotation.quote, tagged.annotation.note, *tagged.paths)
    return [SearchText(text, language) for text in texts if text]
