"""The read model: the annotations of each article as they stand in its present text.

A model is made when an article's annotations are first asked for. From then on it follows the store's changes: a
changed record is read and placed alone. Only a change of the article's text places all of them again.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotation.codec import Record
from reader.annotation.model import Annotation, State
from reader.session.library.anchorer import Anchorer, TextAnchorer
from reader.session.library.records import valid
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.session.library.workspace import Workspace
    from reader.store.interface import ChangeEvent, Store
    from reader.text.span import Span

TABLE = "annotations"
_Key = tuple[int, int, int, str]
"""What annotations are sorted by: start, end, time of making, id."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation as it is stored, and as it stands in the article's present text.

    ``shown`` is ``stored`` itself if that text is the one it was made in.
    """

    stored: Annotation
    shown: Annotation

    @property
    def waits(self) -> bool:
        """Whether a person has to decide where it belongs."""
        return self.shown.state in (State.CHANGED, State.ORPHAN) and self.stored.state is not State.ORPHAN


class ArticleAnnotations:
    """The annotations of one article, in text order. Any thread may ask.

    Unchanged records return the same objects, so adding one highlight does not rebuild the others.
    """

    def __init__(self, article: str, store: Store, anchorer: Anchorer) -> None:
        self.article = article
        self._store = store
        self._anchorer = anchorer
        self._lock = threading.Lock()
        self._reported: deque[str] = deque()
        """The ids of records that the store has reported as changed; any thread adds to it."""
        self._changed: set[str] = set()
        """The ids of records that have changed since they were read."""
        self._loaded = False
        self._digest: str | None = None
        """The text that the annotations are placed in."""
        self._placed: dict[str, Placed] = {}
        self._keys: list[_Key] = []
        self._in_order: tuple[Placed, ...] | None = ()
        self._shown: tuple[Annotation, ...] = ()

    def record_changed(self, id_: str) -> None:
        """Note that a record has changed; it is read at the next question. The store calls this under its lock."""
        self._reported.append(id_)

    def placed(self) -> tuple[Placed, ...]:
        """Return the annotations, the same tuple while nothing has changed."""
        with self._lock:
            return self._sorted()

    def shown(self) -> tuple[Annotation, ...]:
        """Return the annotations as they stand in the present text, the same tuple while nothing has changed."""
        with self._lock:
            self._sorted()
            return self._shown

    def _sorted(self) -> tuple[Placed, ...]:
        self._catch_up()
        if self._in_order is None:
            self._in_order = tuple(self._placed[key[-1]] for key in self._keys)
            self._shown = tuple(placed.shown for placed in self._in_order)
        return self._in_order

    def get(self, id_: str) -> Placed | None:
        """Return one annotation, None if it has no readable record. The others are not read."""
        with self._lock:
            if self._loaded:
                self._catch_up()
                return self._placed.get(id_)
            stored = self._read(id_)
            return self._place(stored, self._anchorer.digest(self.article)) if stored else None

    def with_spans(self, spans: Sequence[Span], coder: str) -> Annotation | None:
        """Return the coder's annotation that stands at exactly these spans, which are in order; None if there is none."""
        with self._lock:
            self._catch_up()
            hull = (spans[0].start, spans[-1].end)
            for at in range(bisect_left(self._keys, (*hull, 0, "")), len(self._keys)):
                key = self._keys[at]
                if key[:2] != hull:
                    break
                shown = self._placed[key[-1]].shown
                if shown.spans == tuple(spans) and shown.coder == coder and shown.state is not State.ORPHAN:
                    return shown
            return None

    def _catch_up(self) -> None:
        """Read what has changed in the store, and place what is not placed in the present text."""
        digest = self._anchorer.digest(self.article)
        if not self._loaded:
            self._load(digest)
            return
        if digest != self._digest:
            self._put_all([placed.stored for placed in self._placed.values()], digest)
        while self._reported:
            self._changed.add(self._reported.popleft())
        while self._changed:
            id_ = next(iter(self._changed))
            self._put(id_, self._read(id_))
            self._changed.discard(id_)  # only now: reading may have failed

    def _load(self, digest: str | None) -> None:
        self._reported.clear()  # what changes from here on is read once more
        records = self._store.records(self.article, TABLE)
        self._put_all(self._annotations(records.items()), digest)
        self._loaded = True

    def _read(self, id_: str) -> Annotation | None:
        record, _revision = self._store.get(self.article, TABLE, id_)
        return None if record is None else next(iter(self._annotations([(id_, record)])), None)

    def _annotations(self, records: Iterable[tuple[str, Record]]) -> list[Annotation]:
        # The id under which a record is stored counts, not what another program has written into it.
        own = ({**record, "id": id_, "article": self.article} for id_, record in records)
        return list(valid(Annotation.from_record, own))

    def _place(self, stored: Annotation, digest: str | None) -> Placed:
        return Placed(stored, self._anchorer.place(stored, digest))

    def _put(self, id_: str, stored: Annotation | None) -> None:
        last = self._placed.get(id_)
        if stored == (last.stored if last else None):
            return
        placed = self._place(stored, self._digest) if stored else None
        if last:
            del self._placed[id_]
            del self._keys[bisect_left(self._keys, _key(last.shown))]
        if placed:
            self._placed[id_] = placed
            insort(self._keys, _key(placed.shown))
        self._in_order = None

    def _put_all(self, stored: Iterable[Annotation], digest: str | None) -> None:
        self._placed = {annotation.id: self._place(annotation, digest) for annotation in stored}
        self._keys = sorted(_key(placed.shown) for placed in self._placed.values())
        self._digest, self._in_order = digest, None


def _key(annotation: Annotation) -> _Key:
    hull = annotation.hull
    return hull.start, hull.end, annotation.created, annotation.id


class LibraryAnnotations:
    """The models of a library's articles. `Workspace.part` makes one and keeps it.

    They are not dropped: the store keeps the records of the same articles in memory, which take more.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.anchorer: Anchorer = TextAnchorer(workspace.texts, workspace.comparisons, workspace.store.text)
        self._store = workspace.store
        self._models: dict[str, ArticleAnnotations] = {}
        self._store.subscribe(self._on_change)

    def of(self, article: str) -> ArticleAnnotations:
        """Return the model of an article."""
        model = self._models.get(article)
        if model is None:
            model = self._models.setdefault(article, ArticleAnnotations(article, self._store, self.anchorer))
        return model

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        for change in changes:
            if change.table == TABLE and (model := self._models.get(change.database)):
                model.record_changed(change.id)


def article_annotations(workspace: Workspace, article: str) -> ArticleAnnotations:
    """Return the read model of an article's annotations."""
    return workspace.part(LibraryAnnotations).of(article)


def annotations_in(workspace: Workspace, article: str | None = None) -> list[Annotation]:
    """Return the annotations of one article as they stand in its present text, or of all; each article's in text order."""
    names = [article] if article else workspace.databases_of_articles()
    return [annotation for name in names for annotation in article_annotations(workspace, name).shown()]


def placed_now(workspace: Workspace, article: str, stored: Iterable[Annotation]) -> list[Annotation]:
    """Return passages as they stand in the article's present text. They are not stored among the annotations."""
    anchorer = workspace.part(LibraryAnnotations).anchorer
    digest = anchorer.digest(article)
    return [anchorer.place(annotation, digest) for annotation in stored]


def annotation_by_id(workspace: Workspace, id_: str, article: str = "") -> Annotation:
    """Return the annotation with this id, looked for in ``article`` first; Problem if there is none."""
    for name in chain([article] if article else [], _databases(workspace)):
        if workspace.store.get(name, TABLE, id_)[0] is not None:
            placed = article_annotations(workspace, name).get(id_)
            if placed is None:
                raise Problem(_("This annotation cannot be read."), id_, _("See `scolie check`."), status=1)
            return placed.shown
    raise Problem(_("There is no such annotation."), id_, _("See `scolie annotations`."), status=1)


def annotation_if_there(workspace: Workspace, id_: str, article: str) -> Annotation | None:
    """Return the same; None if there is none: it may have been deleted since it was shown."""
    try:
        return annotation_by_id(workspace, id_, article)
    except Problem:
        return None


def _databases(workspace: Workspace) -> Iterator[str]:
    """Yield the databases, listed only when the first is asked for: there may be thousands."""
    yield from workspace.store.databases()
