"""What a person asks for: words (all of them), ``"phrases"``, and conditions such as ``tag:souveraineté``.

A quotation mark inside a phrase is written twice, as in ``tag:"le ""gros"" mot"``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.text.fold import is_blank
from reader.text.problem import Problem
from reader.translation import _

KEYS = ("tag", "article", "state", "status")
_PART = re.compile(r'\s*(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>(?:[^"]|"")*)"|(?P<word>[^\s"]+))')
_ASKS = re.compile(rf"(?:^|\s)(?:{'|'.join(KEYS)}):")
_LOOKALIKE = re.compile(r"(?:tags?|articles?|states?|status|author|source|note|coder):")


@dataclass(frozen=True, slots=True)
class Query:
    """Words and phrases to find, and conditions as (key, value)."""

    phrases: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()

    def values(self, key: str) -> tuple[str, ...]:
        """Return what was asked of ``key``."""
        return tuple(value for name, value in self.conditions if name == key)


def asks(text: str) -> bool:
    """Whether ``text`` has a condition, not only phrases."""
    return _ASKS.search(text) is not None


def condition(key: str, value: str) -> str:
    """Return the text that asks for just this value, whatever is in it."""
    doubled = value.replace('"', '""')
    return f'{key}:"{doubled}"'


def parse(text: str) -> Query:
    """Return the query that ``text`` says; Problem for an unknown condition or a phrase without its end."""
    if text.count('"') % 2:
        raise Problem(_("A phrase has no end."), text, _('Close it with ".'))
    phrases: list[str] = []
    conditions: list[tuple[str, str]] = []
    for match in _PART.finditer(text.strip()):
        value = match["phrase"].replace('""', '"') if match["phrase"] is not None else match["word"]
        key = match["key"]
        if key in KEYS:
            conditions.append((key, value))
        elif key and _LOOKALIKE.match(f"{key}:"):
            raise Problem(
                _("One cannot ask for that."), f"{key}:{value}", _("Ask for tag: article: state: or status:.")
            )
        else:
            phrases.append(f"{key}:{value}" if key else value)
    return Query(tuple(phrase for phrase in phrases if not is_blank(phrase)), tuple(conditions))
