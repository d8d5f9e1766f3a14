"""By what the files of articles are known: their suffixes, in lower case."""

from __future__ import annotations

SUFFIXES = (".txt", ".md")
