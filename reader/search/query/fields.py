"""The fields that a query can ask for. One row a field; the parser, completion and the help read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation.model import Annotation, Ink, State
from reader.library.article import Status
from reader.text.fold import fold_key, is_blank
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A field: its name, what it asks for in words (not yet translated), and other names for it.

    ``of_annotation``: it asks about an annotation, not about an article. ``values``: all that it can have, if they are few.
    """

    name: str
    about: str
    other_names: tuple[str, ...] = ()
    of_annotation: bool = False
    values: tuple[str, ...] = ()


HAS_OF_ANNOTATION: dict[str, Callable[[Annotation], bool]] = {
    "annotation": lambda _annotation: True,
    "note": lambda annotation: not is_blank(annotation.note),
    "tag": lambda annotation: bool(annotation.tags),
}
"""What `has:` can ask of an annotation."""
HAS = (*HAS_OF_ANNOTATION, "title", "author", "source", "date", "lang")
"""What `has:` can ask for; the rest is about an article."""

_ROWS = (
    FieldKind("tag", N_("a tag and the tags below it"), ("tags", "code"), of_annotation=True),
    FieldKind("note", N_("words of the note"), ("notes",), of_annotation=True),
    FieldKind("ink", N_("the ink of the highlight"), (), of_annotation=True, values=tuple(Ink)),
    FieldKind("state", N_("how sure the place is"), ("states",), of_annotation=True, values=tuple(State)),
    FieldKind("by", N_("who annotated"), ("coder",), of_annotation=True),
    FieldKind("title", N_("words of the title")),
    FieldKind("source", N_("words of the source"), ("sources", "journal")),
    FieldKind("author", N_("words of the author"), ("authors",)),
    FieldKind("date", N_("a date or a period: 2024, 2024-03..2024-06, >2024-03"), ("dates",)),
    FieldKind("lang", N_("the language of the article"), ("language",)),
    FieldKind("status", N_("how far it is read"), (), values=tuple(Status)),
    FieldKind("article", N_("the id or the path, or a part of the id"), ("in", "articles")),
    FieldKind("has", N_("whether there is one at all"), (), values=HAS),
    FieldKind("set", N_("a saved search"), ("sets",)),
)
FIELDS: dict[str, FieldKind] = {kind.name: kind for kind in _ROWS}
_SHORT = {"in": "article", "coder": "by", "language": "lang"}
"""Other names that may be written; the rest are slips, for which the right name is offered."""


def is_of_annotation(name: str, value: str) -> bool:
    """Whether a field asks about an annotation; what `has:` asks about depends on its value."""
    return FIELDS[name].of_annotation or (name == "has" and value in HAS_OF_ANNOTATION)


def field_named(name: str) -> FieldKind | None:
    """Return the field that is called ``name``, in any case; None if there is none."""
    name = name.casefold()
    return FIELDS.get(_SHORT.get(name, name))


def nearest(word: str, names: Iterable[str]) -> str:
    """Return the name that is most like ``word``, blind to case and accents; empty if none is like it."""
    from difflib import get_close_matches

    by_key = {fold_key(name): name for name in names}
    close = get_close_matches(fold_key(word), by_key, n=1, cutoff=0.6)
    return by_key[close[0]] if close else ""


def nearest_field(name: str) -> str:
    """Return the field that ``name`` seems to mean; empty if it is not like any."""
    meant = {other: kind.name for kind in _ROWS for other in (kind.name, *kind.other_names)}
    return meant.get(nearest(name, meant), "")
