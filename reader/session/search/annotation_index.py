"""Annotations to jump to: an index that takes in a library article by article, while one asks it already.

A hundred thousand annotations take many seconds to read, so they are read in a thread, part by part. What was taken in
stays for the sitting; of what has changed since, only the articles concerned are read again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.annotation.codebook import is_under
from reader.search.jump import NEVER, Entry, JumpIndex, Match
from reader.search.jump_parts import Part, best_of_parts
from reader.session.annotations.article_annotations import annotations_in, article_annotations
from reader.text.title import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace
    from reader.store.interface import ChangeEvent

LINE = 160
"""Characters of a quote, and of a note, that are searched."""
FIRST, PART = 300, 4000
"""Annotations of the first part, so that something is there at once, and of the others."""
STEP = 20
"""Articles that are read between two moments at which reading can be given up."""


class AnnotationIndex:
    """The annotations of a library, or those with a tag or one below it, to be found by quote, note, tags and article.

    An id is that of the article and that of the annotation, with a space between: see `name_of_annotation`.
    """

    def __init__(self, workspace: Workspace, tag: str = "") -> None:
        """``tag`` is a path. `Workspace.part` makes the index of all annotations and keeps it; one of a tag does not follow changes."""
        self._workspace = workspace
        self._tag = tag
        self._parts: list[Part] = []
        self._changed: set[str] = set()
        self._loading = threading.Lock()
        self._paths: dict[str, str] = {}
        """The paths that the tags had when annotations were taken in."""
        self.size = 0
        """How many annotations were taken in."""
        self.left = 1
        """How many articles are still to be read, at least."""
        if not tag:
            workspace.store.subscribe(self._on_change)

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        self._changed.update(change.database for change in changes)

    def load(self, titles: Mapping[str, str], first: Sequence[str] = ()) -> Iterator[int]:
        """Take in what is missing or has changed, the articles ``first`` before others; yield how many are left.

        ``titles`` are those of the articles by id. Another thread that does the same waits. What is read stays when the caller does not go on.
        """
        with self._loading:
            self._forget_changed()
            missing = self._missing(first)
            self.left = len(missing)
            names: list[str] = []
            entries: list[Entry] = []
            for done, name in enumerate(missing, 1):
                names.append(name)
                entries += [self._entry(each, titles.get(name, name)) for each in self._annotations(name)]
                if len(entries) >= (PART if self._parts else FIRST) or done == len(missing):
                    self._parts.append(Part(JumpIndex(entries), set(names)))
                    self.size += len(entries)
                    self.left = len(missing) - done
                    names, entries = [], []
                    yield self.left
                elif done % STEP == 0:
                    yield len(missing) - done

    def _forget_changed(self) -> None:
        """Drop what has changed since it was taken in, and small parts, which are taken in again as one."""
        codebook = self._workspace.codebook
        if any(codebook.path(id_) != path for id_, path in self._paths.items()):
            self._parts, self.size = [], 0
        self._paths = {id_: codebook.path(id_) for id_ in codebook.every}
        changed = {self._changed.pop() for _ in range(len(self._changed))}
        for part in self._parts:
            part.groups.difference_update(changed)
        if changed:
            small = [part for part in self._parts if len(part.index) < FIRST]
            self.size -= sum(len(part.index) for part in small)
            self._parts = [part for part in self._parts if part not in small and part.groups]

    def _missing(self, first: Sequence[str]) -> list[str]:
        workspace = self._workspace
        names = workspace.databases_of_articles()
        if self._tag:
            names = self._tagged(names)
        ahead = {name: rank for rank, name in enumerate(first)}
        taken = set().union(*(part.groups for part in self._parts))
        return sorted((name for name in names if name not in taken), key=lambda name: ahead.get(name, len(ahead)))

    def _tagged(self, names: Sequence[str]) -> list[str]:
        """Return the articles that have annotations with the tag, by their summaries."""
        codebook, summaries = self._workspace.codebook, self._workspace.summaries.all()
        return [
            name
            for name in names
            if name in summaries
            and any(is_under(path, self._tag) for ids in summaries[name].tagged for path in codebook.paths(ids))
        ]

    def _annotations(self, article: str) -> list[Annotation]:
        codebook, annotations = self._workspace.codebook, annotations_in(self._workspace, article)
        if not self._tag:
            return annotations
        return [each for each in annotations if any(is_under(path, self._tag) for path in codebook.paths(each.tags))]

    def _entry(self, annotation: Annotation, title: str) -> Entry:
        tags = " ".join(f"#{path}" for path in self._workspace.codebook.paths(annotation.tags))
        other = (clipped(annotation.note, LINE), tags, title)
        return Entry(name_of_annotation(annotation), clipped(annotation.quote, LINE), " ".join(filter(None, other)))

    def best(self, words: str, limit: int = 20, opened: Mapping[str, float] = NEVER) -> Iterator[list[Match]]:
        """Yield the best matches so far for a few letters, after each part; the last list is the answer."""
        return best_of_parts(tuple(self._parts), words, limit, opened)

    def annotation(self, name: str) -> Annotation | None:
        """Return the annotation with a name as it is now; None if it is gone."""
        article, _, id_ = name.partition(" ")
        placed = article_annotations(self._workspace, article).get(id_)
        return placed.shown if placed else None


def name_of_annotation(annotation: Annotation) -> str:
    """Return what an annotation is called in the index, and among what was opened."""
    return f"{annotation.article} {annotation.id}"
