"""The names of the derived files of a library or an article."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.text.canonical import digest

if TYPE_CHECKING:
    from _typeshed import StrPath

LIBRARIES = 64
"""How many libraries keep their derived files; those of the others are made again when needed."""


def own_name(root: StrPath, article: str = "") -> str:
    """Return the name of the files that this machine keeps of a library, or of an article in it."""
    named = os.fsencode(f"{root}\n{article}" if article else root)
    return digest(named)[:16]
