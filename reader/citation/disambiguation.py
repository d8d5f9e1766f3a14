"""Citations that would read alike, told apart: by given names, by more names, and last by a letter after the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reader.citation.item import Item
from reader.citation.styles import citation, style_of
from reader.citation.year_suffix import ALONE, Difference
from reader.text.fold import fold_key


def distinguished(items: Iterable[Item], style: str, language: str) -> dict[str, Difference]:
    """Return by item id what each citation needs beside the others.

    After the *Publication Manual* (8.18 to 8.20) and the rules that CSL states for ISO 690: first authors of one family
    name get their given name (APA always, ISO 690 where the year is one, too); authors that ``et al.`` makes alike are
    named as far as they differ; what is still alike is lettered by date, then by title. The order of ``items`` does not
    matter.
    """
    by_id = {item.id: item for item in items}
    told = dict.fromkeys(by_id, ALONE)

    def printed(id_: str, difference: Difference) -> str:
        return citation(by_id[id_], style, language, "", difference).plain

    def first_author(id_: str) -> str:
        return by_id[id_].names[0].short if by_id[id_].names else ""

    def alike() -> Iterator[list[str]]:
        return _groups(by_id, lambda id_: printed(id_, told[id_]))

    for group in list(_groups(by_id, first_author) if style_of(style).names_namesakes else alike()):
        named = [id_ for id_ in group if by_id[id_].names]
        if len({printed(id_, Difference(given=True)).partition(first_author(id_))[0] for id_ in named}) > 1:
            told |= {id_: replace(told[id_], given=True) for id_ in named}
    for group in list(alike()):
        for id_ in group:
            others = [other for other in group if by_id[other].names != by_id[id_].names]
            for count in range(2, len(by_id[id_].names) + 1) if others else ():
                longer = printed(id_, replace(told[id_], names=count))
                if all(printed(other, replace(told[other], names=count)) != longer for other in others):
                    told[id_] = replace(told[id_], names=count)
                    break
    for group in list(alike()):
        group.sort(key=lambda id_: (by_id[id_].date_parts, fold_key(by_id[id_].title), id_))
        told |= {id_: replace(told[id_], letter=_letter(n)) for n, id_ in enumerate(group)}
    return told


def _groups(ids: Iterable[str], key: Callable[[str], str]) -> Iterator[list[str]]:
    """Yield the ids that share a key with another."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        groups[key(id_)].append(id_)
    return (group for group in groups.values() if len(group) > 1)


def _letter(n: int) -> str:
    """Return ``a`` to ``z``, then ``aa`` and so on."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[n % 26]
