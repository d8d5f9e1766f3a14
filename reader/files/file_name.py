"""Names for files that the program makes from words of a person or of another program."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from reader.text.guard import guard

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
"""What a file name cannot contain on some system, and what would steer a terminal."""
_LONGEST = 120
"""Bytes of a name without its suffix, in UTF-8; file systems take 255."""


_LONGEST_TAKEN = 200
"""Bytes of the name of another file. There is room for a number, and for the name of a draft of it."""


def taken_name(name: str, otherwise: str) -> str:
    """Return the name of a file for a copy of it: the same, unless it is too long or has what would steer a terminal.

    ``otherwise`` is its name without suffix if nothing stays of that.
    """
    if len(os.fsencode(name)) <= _LONGEST_TAKEN and guard(name) == name:
        return name
    path = Path(name)
    return (fit_file_name(path.stem) or otherwise) + path.suffix


def fit_file_name(words: str) -> str:
    """Return words as a file name without suffix that every file system takes, in NFC; empty if nothing stays of them."""
    name = " ".join(unicodedata.normalize("NFC", _UNFIT.sub(" ", words)).split())
    name = name.encode()[:_LONGEST].decode("utf-8", "ignore")
    return name.strip(" .")
