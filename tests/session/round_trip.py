"""Libraries with annotations of all kinds, to be written and read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from hypothesis import strategies as st

from reader.annotation.codec import Record
from reader.annotation.model import Annotation, State
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import new_tag
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.store.interface import Put
from reader.text.fold import is_blank
from reader.text.span import Span
from tests.memory_store import MemoryStore

TAGS = ("mer", "mer/port", "vent/port", "vent/port/quai", "État", "été & <hiver>")
LETTERS = st.sampled_from("aeL é\u0301œ🎒\u200d👩\u202f\n\n«».…&<>\"'\t")
TEXTS = st.text(LETTERS, min_size=1, max_size=60).filter(lambda text: not is_blank(text))
NOTES = st.just("") | st.text(LETTERS, max_size=12).map(str.strip)


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation to make; the ends are shares of the text, in thousandths."""

    ends: tuple[int, ...]
    tags: tuple[str, ...]
    note: str
    coder: str
    is_orphan: bool


MARKS = st.builds(
    Mark,
    st.lists(st.integers(0, 1000), min_size=2, max_size=4, unique=True).map(
        lambda ends: tuple(sorted(ends[: len(ends) // 2 * 2]))
    ),
    st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
    NOTES,
    st.sampled_from(["Ada", "Zoé"]),
    st.integers(0, 9).map(lambda number: number == 0),
)


def library(root: Path, texts: dict[str, str], coder: str = "Ada", store: MemoryStore | None = None) -> Workspace:
    """Open a library with these texts, which have line ends of two characters, in files."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (root / "seeds" / f"{name}.txt").write_bytes(text.replace("\n", "\r\n").encode())
    store = store or MemoryStore()
    numbers = count(len(store.databases()) * 1_000 + (500 if coder == "Zoé" else 0))
    times = count(1_700_000_000_000_000, 1_000)
    catalogue = Catalogue(root, root / "seeds")
    workspace = Workspace(root, catalogue, store, coder, lambda: next(times), lambda: f"{next(numbers):06x}000000")
    workspace.articles()
    return workspace


def marked(root: Path, texts: dict[str, str], marks: list[tuple[str, Mark]]) -> Workspace:
    """Return a library with these annotations, as far as their passages are not blank."""
    store = MemoryStore()
    by_coder = {coder: library(root, texts, coder, store) for coder in ("Ada", "Zoé")}
    workspace = by_coder["Ada"]
    new_tag(workspace, "mer", {"color": "red", "definition": "L’eau\net <le> « large »."})
    new_tag(workspace, "vent/port", {"color": "#123456"})
    for name, mark in marks:
        length = len(workspace.text(name))
        ends = [end * length // 1000 for end in mark.ends]
        spans = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)]
        if any(is_blank(span.of(workspace.text(name))) for span in spans):
            continue
        made = annotate(by_coder[mark.coder], name, spans, mark.tags, mark.note)
        if mark.is_orphan:
            record: Record = {
                **made.to_record(),
                "quote": f"mots disparus {made.id}",
                "sha256": "0" * 64,
                "state": State.ORPHAN,
            }
            store.put([Put(name, "annotations", made.id, record, store.get(name, "annotations", made.id)[1])])
    return workspace


def in_one_passage_each(workspace: Workspace, *, orphans: bool) -> list[Annotation]:
    """Return the annotations as formats have them that know one passage: those of a coder on one passage joined."""
    joined: dict[object, Annotation] = {}
    for each in annotations_in(workspace):
        if each.state is State.ORPHAN:
            if orphans:
                joined[each.id] = each
            continue
        for span in each.spans:
            own = replace(each, spans=(span,), quote=span.of(workspace.text(each.article)))
            other = joined.get((each.article, span, each.coder))
            if other:
                own = replace(
                    other,
                    tags=(*other.tags, *own.tags),
                    note="\n\n".join(filter(None, (other.note, own.note))),
                    created=min(other.created, own.created),
                    modified=max(other.modified, own.modified),
                )
            joined[each.article, span, each.coder] = own
    return list(joined.values())


Content = tuple[str, tuple[Span, ...], str, tuple[str, ...], tuple[str, ...], str, int, int]


def contents(workspace: Workspace, annotations: list[Annotation] | None = None) -> list[Content]:
    """Return what annotations say, without ids and inks; notes part by part."""
    return sorted(
        (
            each.article,
            each.spans if each.state is not State.ORPHAN else (),
            each.quote,
            tuple(sorted(set(workspace.codebook.paths(each.tags)))),
            tuple(sorted(set(filter(None, each.note.split("\n\n"))))),
            each.coder,
            each.created // 1000,
            each.modified // 1000,
        )
        for each in (annotations_in(workspace) if annotations is None else annotations)
    )


def described(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Return colour and definition of each tag path, parents included."""
    book = workspace.codebook
    return {path: (tag.color, tag.definition) if (tag := book.at(path)) else ("", "") for path in book.all_paths()}
