"""A document of all marked passages with their citations, grouped by article or by tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.annotation.model import Annotation, State
from reader.layout.excerpt_layout import ExcerptBlock, Section
from reader.search.query.meeting import is_tag
from reader.search.query.parser import parse
from reader.search.query.tree import fields_asked
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, excerpts
from reader.session.search.find import annotations_of
from reader.text.fold import fold_key
from reader.translation import _

Grouping = Literal["article", "tag"]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A marked passage with its citation, the title of its article and the paths of its tags."""

    annotation: Annotation
    quote: str
    citation: str
    title: str
    tags: tuple[str, ...]


def find_cited(workspace: Workspace, query: str, citing: Citing) -> list[CitedPassage]:
    """Return the passages that a query finds, article by article in text order."""
    return cited(workspace, annotations_of(workspace, query), citing)


def cited(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> list[CitedPassage]:
    """Return annotations with their citations, in their order."""
    titles = {article.id: article.title for article in workspace.articles()}
    paths = workspace.codebook.paths
    return [
        CitedPassage(
            passage, excerpt.quote, excerpt.citation, titles.get(passage.article, passage.article), paths(passage.tags)
        )
        for passage, excerpt in excerpts(workspace, annotations, citing)
    ]


def sections(passages: Iterable[CitedPassage], by: Grouping, query: str = "") -> list[Section]:
    """Return passages under headings. A block's id is the annotation's, and by tag also a space and the tag's path.

    By tag, a passage is under each of its tags; if ``query`` asks for tags, only under these and those below them.
    """
    groups: dict[str, list[ExcerptBlock]] = {}
    titles: dict[str, str] = {}
    wanted = list(fields_asked(parse(query), "tag")) if by == "tag" else []
    for passage in passages:
        if by == "article":
            titles[passage.annotation.article] = passage.title
            groups.setdefault(passage.annotation.article, []).append(block_of(passage))
            continue
        tags = [tag for tag in passage.tags if not wanted or any(is_tag(field, tag) for field in wanted)]
        for tag in tags or [""]:
            titles[tag] = f"#{tag}" if tag else _("No tag")
            groups.setdefault(tag, []).append(block_of(passage, f"{passage.annotation.id} {tag}"))
    order = list(groups) if by == "article" else sorted(groups, key=lambda tag: (not tag, fold_key(tag)))
    return [Section(titles[name], tuple(groups[name])) for name in order]


def annotation_of_block(id_: str) -> str:
    """Return the id of the annotation that a block of `sections` shows."""
    return id_.partition(" ")[0]


def block_of(passage: CitedPassage, id_: str = "") -> ExcerptBlock:
    """Return a passage with what stands below it; the id is that of the annotation if none is given."""
    state = passage.annotation.state
    details = [passage.citation if state is State.ANCHORED else f"{passage.citation} ({state.word})"]
    details += [" ".join(f"#{tag}" for tag in passage.tags)] if passage.tags else []
    details += [f"✎ {' '.join(passage.annotation.note.split())}"] if passage.annotation.note.strip() else []
    return ExcerptBlock(id_ or passage.annotation.id, passage.quote, tuple(details))
