"""What was marked as one document: excerpts with their citations, under the article they are from or the tags they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.annotation.codebook import is_under
from reader.annotation.model import Annotation, State
from reader.layout.excerpt_layout import Block, Section
from reader.search.query import parse
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, excerpts
from reader.session.search.find import annotations_of
from reader.text.fold import fold_key

Grouping = Literal["article", "tag"]
UNTAGGED = "No tag"


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A marked passage, its words and citation as they go out, the title of its article, the paths of its tags."""

    annotation: Annotation
    quote: str
    citation: str
    title: str
    tags: tuple[str, ...]


def gathered(workspace: Workspace, query: str, citing: Citing) -> list[CitedPassage]:
    """Return the passages that a query finds, article by article in text order."""
    return cited(workspace, annotations_of(workspace, query), citing)


def cited(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> list[CitedPassage]:
    """Return annotations with their citations, in their order."""
    titles = {article.id: article.title for article in workspace.articles()}
    paths = workspace.codebook.paths
    return [
        CitedPassage(one, made.quote, made.citation, titles.get(one.article, one.article), paths(one.tags))
        for one, made in excerpts(workspace, annotations, citing)
    ]


def sections(found: Iterable[CitedPassage], by: Grouping, query: str = "") -> list[Section]:
    """Return passages under their headings; a block's id is the annotation's, and the tag's after a space.

    By tag a passage stands under each of its tags, where ``query`` asks for tags only under those and what is below them.
    """
    groups: dict[str, list[Block]] = {}
    titles: dict[str, str] = {}
    wanted = [fold_key(path) for path in parse(query).values("tag")] if by == "tag" else []
    for one in found:
        if by == "article":
            titles[one.annotation.article] = one.title
            groups.setdefault(one.annotation.article, []).append(_block(one, one.annotation.id))
            continue
        shown = [tag for tag in one.tags if not wanted or any(is_under(fold_key(tag), path) for path in wanted)]
        for tag in shown or [""]:
            titles[tag] = f"#{tag}" if tag else UNTAGGED
            groups.setdefault(tag, []).append(_block(one, f"{one.annotation.id} {tag}"))
    order = list(groups) if by == "article" else sorted(groups, key=lambda tag: (not tag, fold_key(tag)))
    return [Section(titles[name], tuple(groups[name])) for name in order]


def _block(one: CitedPassage, id_: str) -> Block:
    state = one.annotation.state
    told = [one.citation if state is State.ANCHORED else f"{one.citation} ({state.value})"]
    told += [" ".join(f"#{tag}" for tag in one.tags)] if one.tags else []
    told += [f"✎ {' '.join(one.annotation.note.split())}"] if one.annotation.note.strip() else []
    return Block(id_, one.quote, tuple(told))
