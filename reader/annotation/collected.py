"""The basket: passages that a coder has collected over many articles, in an order of the coder's own.

A collected passage is no highlight. Its record is anchored like an annotation, so its words are found again when the text of
the article changes. It belongs to the coder who collected it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reader.annotation.codec import Codec, Stored
from reader.annotation.model import Annotation
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Collected(Stored):
    """A passage that ``coder`` collected at ``created`` (microseconds).

    ``position``: what the basket is sorted by; there may be gaps. ``note``: words of the coder's own that stand below the
    passage. The other fields are those of an annotation.
    """

    id: str
    article: str
    spans: tuple[Span, ...]
    quote: str
    prefix: str = ""
    suffix: str = ""
    sha256: str = ""
    note: str = ""
    coder: str = ""
    created: int = 0
    position: int = 0
    format: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def passage(self) -> Annotation:
        """Return it as an annotation that can be anchored and cited."""
        return Annotation(
            self.id, self.article, self.spans, self.quote, self.prefix, self.suffix, self.sha256,
            note=self.note, coder=self.coder, created=self.created, modified=self.created, format=self.format,
        )  # fmt: skip


Collected.codec = Codec(Collected, sparse=("note", "format"))


def in_order(collected: Iterable[Collected]) -> list[Collected]:
    """Return what was collected in the order of the basket."""
    return sorted(collected, key=lambda each: (each.position, each.created, each.id))


def moved(basket: Sequence[Collected], id_: str, step: int) -> list[Collected]:
    """Return what changes in a ``basket``, which is in order, when one is moved by ``step`` places, to an end at most.

    Positions are given on as they are, so that of two neighbours only these two change. Two that are equal, as two
    programs may have written them, are told apart. Nothing changes if there is none with this id.
    """
    at = next((index for index, each in enumerate(basket) if each.id == id_), None)
    if at is None:
        return []
    positions: list[int] = []
    for each in basket:
        positions.append(max(each.position, positions[-1] + 1) if positions else each.position)
    order = [each for each in basket if each.id != id_]
    order.insert(max(0, min(at + step, len(order))), basket[at])
    placed = [replace(each, position=position) for each, position in zip(order, positions, strict=True)]
    if [each.id for each in placed] == [each.id for each in basket]:
        return []
    before = {each.id: each.position for each in basket}
    return [each for each in placed if each.position != before[each.id]]
