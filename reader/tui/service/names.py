"""How the title, the status row and messages call an annotation, an article, a library and an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.annotation.codebook import Codebook
from reader.annotation.edit_names import edit_name
from reader.layout.bar import BETWEEN
from reader.layout.cells import middle_cut
from reader.layout.hit_order import Order
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _, pgettext

if TYPE_CHECKING:
    from reader.session.annotations.undone import Undone

TAGS_CELLS, QUOTE_LETTERS, TITLE_LETTERS, ABOUT_LETTERS = 40, 24, 24, 60
"""The most that a name shows of tags, of a quote and of a title."""


def quoted(text: str) -> str:
    """Return the beginning of a passage in quotation marks."""
    return _("“{quote}”").format(quote=nested(clipped(text, QUOTE_LETTERS)))


def titled(title: str) -> str:
    """Return the beginning of a title in quotation marks."""
    return _("“{quote}”").format(quote=nested(clipped(title, TITLE_LETTERS)))


def tag_names(paths: Sequence[str]) -> str:
    """Return tags as ``#pont #mer``; long ones lose their middle."""
    return middle_cut(" ".join(f"#{path}" for path in paths), TAGS_CELLS)


def order_fact(order: Order) -> str:
    """Return the order of a concordance, as a title line shows it; nothing for that of articles and text."""
    match order:
        case Order.RIGHT:
            return pgettext("order of a list", "by the word on the right")
        case Order.LEFT:
            return pgettext("order of a list", "by the word on the left")
        case Order.DATE:
            return pgettext("order of a list", "by date")
        case Order.SOURCE:
            return pgettext("order of a list", "by source")
        case _:
            return ""


def annotation_name(codebook: Codebook, tags: Sequence[str], quote: str) -> str:
    """Return what an annotation is called: its tags (ids) and how its passage begins."""
    return BETWEEN.join(part for part in (tag_names(codebook.paths(tags)), quoted(quote)) if part)


def changed_line(codebook: Codebook, undone: Undone) -> str:
    """Return what an edit was about, for the message on its undo."""
    annotation = undone.annotation
    if annotation and (pattern := _of_annotation().get(undone.what)):
        named = codebook.with_tags(undone.gone) if undone.gone else codebook
        return pattern.format(annotation=annotation_name(named, annotation.tags, annotation.quote))
    return clipped(f"{edit_name(undone.what)} {undone.about}", ABOUT_LETTERS)


def _of_annotation() -> dict[str, str]:
    """Return what a message calls an edit of one annotation, by what the history calls it."""
    return {
        "highlight": _("highlight of {annotation}"),
        "tag": _("tags of {annotation}"),
        "note": _("note on {annotation}"),
        "boundary": _("range of {annotation}"),
        "delete": _("deletion of {annotation}"),
        "accept": _("place of {annotation}"),
        "move": _("place of {annotation}"),
        "orphan": _("place of {annotation}"),
        "edit": _("change of {annotation}"),
    }
