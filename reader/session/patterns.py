"""The codes of the patterns that were met, kept for the next start of the same Python (`text.pattern`).

A derived cache of the state folder, as ``__pycache__`` is one: it counts for the very Python that wrote it, and may be
deleted at any moment.
"""

from __future__ import annotations

import marshal
import os
import sys
from zlib import crc32

from reader import __version__
from reader.config.path import state_file
from reader.text import pattern

_FORM = f"{__version__} {sys.version} {sys.implementation.cache_tag} {sys.maxsize}".replace("\n", " ")


def begin() -> None:
    """Have patterns made of the codes that were kept."""
    pattern.begin(recall)


def recall() -> dict[str, pattern.Code]:
    """Return the codes that were kept, none if there are none of this Python."""
    try:
        with open(_file(), "rb") as file:
            head, _, codes = file.read().partition(b"\n")
        if head.decode() == _head(codes):
            return dict(marshal.loads(codes))  # noqa: S302 - our own, as in __pycache__
    except (OSError, ValueError, EOFError, TypeError):
        pass  # never kept, or damaged: they are compiled
    return {}


def keep() -> None:
    """Keep the codes of what was met, if any of it is new; OSError if that cannot be written."""
    found = pattern.codes()
    if found is None:
        return
    path = _file()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    codes, draft = marshal.dumps(found), f"{path}.{os.getpid()}"
    with open(draft, "wb") as file:
        file.write(_head(codes).encode() + b"\n" + codes)
    os.replace(draft, path)


def _head(codes: bytes) -> str:
    return f"{_FORM} {crc32(codes)}"


def _file() -> str:
    return state_file("patterns")
