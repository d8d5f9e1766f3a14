"""Archives that exports write: the same content makes the same bytes, and no two files have one name."""

from __future__ import annotations

import zipfile

from reader.text.fold import fold_key


def entry(name: str) -> zipfile.ZipInfo:
    """Return a file of an archive with a fixed date, compressed."""
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def free_name(name: str, taken: set[str]) -> str:
    """Return a name that no other file has, in whatever case, and add it to those that are ``taken``."""
    free, number = name, 2
    while fold_key(free) in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(fold_key(free))
    return free
