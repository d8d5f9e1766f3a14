"""Find the article, added before or in the same step, that an article to be added is the same as.

The identifiers of a database are unique. A file name, an identifier in a table and a title are not: each folder may have its
``index.html``, each table its row 1. There the text decides, and another article gets a key with a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from reader.ingest.source import read_source
from reader.search.versions import ALIKE, Sketch, likeness, sketch_of_any
from reader.session.adding.addition import AddedFile
from reader.session.adding.files import LibraryFiles, digest_of
from reader.text.problem import Problem

COMPARED = 50
"""The most articles of one name that a text is compared with."""
_NUMBER = re.compile(r"\|#\d+\Z")


class ArticleKeys:
    """The keys of what was added (``added``, in ``files``) and of what is being added.

    A key is a name, and behind it a number if that is not the first article of the name.
    """

    def __init__(self, added: Mapping[str, AddedFile], files: LibraryFiles) -> None:
        self._files = files
        self._before: dict[str, dict[str, AddedFile]] = {}
        """What was added before, by name and key."""
        self._equal: dict[tuple[str, str], str] = {}
        """The key of a name and a digest of bytes."""
        for key, file in added.items():
            name = _NUMBER.sub("", key)
            self._before.setdefault(name, {})[key] = file
            self._equal[name, file.sha256] = key
        self._now: dict[str, dict[str, Sketch]] = {}
        """The sketches of what is being added, by name and key."""

    def key_of(self, name: str, data: bytes, text: str, *, is_shared: bool, is_once: bool) -> str:
        """Return the key of an article: one that is known if it is the same article, else a new one.

        The same is what has the same bytes; another version of a text that was added before, unless the name ``is_shared`` by
        several that are being added; and another version of one that is being added, if it can be there but once (``is_once``).
        """
        now, before = self._now.setdefault(name, {}), self._before.get(name, {})
        key, own = self._equal.get((name, digest_of(data))), sketch_of_any(text)
        if key is None and is_once:
            key = next((key for key, other in islice(now.items(), COMPARED) if _are_versions(own, other)), None)
        if key is None and not is_shared:
            earlier = ((key, file) for key, file in islice(before.items(), COMPARED) if key not in now)
            key = next((key for key, file in earlier if _are_versions(own, self._sketch(file))), None)
        if key is None:
            key = self._free_key(name)
        self._equal[name, digest_of(data)] = key
        now.setdefault(key, own)
        return key

    def _free_key(self, name: str) -> str:
        """Return a key that nothing has, or only what is no longer in the library."""
        before, now = self._before.get(name, {}), self._now[name]
        for key, file in islice(before.items(), COMPARED):
            if key not in now and not self._files.digest(file.path):
                return key
        number = len(before.keys() | now.keys()) + 1
        return name if number == 1 else f"{name}|#{number}"

    def _sketch(self, file: AddedFile) -> Sketch:
        """Return the sketch of a file of the library; empty if it cannot be read."""
        try:
            return sketch_of_any(read_source(file.path, self._files.data(file.path)).text)
        except (OSError, Problem):
            return ()


def _are_versions(one: Sketch, other: Sketch) -> bool:
    return likeness(one, other) >= ALIKE
