"""Canonical text: the one form of an article that every offset counts in.

LF line ends, no byte order mark, Unicode NFC. Nothing else is changed: what a reader sees as noise
(boilerplate, odd spaces) keeps its place, so that offsets hold.
"""

from __future__ import annotations

import sys
import unicodedata

if False:  # TYPE_CHECKING, without loading typing
    from typing import Any


def _own_sha256() -> Any:
    """Return the SHA-256 that comes with Python, as `hashlib` finds it where there is no OpenSSL."""
    try:
        return __import__("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256
    except ImportError:
        from hashlib import sha256

        return sha256


_sha256 = _own_sha256()
_LITTLE = 262_144
"""Bytes whose digest Python's own SHA-256 has found before `hashlib` has loaded OpenSSL, which is the quicker of the two."""


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
    if len(data) <= _LITTLE:
        return str(_sha256(data).hexdigest())
    import hashlib

    return hashlib.sha256(data).hexdigest()
