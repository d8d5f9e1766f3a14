"""Items for tests of citations."""

from __future__ import annotations

from dataclasses import replace

from reader.citation.item import Item
from reader.text.metadata import Metadata


def item(id: str, *fields: str, **named: str) -> Item:
    """Return an item with these fields of its metadata."""
    return Item(id, Metadata(*fields, **named))


def varied(one: Item, **fields: str) -> Item:
    """Return an item with other values for some fields of its metadata."""
    return replace(one, metadata=replace(one.metadata, **fields))
