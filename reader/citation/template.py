"""The user's own format of an excerpt: a text with the names of fields in braces, and ``\\n`` for a line end."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from reader.text.guard import guard
from reader.text.metadata import FIELDS

if TYPE_CHECKING:
    from reader.citation.passage import Passage

DEFAULT = "{quote} {citation}"
NAMES = tuple(dict.fromkeys(("quote", "text", "citation", "place", "key", *FIELDS)))
"""What may stand in braces: the quote with and without quotation marks, its citation, the page or paragraph, the citation
key, and the fields of the metadata.
"""
LONGEST = 500
"""Code points of a template."""
LONGEST_NAME = 40
"""Code points of a template's name."""


def is_template(value: object) -> bool:
    """Whether ``value`` is a template: printable, with a text or citation, and with nothing else in braces than `NAMES`."""
    if not (isinstance(value, str) and len(value) <= LONGEST and value.isprintable()):
        return False
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        return False
    names = [name for _, name, spec, conversion in parts if name is not None and not spec and not conversion]
    return set(names) <= set(NAMES) and len(names) == sum(name is not None for _, name, _, _ in parts) > 0


def is_template_name(name: str) -> bool:
    """Whether a template can be called so: a word or a few, without blanks at the ends."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and name == name.strip()


def filled(template: str, passage: Passage) -> str:
    """Return an excerpt as the template says, without control characters; ValueError if it is no template."""
    if not is_template(template):
        raise ValueError(f"not a template: {template!r}")
    metadata = passage.item.metadata
    values = {name: getattr(metadata, name) for name in FIELDS}
    values |= {"quote": passage.quote, "text": " ".join(passage.paragraphs), "citation": passage.citation.plain}
    values |= {"place": passage.place, "key": passage.key}
    return guard(template.replace("\\n", "\n").format(**values), lines=True)
