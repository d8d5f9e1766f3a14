"""What a sitting has left in the places file."""

from __future__ import annotations

import json
from pathlib import Path


def drafts(home: Path) -> list[str]:
    """Return the drafts that are kept, of all articles."""
    file = next((home / "state" / "scolie" / "places").glob("*.json"))
    return [text for place in json.loads(file.read_text()).values() for text in place["drafts"].values()]
