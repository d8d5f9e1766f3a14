"""Identifiers that other programs need: a UUID for each thing, the same at each export."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5


def guid_of(id_: str, kind: str = "annotation") -> str:
    """Return the GUID of one of the library's ids: itself if it is a UUID, else its UUID of version 5 (RFC 9562)."""
    try:
        return str(UUID(id_))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"scolie:{kind}:{id_}"))


def part_guid(id_: str, number: int) -> str:
    """Return the GUID of one of the passages of an annotation, numbered from 0; the first has the annotation's own."""
    guid = guid_of(id_)
    return str(uuid5(NAMESPACE_URL, f"scolie:part:{guid}:{number}")) if number else guid


def record_id(key: str) -> str:
    """Return the id for a record from another program's key: a UUID as it is, of anything else a UUID of its own."""
    return guid_of(key)
