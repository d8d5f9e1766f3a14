"""What becomes of each article that is to be added. Nothing is written by planning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from reader.containers import csv_articles
from reader.containers.article_file import file_name, markdown
from reader.containers.csv_articles import Columns
from reader.containers.formats import CONTAINERS, ContainerFormat, container_of
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.files.file_name import taken_name
from reader.ingest.source import load_bytes, read_source
from reader.search.versions import Sketch, groups_of, sketch
from reader.session.adding.addition import AddedFile, added_files
from reader.session.adding.files import LibraryFiles, digest_of
from reader.session.adding.identity import ArticleKeys
from reader.session.adding.incoming import ZIP, Incoming, incoming_files, is_article, known_suffixes, not_added
from reader.session.library.sketches import sketches_of
from reader.session.library.workspace import Workspace
from reader.text.canonical import sha256
from reader.text.guard import guard
from reader.text.metadata import FIELDS
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _, pgettext


class Outcome(StrEnum):
    """What becomes of an article."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"

    @property
    def word(self) -> str:
        """Its name for a person."""
        names = {
            Outcome.NEW: pgettext("article", "new"),
            Outcome.UPDATED: pgettext("article", "updated"),
            Outcome.UNCHANGED: pgettext("article", "unchanged"),
            Outcome.EDITED: pgettext("article", "edited here"),
            Outcome.DUPLICATE: pgettext("article", "duplicate"),
            Outcome.SKIPPED: pgettext("article", "skipped"),
        }
        return names[self]


_ABOUT = 80
"""Characters of what the history says was added."""
WRITTEN = frozenset({Outcome.NEW, Outcome.UPDATED})


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """An article that is to be added: its title and where it is from.

    ``path`` is that of its file in the library, ``data`` what will be in it; both are empty for what is skipped. ``key``
    and ``replaced`` are as in `AddedFile`. ``why`` says as a sentence why it is not simply written. ``metadata`` is what its
    file cannot say itself. ``work`` is as in `containers.record.ArticleRecord`. ``source``,
    with the edition, and ``sketch`` (`search.versions`) are those of a new text.
    """

    outcome: Outcome
    title: str
    origin: str
    path: str = ""
    data: bytes = b""
    key: str = ""
    replaced: str = ""
    why: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    work: str = ""
    source: str = ""
    sketch: Sketch = ()


@dataclass(frozen=True, slots=True)
class AddPlan:
    """What adding will do; ``about`` names what was given to add, for the history.

    ``there``: articles of the library that are versions of new ones, unchanged.
    """

    articles: tuple[PlannedArticle, ...]
    about: str = ""
    there: tuple[PlannedArticle, ...] = ()

    @property
    def written(self) -> list[PlannedArticle]:
        """Those that make or change a file."""
        return [article for article in self.articles if article.outcome in WRITTEN]

    def of(self, outcome: Outcome) -> list[PlannedArticle]:
        """Return those with an outcome."""
        return [article for article in self.articles if article.outcome is outcome]

    @property
    def twins(self) -> list[list[PlannedArticle]]:
        """Groups of written articles that have one title: a paper and its site, or papers that ran one agency's text."""
        groups: dict[str, list[PlannedArticle]] = {}
        for article in self.written:
            if article.work:
                groups.setdefault(article.work, []).append(article)
        return [group for group in groups.values() if len(group) > 1]


def plan(
    workspace: Workspace,
    files: Sequence[str],
    columns: Columns | None = None,
    *,
    progress: Callable[[int], object] = lambda _done: None,
) -> AddPlan:
    """Return what adding ``files`` (paths of files, folders, zip files) will do.

    ``columns`` names those of CSV files. ``progress`` is called before each file and each article of an export with how many
    articles have been read; what it raises ends the planning. Problem if one of ``files`` is missing, or if they have nothing to be read.
    """
    names = Counter(incoming.name for incoming in incoming_files(files))
    planner = _Planner(workspace, columns, progress, {name for name, count in names.items() if count > 1})
    problems: list[Problem] = []
    for incoming in incoming_files(files):
        progress(len(planner.articles))
        try:
            planner.take(incoming)
        except Problem as problem:
            problems.append(problem)
            planner.skip(incoming.name, incoming.origin, problem)
    if problems and not any(article.outcome is not Outcome.SKIPPED for article in planner.articles):
        raise problems[0]
    about = guard(clipped(", ".join(Path(file).name for file in files), _ABOUT))
    return AddPlan(tuple(planner.articles), about, tuple(_versions_there(workspace, planner.articles, progress)))


def _versions_there(
    workspace: Workspace, planned: Sequence[PlannedArticle], progress: Callable[[int], object]
) -> Iterator[PlannedArticle]:
    """Yield the articles of the library that are versions of new ones."""
    new = {article.path: article.sketch for article in planned if article.sketch}
    if not new:
        return

    def wanted() -> bool:
        progress(len(planned))
        return True

    articles = {article.id: article for article in workspace.articles()}
    there = {articles[id_].path: (articles[id_], own) for id_, own in sketches_of(workspace, articles, wanted).items()}
    for group in groups_of(new | {path: own for path, (_article, own) in there.items() if own}, wanted):
        if not new.keys().isdisjoint(group):
            for article, own in (there[path] for path in group if path in there):
                source = " ".join(filter(None, (article.metadata.source, article.metadata.edition)))
                yield PlannedArticle(
                    Outcome.UNCHANGED, article.title, article.path, article.path, source=source, sketch=own
                )


class _Planner:
    """Plans article by article. ``shared``: the names that several of the files have."""

    def __init__(
        self, workspace: Workspace, columns: Columns | None, progress: Callable[[int], object], shared: Set[str]
    ) -> None:
        self._shared = shared
        self.articles: list[PlannedArticle] = []
        self._progress = progress
        self._columns = columns
        self._files = LibraryFiles(workspace)
        self._added = added_files(workspace.store)
        self._keys = ArticleKeys(self._added, self._files)
        self._folder = Path(workspace.catalogue.folder).relative_to(workspace.root)
        self._root = workspace.root
        articles = workspace.articles()
        self._texts = {article.sha256: article.path for article in articles if article.sha256}
        self._taken: dict[str, str] = {}
        """The keys of what is added now, with their titles."""
        self._paths: set[str] = set()

    def take(self, incoming: Incoming) -> None:
        if not incoming.name.lower().endswith((*known_suffixes(), ZIP)):
            raise not_added(incoming.origin)
        data = incoming.load()
        container = container_of(incoming.name, data)
        if container is not None:
            self._take_container(incoming, container, data)
        elif is_article(incoming.name):
            read = read_source(incoming.origin, data)
            title, is_shared = read.metadata.title or incoming.name, incoming.name in self._shared
            key = self._keys.key_of(f"file|{incoming.name}", data, read.text, is_shared=is_shared, is_once=False)
            numbered = is_shared or key != f"file|{incoming.name}"
            self._place(key, title, incoming.name, data, incoming.origin, numbered=numbered)
        else:
            raise not_added(incoming.origin)

    def skip(self, title: str, origin: str, problem: Problem) -> None:
        why = " ".join(filter(None, (problem.title, problem.message)))
        self.articles.append(PlannedArticle(Outcome.SKIPPED, title, origin, why=why))

    def _take_container(self, incoming: Incoming, container: ContainerFormat, data: bytes) -> None:
        read = csv_articles.read(data, self._columns) if container is CONTAINERS["csv"] else container.read(data)
        entries: list[Entry] = []
        for entry in read:
            self._progress(len(self.articles) + len(entries))
            entries.append(entry)
        if not entries:
            hint = _("If it is a page on which one logs in, or an empty list, export it again.")
            raise Problem(_("There is no article in this file."), incoming.origin, hint)
        names = Counter(_key_name(entry, incoming.name) for entry in entries if isinstance(entry, ArticleRecord))
        for entry in entries:
            self._progress(len(self.articles))
            origin = _("{file}, entry {number}").format(file=incoming.origin, number=entry.number)
            if isinstance(entry, SkippedEntry):
                self.articles.append(PlannedArticle(Outcome.SKIPPED, entry.title, origin, why=entry.why))
                continue
            attached, why = _attached(incoming.folder, entry.files)
            if attached:
                known = {name: words for name, words in entry.fields.items() if name in FIELDS}
                fields = known | ({"title": entry.title} if entry.title else {})
                path, data, words = attached
                name = path.name
            elif entry.blocks:
                fields, name = {}, f"{file_name(entry)}.md"
                data = markdown(entry, container.name, incoming.name).encode()
                words = "\n".join(words for _kind, words in entry.blocks)
            else:
                self.articles.append(PlannedArticle(Outcome.SKIPPED, entry.title, origin, why=why))
                continue
            key = _key_name(entry, incoming.name)
            if not _is_unique(entry):
                is_shared = names[key] > 1 or incoming.name in self._shared
                key = self._keys.key_of(key, data, words, is_shared=is_shared, is_once=bool(entry.id))
            self._place(key, entry.title, name, data, origin, metadata=fields, work=entry.work, numbered=True)

    def _place(
        self,
        key: str,
        title: str,
        name: str,
        data: bytes,
        origin: str,
        *,
        metadata: Mapping[str, str] | None = None,
        work: str = "",
        numbered: bool = False,
    ) -> None:
        """Decide what becomes of an article. ``numbered``: its file may get another name than ``name``."""
        given = metadata or {}

        def add(outcome: Outcome, path: str = "", why: str = "", replaced: str = "") -> None:
            self.articles.append(PlannedArticle(outcome, title, origin, path, data, key, replaced, why, given, work))

        if key in self._taken:
            add(Outcome.DUPLICATE, why=_("It is the same as {other}.").format(other=self._taken[key]))
            return
        self._taken[key] = origin
        known = self._added.get(key)
        now = self._files.digest(known.path) if known else ""
        if known is not None and now and Path(known.path).suffix == Path(name).suffix:
            add(*self._again(known, now, digest_of(data)))
            return
        read = read_source(name, data)
        text = sha256(read.text)
        if text in self._texts:
            add(Outcome.DUPLICATE, why=_("The library has its text: {path}").format(path=self._texts[text]))
            return
        own_name = taken_name(name, _("document"))
        path = self._path(own_name, numbered=numbered or own_name != name)
        if path is None:
            title_ = _("There already is a file with that name.")
            raise Problem(title_, name, _("Rename one of the two."), status=1)
        self._texts[text] = path
        add(Outcome.NEW, path)
        source = " ".join(given.get(name) or getattr(read.metadata, name) for name in ("source", "edition")).strip()
        self.articles[-1] = replace(self.articles[-1], source=source, sketch=sketch(read.text))

    def _again(self, known: AddedFile, now: str, new: str) -> tuple[Outcome, str, str, str]:
        """Return what becomes of an article that was added before and whose file is still there."""
        if now == new:
            return Outcome.UNCHANGED, known.path, "", ""
        if now != known.sha256:
            return Outcome.EDITED, known.path, _("Its file was changed here since; it stays as it is."), ""
        return Outcome.UPDATED, known.path, "", now

    def _path(self, name: str, *, numbered: bool) -> str | None:
        stem, suffix = Path(name).stem, Path(name).suffix
        for candidate in (name, *(f"{stem} {number}{suffix}" for number in range(2, 1000) if numbered)):
            path = (self._folder / candidate).as_posix()
            if path not in self._paths and not (self._root / path).exists() and not (self._root / path).is_symlink():
                self._paths.add(path)
                return path
        return None


def _key_name(entry: ArticleRecord, file: str) -> str:
    """Return the key of an entry. The ids of a database are its own; those of a reference manager or a table are the file's."""
    return f"{entry.fields.get('database') or file}|{entry.key}"


def _is_unique(entry: ArticleRecord) -> bool:
    """Whether no other article has the key of an entry."""
    return bool(entry.fields.get("database") and (entry.id or entry.title))


def _attached(folder: Path | None, names: Sequence[str]) -> tuple[tuple[Path, bytes, str] | None, str]:
    """Return the first file that an entry names, lies in ``folder`` and can be read, with its bytes and text; or None, and why."""
    why = _("Its file is not there: {files}").format(files=", ".join(names))
    for name in names:
        if folder is None or not is_article(name) or "\0" in name:
            continue
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            continue
        try:
            data = load_bytes(path)
            read = read_source(path, data)
        except Problem as problem:
            why = " ".join(filter(None, (problem.title, problem.message)))
        else:
            return (path, data, read.text), ""
    return None, why


def counts(articles: Iterable[PlannedArticle]) -> dict[Outcome, int]:
    """Return how many articles have each outcome; those that none has are left out."""
    found: dict[Outcome, int] = {}
    for article in articles:
        found[article.outcome] = found.get(article.outcome, 0) + 1
    return {outcome: found[outcome] for outcome in Outcome if outcome in found}
