"""The articles as the list shows them: sorted and filtered. Title lines, and the keys to the next article, follow it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.layout.bar import place_fact
from reader.translation import _, pgettext


class ListedArticles:
    """What the list showed last. Empty, and not known, until it was filled."""

    def __init__(self) -> None:
        self.ids: Sequence[str] = ()
        self.sort, self.filter = "", ""
        self.is_known = False
        self._at: dict[str, int] = {}

    def show(self, ids: Sequence[str], sort: str = "", words: str = "") -> None:
        """Take in what the list shows."""
        self.ids, self.sort, self.filter, self.is_known = ids, sort, words, True
        self._at = {id_: number for number, id_ in enumerate(ids)}

    def forget(self) -> None:
        """Know nothing of the list until it is shown again."""
        self.show(())
        self.is_known = False

    def position(self, article: str) -> int | None:
        """Return the place of an article in the list, from 0; None if it is not there."""
        return self._at.get(article)

    def facts(self, article: str) -> tuple[str, ...]:
        """Return the place of an article in the list, and how that is filtered and sorted; nothing if it is not known."""
        at = self.position(article)
        place = "" if at is None else place_fact(at, len(self.ids))
        return tuple(filter(None, (place, filter_fact(self.filter), sort_fact(self.sort)))) if self.is_known else ()


def filter_fact(words: str) -> str:
    """Return the words that a list is filtered by, as a title line shows them."""
    return _("filter: {words}").format(words=words.strip()) if words.strip() else ""


def sort_fact(sort: str) -> str:
    """Return the order of the list, as a title line shows it."""
    match sort:
        case "title":
            return pgettext("order of a list", "by title")
        case "date":
            return pgettext("order of a list", "by date")
        case "source":
            return pgettext("order of a list", "by source")
        case "status":
            return pgettext("order of a list", "by status")
        case "annotations":
            return pgettext("order of a list", "by annotations")
    return ""
