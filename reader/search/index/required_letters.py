"""The letters that a text must have for a regular expression to find something in it, as far as that is plain to see.

Only what `regex` and every other engine read alike is understood: characters one after another, classes, and repetitions of
one of them. Of an expression with a group, an alternative or anything rarer nothing is said.
"""

from __future__ import annotations

import re

from reader.text.fold import fold_key

FEWEST = 3
"""Letters of a run that is worth looking for."""
_PART = re.compile(r"(?P<letter>[^\W_])|\\[bBdDsSwWnrt]|\\[^\w\s]|\[\^?[^][\\^]+\]|[^][\\(){}|*+?]")
_REPEATED = re.compile(r"(?:[*+?]|\{\d*(?:,\d*)?\})[+?]?")
_PLAIN = re.compile("[A-Za-z0-9À-ÖØ-Þà-öø-ÿ]")
"""Letters that fold like all that engines take for them where case does not count; ß does not."""


def required_letters(regex: str) -> tuple[str, ...]:
    """Return folded runs of letters; every text in which ``regex`` finds something has each of them inside of one word."""
    runs = [""]
    at = 0
    while at < len(regex):
        part = _PART.match(regex, at)
        if part is None:
            return ()
        repeated = _REPEATED.match(regex, part.end())
        if part["letter"] and _PLAIN.match(part["letter"]) and not repeated:
            runs[-1] += part["letter"]
        else:
            runs.append("")
        at = (repeated or part).end()
    return tuple(dict.fromkeys(fold_key(run) for run in runs if len(run) >= FEWEST))
