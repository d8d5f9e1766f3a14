"""Identifiers that other programs need: a UUID for each thing, the same at each export."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5


def guid_of(id_: str, kind: str = "annotation") -> str:
    """Return the GUID of one of the library's ids: itself if it is a UUID, else its UUID of version 5 (RFC 9562)."""
    try:
        return str(UUID(id_))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"scolie:{kind}:{id_}"))
