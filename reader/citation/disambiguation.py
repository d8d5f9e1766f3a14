"""Disambiguation of citations that would read alike: by given names, then by more names, then by a letter after the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.styles import citation, style_of
from reader.text.fold import fold_key


def disambiguate(items: Iterable[Item], style: str, language: str) -> dict[str, Disambiguation]:
    """Return, by item id, what each citation adds to differ from the others.

    The order of ``items`` does not matter, except for a style that cites by number: their numbers follow it.

    The rules are those of the *Publication Manual* (8.18 to 8.20) and of CSL's style for ISO 690. First authors who share
    a family name get their given name: always in APA, in ISO 690 only if the year is the same, too. If ``et al.`` makes
    lists of authors equal, they are named up to the first that differs. Citations that are still equal get letters, in
    order of date and title.
    """
    by_id = {item.id: item for item in items}
    if style_of(style).is_numeric:
        return {id_: Disambiguation(number=n) for n, id_ in enumerate(by_id, 1)}
    needed = dict.fromkeys(by_id, UNAMBIGUOUS)

    def cited(id_: str, disambiguation: Disambiguation) -> str:
        return citation(by_id[id_], style, language, "", disambiguation).plain

    def first_author(id_: str) -> str:
        return by_id[id_].names[0].short if by_id[id_].names else ""

    def ambiguous() -> Iterator[list[str]]:
        return _groups(by_id, lambda id_: cited(id_, needed[id_]))

    for group in list(_groups(by_id, first_author) if style_of(style).always_given_names else ambiguous()):
        named = [id_ for id_ in group if by_id[id_].names]
        if len({cited(id_, Disambiguation(given=True)).partition(first_author(id_))[0] for id_ in named}) > 1:
            needed |= {id_: replace(needed[id_], given=True) for id_ in named}
    for group in list(ambiguous()):
        for id_ in group:
            others = [other for other in group if by_id[other].names != by_id[id_].names]
            for count in range(2, len(by_id[id_].names) + 1) if others else ():
                longer = cited(id_, replace(needed[id_], names=count))
                if all(cited(other, replace(needed[other], names=count)) != longer for other in others):
                    needed[id_] = replace(needed[id_], names=count)
                    break
    for group in list(ambiguous()):
        group.sort(key=lambda id_: (by_id[id_].date_parts, fold_key(by_id[id_].title), id_))
        needed |= {id_: replace(needed[id_], letter=_letter(n)) for n, id_ in enumerate(group)}
    return needed


def _groups(ids: Iterable[str], key: Callable[[str], str]) -> Iterator[list[str]]:
    """Yield the groups of two or more ids that have the same key."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        groups[key(id_)].append(id_)
    return (group for group in groups.values() if len(group) > 1)


def _letter(n: int) -> str:
    """Return ``a`` to ``z``, then ``aa`` and so on."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[n % 26]
