"""Annotations as the choices of a picker: the quote, the tags and the article beside it, all of it in the preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.annotation.codebook import Codebook
from reader.annotation.model import Annotation
from reader.layout.table import Column
from reader.search.jump import Entry, JumpIndex, Match
from reader.text.title import clipped
from reader.tui.dialog.choices import Choice
from reader.tui.service.names import tag_names

COLUMNS = (Column(20, least=12), Column(18, rank=2, least=12))
"""Beside a quote: its tags, and its article."""
LINE = 160
"""Characters of a quote that are searched and stand in its row at most."""
WHOLE = 400
"""Characters of a quote that a preview shows at most."""


class AnnotationChoices:
    """Finds annotations by their words, tags and article."""

    def __init__(self, annotations: Iterable[Annotation], codebook: Codebook, titles: Mapping[str, str]) -> None:
        """``titles`` are those of the articles by id."""
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._codebook, self._titles = codebook, titles
        self._has_articles = len({annotation.article for annotation in self._by_id.values()}) > 1
        self._index = JumpIndex(self._entry(annotation) for annotation in self._by_id.values())

    def _entry(self, annotation: Annotation) -> Entry:
        return Entry(
            annotation.id, clipped(annotation.quote, LINE), " ".join((self._tags(annotation), self._title(annotation)))
        )

    def _tags(self, annotation: Annotation) -> str:
        return " ".join(f"#{path}" for path in self._codebook.paths(annotation.tags))

    def _title(self, annotation: Annotation) -> str:
        return self._titles.get(annotation.article) or annotation.article

    def __call__(self, words: str) -> list[Choice]:
        """Return what a few letters mean. The title of an article stands once for all rows below each other that are of it."""
        choices: list[Choice] = []
        above = ""
        for match in self._index.best(words, 200):
            article = self._by_id[match.id].article
            choices.append(self._choice(match, with_article=self._has_articles and article != above))
            above = article
        return choices

    def _choice(self, match: Match, *, with_article: bool) -> Choice:
        annotation = self._by_id[match.id]
        tags = tag_names(self._codebook.paths(annotation.tags))
        title = self._title(annotation) if with_article else ""
        return Choice(match.id, match.label, (tags, title), match.lit, self._whole(annotation))

    def _whole(self, annotation: Annotation) -> str:
        """Return the quote of an annotation, and below it the note, the tags and the article."""
        note = f"✎ {annotation.note}" if annotation.note else ""
        parts = (clipped(annotation.quote, WHOLE), note, self._tags(annotation), self._title(annotation))
        return "\n".join(filter(None, parts))

    def annotation(self, id_: str) -> Annotation:
        """Return the annotation that a choice stands for."""
        return self._by_id[id_]
