"""An opened library: its articles and its store. Every change goes through it.

Use cases are functions on a `Workspace`, by theme, in the packages beside this one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from reader.annotation.history import History
from reader.config.path import state_file
from reader.library.article import Article, Status, is_id, title_from_path
from reader.session.cache.large import takes_long
from reader.session.cache.own_name import own_name
from reader.session.library.catalogue import Catalogue
from reader.session.library.comparisons import TextComparisons
from reader.session.library.corrected_words import CorrectedWords
from reader.session.library.corrections import Corrections
from reader.session.library.current_codebook import CurrentCodebook
from reader.session.library.edit_writer import EditWriter
from reader.session.library.recognition import recognise
from reader.session.library.summaries import Summaries, Summary
from reader.session.library.texts import ArticleTexts
from reader.store.interface import LIBRARY, Record, Store
from reader.text.metadata import Metadata, given_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from _typeshed import StrPath

    from reader.annotation.codebook import Codebook
    from reader.annotation.edit import Change, Edit
    from reader.session.cache.text_index import TextIndex
    from reader.session.library.undo_index import UndoIndex
    from reader.text.document import Document

Part = TypeVar("Part")


class Workspace:
    """The library at ``root``. ``clock`` returns microseconds, ``new_id`` a random id for a record.

    ``coder`` is the name of the person who annotates, or returns it.
    """

    def __init__(
        self,
        root: StrPath,
        catalogue: Catalogue,
        store: Store,
        coder: str | Callable[[], str],
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        self._root = root
        self._coder = coder
        self.catalogue = catalogue
        self.store = store
        self.clock = clock
        self.new_id = new_id
        self.summaries = Summaries(store, state_file("summaries", f"{own_name(root)}.json"))
        self.texts = ArticleTexts(catalogue)
        self.comparisons = TextComparisons(self.texts)
        self.corrections = Corrections(store, self.summaries, self.texts, self.comparisons)
        self._words = CorrectedWords(root, self.texts, self.corrections)
        self._edits = EditWriter(store, self.summaries, clock, new_id)
        self._codebook = CurrentCodebook(store)
        self._parts: dict[object, object] = {}
        self._articles: dict[str, tuple[Article, Record, int, str, Article]] = {}
        """By id: what the file says, what the library says, the number of annotations, the corrections, and all together."""
        catalogue.recognise = partial(recognise, catalogue, store)
        catalogue.opened = self.texts.opened

    @cached_property
    def root(self) -> Path:
        """The library's folder."""
        return Path(self._root)

    @cached_property
    def text_index(self) -> TextIndex:
        """The index of the words of all articles, as far as it is made."""
        from reader.session.cache.text_index import TextIndex

        return TextIndex(state_file("index", f"{own_name(self._root)}.sqlite"))

    @cached_property
    def undo_index(self) -> UndoIndex:
        """Which edits undo and redo would take back."""
        from reader.session.library.undo_index import UndoIndex

        return UndoIndex(self.store, self.summaries)

    @cached_property
    def coder(self) -> str:
        """Who annotates. Asking git takes longer than many commands, so it is asked on first use."""
        return self._coder if isinstance(self._coder, str) else self._coder()

    def part(self, make: Callable[[Workspace], Part]) -> Part:
        """Return the object that ``make`` makes for this library, made once.

        So a package above this one can keep something as long as the library is open.
        """
        if make not in self._parts:
            self._parts.setdefault(make, make(self))  # if two threads come here, the first one's object counts
        return cast("Part", self._parts[make])

    # -- articles

    def articles(self, age: float = 0.0, paths: Container[str] | None = None) -> list[Article]:
        """Return every article, by path, with what its file and the library say about it.

        The files are not looked at again if that was done in the last ``age`` seconds. ``paths``: of these alone; None: of all.
        """
        return list(self.each_article(age, paths))

    def each_article(self, age: float = 0.0, paths: Container[str] | None = None) -> Iterator[Article]:
        """Yield what `articles` returns, for callers that need only the first ones."""
        records = self.store.records(LIBRARY, "articles")
        summaries = self.summaries.all(self.catalogue.patience)
        for article in self.catalogue.articles(_paths(records), age):
            if paths is None or article.path in paths:
                yield self._described(article, records.get(article.id, {}), summaries.get(article.id))

    def read_articles(self) -> Iterator[int]:
        """Read the articles and annotations that were never read; yield now and then how many are left."""
        from reader.session.library.first_look import first_look  # a command that reads no file does not need it

        yield from self.summaries.missing()
        self.summaries.save()
        yield from first_look(self.catalogue, self.text_index)

    def article(self, name: str) -> Article:
        """Return the article that ``name`` means: an id, a unique part of one, or a path; else Problem."""
        id_ = name
        if not self.catalogue.has(name):
            paths = _paths(self.store.records(LIBRARY, "articles"))
            id_ = self.catalogue.id_of(name, self.catalogue.ids(paths))
        record, _revision = self.store.get(LIBRARY, "articles", id_)
        path = self.catalogue.path_of(id_)
        waits = self.catalogue.patience is None or not takes_long(path, self.catalogue.size_of(path) or 0)
        article = self.catalogue.read_article(path) if waits else self.catalogue.known_article(path)
        if article is None:
            # It is too large to wait for, or it cannot be read; reading its text says why.
            article = Article(id_, path, Metadata(title_from_path(path)))
        return self._described(replace(article, id=id_), record or {}, self.summaries.of(id_))

    def _described(self, article: Article, record: Record, summary: Summary | None) -> Article:
        """Return an article with what the library says of it: the same object as before if nothing has changed."""
        annotations, structure = (summary.annotations, summary.structure) if summary else (0, "")
        last = self._articles.get(article.id)
        if last is None or last[0] is not article or last[1:4] != (record, annotations, structure):
            described = _with_record(article, record, annotations)
            if structure:
                words = self._words.of(article, reads=self.catalogue.patience is None)
                if words is None:
                    return described  # until its text has been read
                described = replace(described, words=words)
            last = self._articles[article.id] = (article, record, annotations, structure, described)
        return last[4]

    def document(self, article: str) -> Document:
        """Return the text of an article id with its blocks, as readers have corrected them."""
        return self.corrections.document(article)

    def text(self, article: str) -> str:
        """Return the article's canonical text."""
        return self.texts.source(article).text

    def digest(self, article: str) -> str:
        """Return the sha256 of the article's canonical text."""
        return self.texts.digest(article)

    def version(self, article: str) -> str:
        """Return a string that changes with the article's text and with its structure."""
        return f"{self.digest(article)} {self.corrections.version(article)}".rstrip()

    def databases_of_articles(self) -> list[str]:
        """Return the ids of the articles that the store has anything of."""
        return [name for name in self.store.databases() if name != LIBRARY]

    # -- the codebook

    @property
    def codebook(self) -> Codebook:
        """The library's tags, the same object until one of them changes."""
        return self._codebook.get()

    # -- changes

    def now(self) -> int:
        """Return the time in microseconds, later than any this process has given before."""
        return self._edits.now()

    def apply(
        self,
        what: str,
        make: Callable[[], Sequence[Change]],
        article: str | None = None,
        undoes: str | None = None,
        about: str = "",
        beside: str = "",
    ) -> Edit:
        """Make an edit durable and return it. ``make`` is called again if another program was faster.

        An edit that changes nothing is not written. For the history, ``about`` says what the edit was done to where
        ``article`` does not. An edit that ``undoes`` another is written to the same database, ``beside`` it, so that
        each database alone shows which edits stand. All changes go into one `Store.put`: the disk takes all or none.
        """
        return self._edits.write(what, self.coder, make, article, undoes, about, beside)

    def prepare_changes(self) -> None:
        """Do in advance what the first change and the first undo need."""
        import reader.store.tinydb_adapter  # noqa: F401 - the first change loads it

        _ = self.coder
        self._edits.follow_history()
        self.undo_index.begin()

    def history(self) -> History:
        """Return the library's history."""
        return History(
            entry for database in self.store.databases() for entry in self.store.records(database, "history").values()
        )


_STATUSES = frozenset(Status)


def _with_record(article: Article, record: Record, annotations: int) -> Article:
    """Return an article with the values of the library's ``record`` that are of use."""
    if fields := given_fields(record):
        article = replace(article, metadata=replace(article.metadata, **fields))
    status = record.get("status")
    if isinstance(status, str) and status in _STATUSES:
        article = replace(article, status=Status(status))
    return replace(article, annotations=annotations) if annotations else article


def _paths(records: dict[str, Record]) -> dict[str, str]:
    return {
        id_: record["path"] for id_, record in records.items() if isinstance(record.get("path"), str) and is_id(id_)
    }
