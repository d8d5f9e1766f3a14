"""An opened library: its articles, its store, and the one road by which anything changes.

Use cases are functions on a `Workspace`, by theme, in the modules beside this one.
"""

from __future__ import annotations

from _thread import allocate_lock
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.annotation.edit import Change, Edit
from reader.annotation.history import History, is_entry
from reader.config.path import state_file
from reader.library.article import Article, Status, is_id, title_from_path
from reader.session.cache.large import LARGE
from reader.session.cache.own_name import own_name
from reader.session.library.catalogue import PATIENCE, Catalogue
from reader.session.library.recognition import recognise
from reader.session.library.summaries import Summaries, Summary
from reader.store.interface import LIBRARY, Changed, Put, Record, Stale, Store
from reader.text.canonical import sha256
from reader.text.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TypeVar

    from _typeshed import StrPath

    from reader.annotation.codebook import Codebook
    from reader.annotation.model import Annotation
    from reader.annotation.revision import Revision
    from reader.files.state import FileState
    from reader.ingest.source import Source
    from reader.session.cache.large_text_cache import Prepared
    from reader.session.library.undo_index import UndoIndex
    from reader.text.common_ends import Ends
    from reader.text.document import Document

    Key = TypeVar("Key")
    Kept = TypeVar("Kept")

TRIES = 8
KEPT = 64
"""Texts, and comparisons of two, that stay in memory; those read longest ago give way."""


class Workspace:
    """The library at ``root``. ``clock`` returns microseconds, ``letters`` a few random characters for new ids.

    ``who`` annotates, or says who does.
    """

    def __init__(
        self,
        root: StrPath,
        catalogue: Catalogue,
        store: Store,
        who: str | Callable[[], str],
        clock: Callable[[], int],
        letters: Callable[[], str],
    ) -> None:
        self._root = root
        self.catalogue = catalogue
        self.store = store
        self.who = who
        self.clock = clock
        self.letters = letters
        self.ends: dict[tuple[str, str], Ends] = {}
        """What two texts, named by their digests, have in common at their ends."""
        self.stored: dict[str, dict[str, tuple[Record, Annotation]]] = {}
        """By article and id, records and the annotations that they are; see `settling.stored`."""
        self.summaries = Summaries(store, state_file("summaries", f"{own_name(root)}.json"))
        self._revisions: dict[tuple[str, str], Revision] = {}
        self._documents: dict[str, Document] = {}
        self._articles: dict[str, tuple[Article, Record, int, Article]] = {}
        """Of each id what was read, what the library says of it, its annotations, and what all that comes to."""
        self._sources: dict[str, tuple[Source, str, FileState | None]] = {}
        self.read_from: dict[str, tuple[str, FileState | None]] = {}
        """Of each id the path that its text was read from, and how the file was."""
        self._refused: set[str] = set()
        """Articles that say what they said before their files could not be read any more."""
        self._codebook: tuple[int, Codebook] | None = None
        """The tags, and how often they had changed before they were read."""
        self._recoded: int | None = None
        """How often the tags have changed; None: nobody listens yet."""
        self._last = 0
        self._heeds_history = False
        self._heeding = allocate_lock()
        catalogue.recognise = partial(recognise, catalogue, store)
        catalogue.opened = self._opened

    @cached_property
    def root(self) -> Path:
        """The library's folder."""
        return Path(self._root)

    @cached_property
    def heads(self) -> UndoIndex:
        """What undo and redo would touch."""
        from reader.session.library.undo_index import UndoIndex

        return UndoIndex(self.store, self.summaries)

    @cached_property
    def coder(self) -> str:
        """Who annotates; asked for when first needed, since asking git takes longer than many a command."""
        return self.who if isinstance(self.who, str) else self.who()

    # -- articles

    def articles(self) -> list[Article]:
        """Return every article, by path, with what is known about it."""
        known = self.store.records(LIBRARY, "articles")
        summaries = self.summaries.all(self.catalogue.patience)
        return [
            self._described(article, known.get(article.id, {}), summaries.get(article.id))
            for article in self.catalogue.articles(_paths(known))
        ]

    def read_articles(self) -> Iterator[int]:
        """Read the articles and annotations that were never read, yielding now and then how many are left."""
        yield from self.summaries.missing()
        self.summaries.save()
        yield from self.catalogue.unread()

    def _described(self, article: Article, record: Record, summary: Summary | None) -> Article:
        """Return an article with what the library says of it: the same one again while all of that is the same."""
        marked = summary.annotations if summary else 0
        known = self._articles.get(article.id)
        if known is None or known[0] is not article or known[1:3] != (record, marked):
            known = self._articles[article.id] = (article, record, marked, self._with_said(article, record, marked))
        return known[3]

    @staticmethod
    def _with_said(article: Article, record: Record, marked: int) -> Article:
        said: Record = {
            name: value for name, value in record.items() if name in _SAID and value and isinstance(value, str)
        }
        if "status" in said:
            said["status"] = Status(said["status"]) if said["status"] in _STATUSES else article.status
        if marked:
            said["annotations"] = marked
        return replace(article, **said) if said else article

    def article(self, name: str) -> Article:
        """Return the article that ``name`` means: an id, a unique part of one, or a path; else Problem."""
        known = self.store.records(LIBRARY, "articles")
        id_ = name if self.catalogue.has(name) else self.catalogue.id_of(name, self.catalogue.ids(_paths(known)))
        path = self.catalogue.path_of(id_)
        waits = self.catalogue.patience is None or (self.catalogue.size_of(path) or 0) <= LARGE
        article = self.catalogue.read(path) if waits else self.catalogue.told(path)
        if article is None:
            # Too large to be waited for, or what it is cannot be read: whoever asks for its text is told why.
            article = Article(id_, path, title_from_path(path))
        return self._described(replace(article, id=id_), known.get(id_, {}), self.summaries.of(id_))

    def document(self, article: str) -> Document:
        """Return the document of an article id, read once."""
        document = self._documents.get(article)
        if document is None:
            source = self.source(article)  # of a large article this brings the document, too
            document = self._documents.get(article)
            document = document or _keep(self._documents, article, source.document())
        return document

    def text(self, article: str) -> str:
        """Return the article's canonical text."""
        return self.source(article).text

    def digest(self, article: str) -> str:
        """Return the sha256 of the article's canonical text."""
        return self._read(article)[1]

    def source(self, article: str) -> Source:
        """Return how the article's file was read."""
        return self._read(article)[0]

    def _read(self, article: str) -> tuple[Source, str, FileState | None]:
        return self._sources.get(article) or self._read_anew(article)

    def _read_anew(self, article: str) -> tuple[Source, str, FileState | None]:
        stamp, path = self.catalogue.stamp_of(article), self.catalogue.path_of(article)
        file = self.catalogue.whole(path)
        if stamp and stamp.size > LARGE:
            from reader.session.cache.large_text_cache import prepared

            source, digest, document = prepared(file, stamp)
            _keep(self._documents, article, document)
        else:
            from reader.ingest.source import load

            source = load(file)
            digest = sha256(source.text)
            self._documents.pop(article, None)
        self._refused.discard(article)
        _keep(self.read_from, article, (path, stamp))
        return _keep(self._sources, article, (source, digest, stamp))

    def _opened(self, path: str, stamp: FileState) -> Prepared | None:
        """Return what the file at ``path`` in the state ``stamp`` reads as, if it was read; any thread may ask."""
        for id_, (source, digest, read) in list(self._sources.items()):
            if read == stamp and self.catalogue.has(id_) and self.catalogue.path_of(id_) == path:
                document = self._documents.get(id_)
                return (source, digest, document) if document and document.text is source.text else None
        return None

    def outdated(self, article: str) -> bool:
        """Whether the article's file has been changed since it was read; one that is gone is as it was."""
        stamp, read = self.catalogue.stamp_of(article), self._sources.get(article)
        return read is not None and stamp is not None and read[2] != stamp

    def is_as_read(self, article: str) -> bool:
        """Whether the article's file is the very one that was read."""
        stamp, read = self.catalogue.stamp_of(article), self._sources.get(article)
        return read is not None and stamp is not None and read[2] == stamp and article not in self._refused

    def reread(self, article: str) -> None:
        """Read the article's file anew, for it has changed; Problem if it is no article any more.

        Then what was read before stays what it says, until the file changes once more.
        """
        stamp = self.catalogue.stamp_of(article)
        try:
            self._read_anew(article)
        except Problem:
            if read := self._sources.get(article):
                self._sources[article] = (*read[:2], stamp)
                self._refused.add(article)
            raise

    def is_large(self, article: str) -> bool:
        """Whether reading the article takes longer than a key may wait; not, if it was read as it is now."""
        stamp = self.catalogue.stamp_of(article)
        if stamp is None or stamp.size <= LARGE or (article in self._documents and not self.outdated(article)):
            return False
        from reader.session.cache.large_text_cache import is_kept

        return not is_kept(self.catalogue.whole(self.catalogue.path_of(article)), stamp)

    def revision(self, old: str, new: str) -> Revision | None:
        """Return the comparison of two texts, named by their digests, if it was made and is not forgotten."""
        return self._revisions.get((old, new))

    def keep_revision(self, old: str, new: str, revision: Revision) -> None:
        """Keep the comparison of two texts for a while."""
        _keep(self._revisions, (old, new), revision)

    def databases_of_articles(self) -> list[str]:
        """Return the ids of the articles of which anything is kept."""
        return [name for name in self.store.databases() if name != LIBRARY]

    # -- the codebook

    @property
    def codebook(self) -> Codebook:
        """The library's tags, made once until the store tells that one has changed: a change asks for them several times."""
        if self._recoded is None:
            self._recoded = 0
            self.store.subscribe(self._heed_tags)
        known, recoded = self._codebook, self._recoded
        if known is not None and known[0] == recoded:
            return known[1]
        from reader.annotation.codebook import Codebook, Tag

        codebook = Codebook(Tag.from_record(record) for record in self.store.records(LIBRARY, "tags").values())
        self._codebook = (recoded, codebook)
        return codebook

    def _heed_tags(self, changed: Sequence[Changed]) -> None:
        if any((one.database, one.table) == (LIBRARY, "tags") for one in changed):
            self._recoded = (self._recoded or 0) + 1

    # -- changes

    def new_id(self) -> str:
        """Return a random id for a new record."""
        return self.letters()

    def now(self) -> int:
        """Return the time in microseconds, later than any this process has given before."""
        self._last = max(self._last + 1, self.clock())
        return self._last

    def apply(
        self,
        what: str,
        make: Callable[[], Sequence[Change]],
        article: str | None = None,
        undoes: str | None = None,
        about: str = "",
        beside: str = "",
    ) -> Edit:
        """Make an edit durable and return it. ``make`` is asked again if somebody else was faster.

        An edit that changes nothing is not written. ``about`` says what it was done to where no article does, for the
        history. What takes back an edit is kept ``beside`` it, in the same database, so that each tells by itself what
        stands. All of it is one `Store.put`: what the disk refuses is kept whole, or not at all.
        """
        from reader.annotation.edit import Edit, differs

        for _ in range(TRIES):
            changes = tuple(filter(differs, make()))
            edit = Edit(self.new_id(), what, self.coder, self._time(), changes, article, undoes, about)
            if not changes:
                return edit
            databases = {change.database for change in changes}
            home = beside or (databases.pop() if len(databases) == 1 else LIBRARY)
            try:
                puts = [self._put(change) for change in changes]
                self.store.put([*puts, Put(home, "history", edit.id, edit.to_record(), 0)])
            except Stale:
                self.store.refresh()
                continue
            return edit
        raise Problem("Somebody else keeps changing this.", what, "Try again.", status=1)

    def _put(self, change: Change) -> Put:
        record, revision = self.store.get(change.database, change.table, change.id)
        if record != change.before:
            raise Stale(Put(change.database, change.table, change.id, change.after, revision))
        # Of an annotation's versions no note may fall away: `session.annotations.conflicts` sees to those.
        settles = change.table != "annotations"
        return Put(change.database, change.table, change.id, change.after, revision, settles=settles)

    def _time(self) -> int:
        """Return a time after every edit there is, even if the machine's clock was set back."""
        self._heed_history()
        self._last = max(self._last, self.summaries.newest)
        return self.now()

    def _heed_history(self) -> None:
        with self._heeding:
            if not self._heeds_history:
                # What is added to the history is told.
                self.store.subscribe(self._heed)
                self.summaries.all(PATIENCE)
                self._heeds_history = True

    def prepare_changes(self) -> None:
        """Do what the first change and the first undo would wait for, where nobody waits for it."""
        import reader.store.tinydb_adapter  # noqa: F401 - the first change loads it

        _ = self.coder
        self._heed_history()
        self.heads.begin()

    def _heed(self, changed: Sequence[Changed]) -> None:
        entries = (one.record for one in changed if one.table == "history" and one.record)
        self._last = max([self._last, *(entry["time"] for entry in filter(is_entry, entries))])

    def history(self) -> History:
        """Return the library's history."""
        return History(
            entry for database in self.store.databases() for entry in self.store.records(database, "history").values()
        )


def _keep(kept: dict[Key, Kept], key: Key, value: Kept) -> Kept:
    """Keep a value and return it; by then another thread may have pushed it out again."""
    kept[key] = value
    for oldest in list(kept)[:-KEPT]:
        kept.pop(oldest, None)
    return value


_STATUSES = frozenset(Status)
_SAID = frozenset({"title", "author", "source", "date", "url", "language", "status"})


def _paths(records: dict[str, Record]) -> dict[str, str]:
    return {
        id_: record["path"] for id_, record in records.items() if isinstance(record.get("path"), str) and is_id(id_)
    }
