"""One term of a query: a word, a phrase, words near each other, a regular expression, or a field with its value."""

from __future__ import annotations

import re
import unicodedata

from reader.search.query.fields import FIELDS, field_named, nearest_field
from reader.search.query.pattern import BadPatternError, compiled
from reader.search.query.scanner import Scanner
from reader.search.query.tree import Field, Near, Pattern, Phrase, Term, Word
from reader.search.query.values import wrong_value
from reader.text.characters import IGNORABLE
from reader.text.fold import is_blank
from reader.translation import _

MOST_DISTANCE = 1_000
"""The most words between those that are near each other."""
MOST_NEAR = 20
"""How many words can be asked for near each other: all their places are compared."""
_CLOSING = {'"': '"', "“": "”", "«": "»"}
"""The marks around a phrase. The plain one is written twice inside of a phrase."""
_EXACT = re.compile(r"=(?=[^\s()])")
_FIELD = re.compile(f"([^\\W\\d_]+):(?!//)[{IGNORABLE}]*")
_WORD = re.compile(r'[^\s"“«()]+')
_REGEX = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s()]|\Z)", re.DOTALL)
_DISTANCE = re.compile(r"~(\d*)")
_STAR_INSIDE = re.compile(r"\*\w")


def read_field(query: Scanner) -> Field | None:
    """Read ``name ":" [ "=" ] value``; None if no field comes next."""
    start, found = query.at, _FIELD.match(query.text, query.at)
    kind = field_named(found[1]) if found else None
    if found is None or (kind is None and query.text[found.end() : found.end() + 1].strip() in ("", ")")):
        return None  # a word that ends in a colon
    query.at = found.end()
    if kind is None:
        name, every = nearest_field(found[1]), ", ".join(FIELDS)
        offer = _("Do you mean {name}? Otherwise put it in quotation marks.").format(name=f"{name}:")
        choice = _("Ask for one of {names}; or put it in quotation marks.").format(names=every)
        query.fail(_("There is no field “{name}”.").format(name=found[1]), offer if name else choice, start)
    exact = query.take(_EXACT) is not None
    phrase = _quoted(query)
    word = query.take(_WORD) if phrase is None else None
    value = word[0] if word else phrase or ""
    if is_blank(value):
        hint = _("Write it right after the colon, without a space.")
        query.fail(_("{name} has no value.").format(name=f"{kind.name}:"), hint, start)
    prefix = word is not None and value.endswith("*") and len(value) > 1
    field = Field(kind.name, value.removesuffix("*") if prefix else value, exact, prefix, query.since(start))
    if fault := wrong_value(field):
        query.fail(*fault, start)
    return field


def read_term(query: Scanner) -> Term | None:
    """Read ``[ "=" ] ( phrase [ "~" number ] | "/" regex "/" | word [ "*" ] )``; None if it is blank."""
    start = query.at
    exact = query.take(_EXACT) is not None
    if query.char == "/":
        return _pattern(query, start, exact=exact)
    phrase = _quoted(query)
    if phrase is None:
        return _word(query, start, exact=exact)
    if near := query.take(_DISTANCE):
        return _near(query, start, phrase.split(), near[1], exact=exact)
    return None if is_blank(phrase) else Phrase(phrase, exact, query.since(start))


def _quoted(query: Scanner) -> str | None:
    """Read what stands in quotation marks; None if none comes next."""
    closing = _CLOSING.get(query.char)
    if not closing:
        return None
    start, end = query.at, query.text.find(closing, query.at + 1)
    while closing == '"' and end >= 0 and query.text.startswith('""', end):
        end = query.text.find(closing, end + 2)
    if end < 0:
        query.fail(_("A phrase has no end."), _("Close it with {mark}.").format(mark=closing), start)
    query.at = end + 1
    return query.text[start + 1 : end].replace('""', '"')


def _word(query: Scanner, start: int, *, exact: bool) -> Word | None:
    found = query.take(_WORD)
    text = found[0] if found else ""
    if _STAR_INSIDE.search(text):
        hint = _("Use a regular expression, such as {example}.").format(example=r"/so\w*ty/")
        query.fail(_("* stands at the end of a word only."), hint, start)
    prefix = text.endswith("*") and not is_blank(text.rstrip("*"))
    text = text.rstrip("*") if prefix else text
    return None if is_blank(text) else Word(text, exact, prefix, query.since(start))


def _pattern(query: Scanner, start: int, *, exact: bool) -> Pattern:
    found = query.take(_REGEX)
    if found is None:
        query.fail(_("A regular expression has no end."), _("Close it with /; a / inside of it is written \\/."), start)
    # Canonical texts are in NFC, but not all that a keyboard or another program gives is.
    regex = unicodedata.normalize("NFC", found[1].replace("\\/", "/"))
    try:
        compiled(regex, exact)
    except BadPatternError as error:
        hint = _("Put \\ before a sign such as ( [ + to find the sign itself.")
        place = min(found.start(1) + (error.place or 0), query.at)
        query.fail(_("The regular expression cannot be read: {reason}.").format(reason=error), hint, place)
    return Pattern(regex, exact, query.since(start))


def _near(query: Scanner, start: int, words: list[str], distance: str, *, exact: bool) -> Near:
    given = [word for word in words if not is_blank(word.rstrip("*"))]
    if len(given) > MOST_NEAR:
        hint = _("Use at most {count} words.").format(count=MOST_NEAR)
        query.fail(_("Too many words are to be near each other."), hint, start)
    if len(given) < 2 or not distance or int(distance[:9]) > MOST_DISTANCE:
        hint = _('Write "one two"~5 for at most five words between the two; {count} is the most.').format(
            count=MOST_DISTANCE
        )
        query.fail(_("This does not say which words are near each other."), hint, start)
    at = query.since(start)
    parts = (Word(word.rstrip("*"), exact, word.endswith("*"), at) for word in given)
    return Near(tuple(parts), int(distance), at)
