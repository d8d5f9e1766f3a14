"""The catalogue: which files of a folder are articles, their ids, and their descriptions."""

from __future__ import annotations

import os
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.containers.export_file import HoldsArticles
from reader.files.state import FileState
from reader.ingest.extra import MissingPackage, together
from reader.library.article import Article, title_from_path, with_ids
from reader.session.cache.large import takes_long
from reader.session.library.article_files import ArticleFiles, article_files, path_prefix, unreadable
from reader.session.library.description_cache import DescriptionCache
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from _typeshed import StrPath

    from reader.session.cache.large_text_cache import Prepared

PATIENCE = 20
"""Unread files that are read while a person waits for the list, at most."""


class Catalogue:
    """The articles under ``folder``; paths are relative to ``root``. ``cache`` is a file, or None for none.

    Files are described when they are first asked for, and again when their state has changed.
    """

    def __init__(self, root: StrPath, folder: StrPath, cache: StrPath | None = None) -> None:
        self.root = os.fspath(root)
        self.folder = os.fspath(folder)
        self.patience: int | None = None
        """How many unread files `articles` may read, none of which takes long, and together no more bytes than count as
        large; the rest are listed by file name. None means no limit."""
        self.recognise: Callable[[Collection[str]], Mapping[str, str]] | None = None
        """Returns the ids of articles whose files were renamed or moved, with their new paths; it is given all paths."""
        self.opened: Callable[[str, FileState], Prepared | None] | None = None
        """Returns the content of a file in a given state if it was read already, so that large texts are not read twice."""
        self.look: Callable[[], object] | None = None
        """Called at each folder that `articles` lists and each file that it reads; there may be a million."""
        self._prefix = path_prefix(self.root, self.folder)
        self._files = ArticleFiles()
        self._failed: dict[str, tuple[FileState | None, Problem]] = {}
        """By path, the state in which a file could not be read, and why."""
        self._descriptions = DescriptionCache(cache)
        self._ids: dict[str, str] = {}
        self._listing: tuple[dict[str, FileState], dict[str, str]] = {}, {}
        self._last: tuple[object, list[Article]] | None = None
        """What the articles were last listed from, and the list."""
        self.states: Mapping[str, FileState | None] = {}
        """The states of these files, by path; None for one that was gone. The same object until one of them changes."""
        self._looked: tuple[float, ArticleFiles, Mapping[str, FileState | None]] = -inf, self._files, self.states
        """When the files were last looked at for that, by a clock that never goes back, the files, and their states."""

    # -- the files

    def files(self) -> list[str]:
        """Return the paths of the article files, sorted."""
        return self._find_files().paths

    def _find_files(self) -> ArticleFiles:
        self._files = files = article_files(self.root, self.folder, self.look)
        return files

    @property
    def problems(self) -> list[Problem]:
        """Why folders and files are not among the articles."""
        paths = set(self._ids.values())
        failed = [problem for path, (_, problem) in sorted(self._failed.items()) if path in paths]
        others = [problem for problem in failed if not isinstance(problem, MissingPackage)]
        return [*self._files.problems, *others, *self.missing_packages]

    @property
    def missing_packages(self) -> list[Problem]:
        """What has to be installed to read the articles that are listed by file name alone."""
        paths = set(self._ids.values())
        return together([problem for path, (_, problem) in sorted(self._failed.items()) if path in paths])

    @property
    def exports(self) -> list[Problem]:
        """The files that are exports, whose articles are to be added."""
        paths = set(self._ids.values())
        failed = (problem for path, (_, problem) in sorted(self._failed.items()) if path in paths)
        return [problem for problem in failed if isinstance(problem, HoldsArticles)]

    @property
    def listing(self) -> tuple[dict[str, FileState], dict[str, str]]:
        """The folders in which files were last listed, with their states, and the ids of that time, with their paths."""
        return self._listing

    def recall(self, ids: Mapping[str, str], folders: Mapping[str, FileState | None]) -> bool:
        """Take over an earlier listing, unless a file may have come or gone since; return whether it was taken over."""
        files = ArticleFiles(folders={folder: state for folder, state in folders.items() if state})
        if self.folder not in folders or len(files.folders) < len(folders) or files.are_stale():
            return False
        self._ids, self._files = dict(ids), files
        self._listing = files.folders, self._ids
        return True

    def is_stale(self) -> bool:
        """Whether a file may have come or gone since the files were listed; of many folders, it takes several calls to see."""
        return self._files.may_be_stale()

    def full_path(self, path: str) -> str:
        """Return the path from which the file at ``path`` is found from anywhere."""
        return f"{self.root}/{path}"

    def size_of(self, path: str) -> int | None:
        """Return the size in bytes of the file at ``path``; None if it is gone."""
        state = self._state(path)
        return state.size if state else None

    def _state(self, path: str) -> FileState | None:
        """Return the state of the file at ``path``; None, and the reason is kept, if it is gone."""
        try:
            state = os.stat(self.full_path(path))
        except OSError as error:
            self._failed[path] = (None, unreadable(_("A file cannot be read."), path, error))
            return None
        return FileState.from_stat(state)

    # -- the articles

    def articles(self, recorded: Mapping[str, str], age: float = 0.0) -> list[Article]:
        """Return the articles as their files describe them; ``recorded`` maps the ids that were given before to paths.

        The files are not looked at if that was done in the last ``age`` seconds.
        """
        if monotonic() - self._looked[0] >= age:
            start, files = monotonic(), self._find_files()
            seen = {path: self._state(path) for path in files.paths}
            self.states = self.states if seen == self.states else seen
            self._looked = start, files, self.states
        _start, files, states = self._looked
        basis = (states, dict(recorded), self.patience, self._descriptions.additions)
        if self._last and self._last[0] == basis:
            self._listing = files.folders, self._ids  # the same files; but a folder's time may have changed
            return list(self._last[1])
        articles: list[Article] = []
        read = size = 0
        is_complete = True
        for id_, path in self._named(files, recorded).items():
            state = states[path]
            article = self._if_read(path, state, id_)
            if article is None and state is not None and path not in self._failed:
                in_time = read < (self.patience or 0) and not takes_long(path, size + state.size)
                if self.patience is None or in_time:
                    read, size = read + 1, size + state.size
                    if self.look:
                        self.look()
                    article = self._describe(path, state, id_)
                else:
                    is_complete = False
                    article = _by_name(id_, path)
            if article is None and self.is_listed_by_name(path):
                article = _by_name(id_, path, is_export=self.is_export(path))
            if article:
                articles.append(article)
        if self._descriptions.has_new and (self.patience is None or read < self.patience):
            self.save()
        if basis[-1] == self._descriptions.additions and (is_complete or not self.patience):
            self._last = basis, list(articles)
        return articles

    def unread(
        self, lacks: Callable[[str, FileState], bool] = lambda _path, _state: False
    ) -> list[tuple[str, FileState]]:
        """Return the files that are new, have changed, or are lacking elsewhere, with their states, small ones first.

        ``lacks`` says whether a file in this state is lacking elsewhere. Unreadable files are left out until they change.
        """
        states = {path: self._state(path) for path in self.files()}
        waiting = [
            (state.size, path, state)
            for path, state in states.items()
            if state is not None
            and (self._if_read(path, state) is None or lacks(path, state))
            and path not in self._failed
        ]
        return [(path, state) for _, path, state in sorted(waiting)]

    def take_in(self, path: str, state: FileState, found: Article | Problem) -> None:
        """Keep what a file in a state was found to be: its description, or why it cannot be read."""
        if isinstance(found, Problem):
            self._failed[path] = (state, found)
        elif self._descriptions.get(path, state) is None:
            self._descriptions.add(path, state, found)

    def known_article(self, path: str) -> Article | None:
        """Return the article at ``path`` if its file was read in its present state; its id may be missing."""
        return self._if_read(path, self._state(path))

    def read_article(self, path: str) -> Article | None:
        """Return the article at ``path``, reading its file if necessary; None if that fails. Its id may be missing."""
        state = self._state(path)
        article = self._if_read(path, state)
        if article is None and state is not None and path not in self._failed:
            article = self._describe(path, state)
        return article

    def is_listed_by_name(self, path: str) -> bool:
        """Whether a file is listed but has no text now: a package is not installed, or it is an export with articles inside."""
        return path in self._failed and isinstance(self._failed[path][1], (MissingPackage, HoldsArticles))

    def is_export(self, path: str) -> bool:
        """Whether a file was found to be an export with articles inside."""
        return path in self._failed and isinstance(self._failed[path][1], HoldsArticles)

    def _if_read(self, path: str, state: FileState | None, id_: str = "") -> Article | None:
        failed = self._failed.get(path)
        if failed and failed[0] == state:
            return None
        self._failed.pop(path, None)
        return self._descriptions.get(path, state, id_) if state else None

    def _describe(self, path: str, state: FileState, id_: str = "") -> Article | None:
        from reader.session.library.file_look import look  # a start that reads no file does not need it

        reading = self.opened(path, state) if self.opened else None
        self.take_in(path, state, look(self.root, path, state, reading, indexed=False).found)
        return self._descriptions.get(path, state, id_)

    def save(self) -> None:
        """Keep the descriptions for the next start."""
        self._descriptions.save()

    # -- the ids

    def ids(self, recorded: Mapping[str, str]) -> dict[str, str]:
        """Return the ids of the articles, with their paths. Files are read only if one is not where it was."""
        return self._named(self._find_files(), recorded)

    def _named(self, files: ArticleFiles, recorded: Mapping[str, str]) -> dict[str, str]:
        inside = {path.removeprefix(self._prefix): path for path in files.paths}
        if recorded and self.recognise:
            recorded = {**recorded, **self.recognise(inside.values())}
        named = with_ids(list(inside), {id_: path.removeprefix(self._prefix) for id_, path in recorded.items()})
        self._ids = {id_: inside[short] for short, id_ in named.items()}
        self._listing = files.folders, self._ids
        return dict(self._ids)

    def id_of(self, name: str, ids: Mapping[str, str]) -> str:
        """Return the one of ``ids`` (to paths) that ``name`` means: an id, a path, or a unique part of one.

        Problem if it means none or several.
        """
        composed, paths = normalize("NFC", name), {id_: normalize("NFC", path) for id_, path in ids.items()}
        for matches in (
            [id_ for id_, path in ids.items() if name in (id_, path)],
            [id_ for id_, path in paths.items() if path == composed],
            [id_ for id_, path in ids.items() if self._is_file(path, name)],
            [id_ for id_, path in paths.items() if name.lower() in id_ or composed.lower() in path.lower()],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise Problem(_("Several articles match."), name, _("Give more of the id."), tuple(matches))
        raise Problem(_("There is no such article."), name, _("See `scolie list`."), status=1)

    def _is_file(self, path: str, name: str) -> bool:
        """Whether ``name``, as a person typed it, is the file at ``path``."""
        try:
            return os.path.samefile(self.full_path(path), name)
        except (OSError, ValueError):
            return False

    def has(self, article: str) -> bool:
        """Whether there was an article with this id when the files were last listed."""
        return article in self._ids

    def path_of(self, article: str) -> str:
        """Return the path of an article's file in the library; Problem if there is no such article."""
        if article not in self._ids:
            raise Problem(_("There is no such article."), article, _("See `scolie list`."), status=1)
        return self._ids[article]

    def file_of(self, article: str) -> Path:
        """Return the file of an article; Problem if there is no such article."""
        return Path(self.full_path(self.path_of(article)))

    def state_of(self, article: str) -> FileState | None:
        """Return the state of an article's file; None if it is gone."""
        return FileState.of(self.full_path(self._ids[article])) if self.has(article) else None


def _by_name(id_: str, path: str, *, is_export: bool = False) -> Article:
    """Return an article of which nothing is known but its file's name, and perhaps that it is none but an export."""
    title = title_from_path(path)
    return Article(
        id_,
        path,
        Metadata(_("{file}: an export, open it to add its articles").format(file=title) if is_export else title),
    )
