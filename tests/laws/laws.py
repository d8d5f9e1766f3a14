"""The laws that still have offenders: nothing joins them, nothing grows among them, and what is mended leaves.

``offenders.toml`` has a section a law, with the most that there may be of each.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.laws import budgets, habits, private_names, translatable

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).parent / "offenders.toml"


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its section in the file, what it says, and how its offenders are counted."""

    name: str
    text: str
    found: Callable[[], dict[str, int]]

    def allowed(self) -> dict[str, int]:
        """Return what may still break the law, and how much of it."""
        offenders: dict[str, int] = tomllib.loads(FILE.read_text(encoding="utf-8"))[self.name]
        return offenders


LAWS = (
    Law("methods", "A class has at most 30 methods, those of our own bases counted.", budgets.many_methods),
    Law("class-lines", "A class takes at most 300 lines, those of our own bases counted.", budgets.long_classes),
    Law("file-lines", "A file has at most 400 lines.", budgets.long_files),
    Law("textual", "Private names of Textual stand in tui/terminal/textual_internals.py only.",
        private_names.uses_of_textual),
    Law("tests-private", "A test uses no private name.", private_names.uses_by_tests),
    Law("swallowing", "Who catches every exception uses it.", habits.swallowing),
    Law("sleeping", "No test sleeps.", habits.sleeping),
    Law("translatable", "What a person reads is marked for translation, outside f-strings.", translatable.untranslated),
    Law("test-imports", "No test module imports another.", habits.building_on_others),
    Law("exemptions", "An exemption from a check says why.", habits.exempt_without_reason),
)  # fmt: skip
