"""Annotations as the choices of a picker: the passage or the note, the tags and the article beside it, all of it in the preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reader.annotation.codebook import Codebook
from reader.annotation.model import Annotation
from reader.layout.table import Column
from reader.search.jump import NEVER, Match
from reader.search.jump_parts import whole
from reader.search.light import light
from reader.session.search.annotation_index import LINE, AnnotationIndex
from reader.text.span import Span
from reader.text.title import clipped
from reader.translation import ngettext, number
from reader.tui.dialog.choices import Answer, Choice, Growing
from reader.tui.service.names import tag_names

COLUMNS = (Column(20, least=12), Column(18, rank=2, least=12))
"""Beside a quote: its tags, and its article."""
LEAD = 20
"""Characters of a passage before what was typed that its row shows at most, if not from the beginning."""
WHOLE = 400
"""Characters of a quote that a preview shows at most."""
MOST = 200
"""Annotations that are offered at most."""
AT_ONCE = 2000
"""Annotations that are looked through in less time than a key may wait; more of them are in a thread."""


class AnnotationChoices:
    """Finds annotations by their passages, notes, tags and articles."""

    def __init__(
        self,
        index: AnnotationIndex,
        codebook: Codebook,
        titles: Mapping[str, str],
        opened: Mapping[str, float] = NEVER,
    ) -> None:
        """``titles`` are those of the articles by id; ``opened`` is as for `JumpIndex.best`, by name."""
        self._index, self._codebook, self._titles = index, codebook, titles
        self._opened = opened

    def load(self, first: Mapping[str, float] = NEVER) -> Iterator[str]:
        """Take in the annotations, those of the articles that were opened ``first``; yield what is left to do."""
        for left in self._index.load(self._titles, sorted(first, key=lambda article: -first[article])):
            if left:
                text = ngettext("{count} article left to read", "{count} articles left to read", left)
                yield text.format(count=number(left))

    def __call__(self, words: str) -> Answer:
        """Return what a few letters mean."""
        answers = self._index.best(words, MOST, self._opened)
        if self._index.size > AT_ONCE:
            return Growing([], (partial(self.rows, answer) for answer in answers))
        return self.rows(whole(answers))

    def rows(self, matches: list[Match]) -> list[Choice]:
        """Return the rows of matches. The title of an article stands once for all rows below each other that are of it."""
        found = [(match, annotation) for match in matches if (annotation := self._index.annotation(match.id))]
        has_articles = len({annotation.article for _, annotation in found}) > 1
        choices: list[Choice] = []
        above = ""
        for match, annotation in found:
            title = self.title(annotation) if has_articles and annotation.article != above else ""
            choices.append(self.choice(match, annotation, (self.tags(annotation), title)))
            above = annotation.article
        return choices

    def choice(self, match: Match, annotation: Annotation, beside: tuple[str, ...]) -> Choice:
        """Return the row of an annotation: its passage, or its note where only that has what was typed; it begins near that."""
        text, sign = clipped(annotation.quote, LINE), ""
        lit = light(match.tokens, text)
        if annotation.note:
            note = clipped(annotation.note, LINE)
            in_note = light(match.tokens, note)
            if _letters(in_note) > _letters(lit):
                text, sign, lit = note, "✎ ", in_note
        label, shift = _from(text, lit[0].start if lit else 0)
        spans = tuple(Span(span.start + shift + len(sign), span.end + shift + len(sign)) for span in lit)
        return Choice(match.id, f"{sign}{label}", beside, spans, partial(self._whole, annotation))

    def tags(self, annotation: Annotation) -> str:
        """Return the tags of an annotation as they stand beside it."""
        return tag_names(self._codebook.paths(annotation.tags))

    def title(self, annotation: Annotation) -> str:
        """Return the title of its article."""
        return self._titles.get(annotation.article) or annotation.article

    def _whole(self, annotation: Annotation) -> str:
        """Return the quote of an annotation, and below it the note, the tags and the article."""
        note = f"✎ {annotation.note}" if annotation.note else ""
        tags = " ".join(f"#{path}" for path in self._codebook.paths(annotation.tags))
        return "\n".join(filter(None, (clipped(annotation.quote, WHOLE), note, tags, self.title(annotation))))


def _from(text: str, start: int) -> tuple[str, int]:
    """Return the text from a word a little before ``start`` on, and by how much places in it have moved."""
    if start <= LEAD:
        return text, 0
    cut = text.find(" ", start - LEAD, start) + 1 or start
    return f"…{text[cut:]}", 1 - cut


def _letters(spans: tuple[Span, ...]) -> int:
    return sum(span.end - span.start for span in spans)
