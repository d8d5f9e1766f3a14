"""Metadata: what is known about an article besides its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; unknown fields are empty.

    ``author`` may name several, as `citation.name.names` reads them. ``date`` begins with ``YYYY``, ``YYYY-MM`` or
    ``YYYY-MM-DD``, or is as it was written if it was not understood. ``language`` is a language tag such as ``fr``.
    """

    title: str = ""
    author: str = ""
    source: str = ""
    date: str = ""
    url: str = ""
    language: str = ""


UNKNOWN = Metadata()
"""Nothing is known."""
FIELDS = tuple(field.name for field in fields(Metadata))


def given_fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return the metadata that a record gives; empty fields and values that are not text are left out."""
    return {name: value for name in FIELDS if isinstance(value := record.get(name), str) and value}
