"""What a person adds: files, the files in folders and in zip files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.config.path import as_typed
from reader.containers.formats import CONTAINERS, container_list
from reader.ingest.formats import format_of, suffix_list, suffixes
from reader.ingest.signature import open_archive
from reader.ingest.source import load_bytes
from reader.session.library.article_files import article_files
from reader.text.problem import Problem
from reader.translation import _

_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://")
ZIP = ".zip"
"""The suffix of zip files whose members are added."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that may become articles. ``name`` is its own, ``origin`` says where it is from, for a person.

    ``folder`` is where files are that it names; None in a zip file. ``load`` returns its bytes, or raises Problem.
    """

    name: str
    origin: str
    load: Callable[[], bytes]
    folder: Path | None = None


def incoming_files(files: Sequence[str]) -> Iterator[Incoming]:
    """Yield what ``files`` name, each a file, a folder or a zip file; Problem for an address and for what is missing."""
    for file in files:
        if _ADDRESS.match(file):
            hint = _("Save the page in a browser, and add the file.")
            raise Problem(_("Addresses are not fetched: Scolie works without a network."), file, hint)
        path = Path(as_typed(file))
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.lower() == ZIP:
            yield from _in_zip(path)
        else:
            yield _file(path)


def _file(path: Path) -> Incoming:
    return Incoming(path.name, os.fspath(path), partial(load_bytes, path), path.parent)


def _in_folder(folder: Path) -> Iterator[Incoming]:
    root = os.fspath(folder)
    found = article_files(root, root, endings=(*known_suffixes(), ZIP))
    if not found.paths:
        hint = _("Add files ending in {suffixes}.").format(suffixes=suffix_list())
        nothing = Problem(_("There is no article in this folder."), root, hint, status=1)
        raise found.problems[0] if found.problems else nothing
    for path in found.paths:
        if not path.lower().endswith(ZIP):
            yield _file(folder / path)
            continue
        try:
            yield from _in_zip(folder / path)
        except Problem as problem:  # the others are added
            yield Incoming(Path(path).name, os.fspath(folder / path), partial(_refuse, problem))


def _in_zip(path: Path) -> Iterator[Incoming]:
    archive = open_archive(load_bytes(path), "ZIP")
    endings = (*known_suffixes(), ZIP)
    members = [
        (name, member) for member in archive.names if (name := _name_of_member(member)).lower().endswith(endings)
    ]
    if not members:
        hint = _("Add files ending in {suffixes}.").format(suffixes=suffix_list())
        raise Problem(_("There is no article in this zip file."), os.fspath(path), hint, status=1)
    for name, member in members:
        load = partial(archive.read, member)
        if name.lower().endswith(ZIP):
            inner = Problem(_("This is a zip file in a zip file."), "", _("Unpack the outer one, and add the folder."))
            load = partial(_refuse, inner)
        yield Incoming(name, f"{path.name}: {member}", load)


def _name_of_member(member: str) -> str:
    """Return the name of a file in an archive; empty for those that a system or a program keeps there for itself."""
    name = member.replace("\\", "/").rpartition("/")[2]
    return "" if name.startswith((".", "~$")) or "__MACOSX" in member else name


def _refuse(problem: Problem) -> bytes:
    raise problem


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes of articles and of containers, in lower case."""
    return tuple(dict.fromkeys((*suffixes(), *(suffix for row in CONTAINERS.values() for suffix in row.suffixes))))


def not_added(name: str) -> Problem:
    """Return the Problem of a file that is neither an article nor a container."""
    hint = _("Add a file ending in {suffixes}, a folder, a zip file, or an export: {exports}.")
    return Problem(_("This is not an article."), name, hint.format(suffixes=suffix_list(), exports=container_list()))


def is_article(name: str) -> bool:
    """Whether a file with this name opens by itself."""
    return format_of(name) is not None
