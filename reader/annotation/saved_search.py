"""A saved search: a query with a name, kept in the library, that passes, statistics and other queries can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.annotation.codec import Codec, Stored


@dataclass(frozen=True, slots=True)
class SavedSearch(Stored):
    """A query under a name. Times are microseconds since 1970, UTC."""

    id: str
    name: str
    query: str
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)


SavedSearch.codec = Codec(SavedSearch)
