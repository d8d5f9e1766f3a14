"""Canonical text: the one form of an article that every offset counts in.

LF line ends, no byte order mark, Unicode NFC. Nothing else is changed: what a reader sees as noise
(boilerplate, odd spaces) keeps its place, so that offsets hold.
"""

from __future__ import annotations

import hashlib
import unicodedata


def canonical(text: str) -> str:
    """Return ``text`` in canonical form; the function is idempotent."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def sha256(text: str) -> str:
    """Return the hex digest of a canonical text's UTF-8 bytes (lone surrogates kept as they are)."""
    return digest(text.encode("utf-8", "surrogatepass"))


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex."""
    return hashlib.sha256(data).hexdigest()
