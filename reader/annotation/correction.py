"""Corrections of an article's structure as records, anchored like annotations.

What a correction does to a text is in `reader.text.correction`. It belongs to the article and not to the coder who made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.annotation.codec import Codec, Stored
from reader.annotation.model import Annotation
from reader.text.correction import Action
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class CorrectionRecord(Stored):
    """A correction that ``coder`` made at ``created`` (microseconds). The other fields are those of an annotation."""

    id: str
    action: Action
    spans: tuple[Span, ...]
    quote: str
    prefix: str = ""
    suffix: str = ""
    sha256: str = ""
    coder: str = ""
    created: int = 0
    format: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def passage(self, article: str) -> Annotation:
        """Return its place as an annotation that can be anchored."""
        words = (self.quote, self.prefix, self.suffix)
        return Annotation(self.id, article, self.spans, *words, self.sha256, format=self.format)


CorrectionRecord.codec = Codec(CorrectionRecord, sparse=("format",))
