"""Suggested passages of a tagging pass: the sentences most like those with its tags, and the words they share.

The sentences of the articles are indexed once a sitting, and again when an article has changed. That takes seconds for a
thousand articles, so the screen does it in the background. A ranking then takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reader.annotation.tagging_pass import Answer, Pass
from reader.files.state import FileState
from reader.search.ranking import Ranking, as_written, words_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.session.passes.passes import decided_in, has_tags, standing, touched_articles
from reader.store.interface import LIBRARY
from reader.text.document import SKIPPED
from reader.text.problem import Problem
from reader.text.span import Span

LIMIT = 100
"""Suggestions at a time; when they are decided, the sentences are ranked again."""
TOLD = 5
"""The words that are named beside a suggestion, at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence, its score, and the words that weighed, as they are written there, each with its share of the score."""

    article: str
    span: Span
    score: float
    words: tuple[tuple[str, float], ...]


@dataclass
class Suggester:
    """Knows the sentences of the articles that it was asked about."""

    _ranking: Ranking = field(default_factory=Ranking)
    _places: list[tuple[str, Span]] = field(default_factory=list)
    _known: dict[str, tuple[FileState | None, str, range]] = field(default_factory=dict)
    """By article: the stamp of the file and the digest of the text that was taken in, and the numbers of its sentences."""

    def suggestions(
        self, workspace: Workspace, one: Pass, limit: int = LIMIT, wanted: Callable[[], bool] = lambda: True
    ) -> list[Suggestion]:
        """Return the undecided sentences most like the tagged ones in all the library, best first.

        There are none if nothing is tagged, or when they are not ``wanted`` any more.
        """
        languages = {article.id: article.metadata.language for article in workspace.articles()}
        tagged = self._tagged(workspace, one)
        asked = [name for name in standing(workspace, one) if name in languages]
        for name in dict.fromkeys([*asked, *tagged]):
            if not wanted():
                return []
            self._take_in(workspace, name, languages.get(name, ""))
        touched = touched_articles(workspace)
        like, among = [], []
        for name in dict.fromkeys([*asked, *tagged]):
            numbers = list(self._known[name][2]) if name in self._known else []
            spans = [self._places[number][1] for number in numbers]
            if name in tagged:
                like += [at for at, span in zip(numbers, spans, strict=True) if any(map(span.overlaps, tagged[name]))]
            if name in asked:
                said = decided_in(workspace, one, name).of(spans) if name in touched else [Answer.LEFT] * len(spans)
                among += [at for at, answer in zip(numbers, said, strict=True) if answer is Answer.LEFT]
        found = self._ranking.most_like(like, among, limit)
        return [self._told(workspace, one.number, one.score, one.words) for one in found]

    @staticmethod
    def _tagged(workspace: Workspace, one: Pass) -> dict[str, list[Span]]:
        """Return by article the passages that any coder gave the tags of the pass."""
        found: dict[str, list[Span]] = {}
        wanted = set(workspace.codebook.paths(one.tags))
        paths = workspace.codebook.paths
        for name, summary in workspace.summaries.all().items():
            if name != LIBRARY and any(wanted <= set(paths(ids)) for ids in summary.tagged):
                spans = [
                    span
                    for annotation in annotations_in(workspace, name)
                    if has_tags(workspace, one, annotation)
                    for span in annotation.spans
                ]
                if spans:
                    found[name] = spans
        return found

    def _take_in(self, workspace: Workspace, article: str, language: str) -> None:
        known, stamp = self._known.get(article), workspace.catalogue.state_of(article)
        if known and stamp and known[0] == stamp:
            return
        try:
            digest, document = workspace.digest(article), workspace.document(article)
        except Problem:
            return  # it cannot be read, which `scolie check` reports
        if workspace.texts.is_outdated(article):
            stamp = None  # what was read is older than the file
        if known and known[1] == digest:
            self._known[article] = (stamp, *known[1:])
            return
        # Sentences of a text that has changed stay in the statistics for this sitting; nothing points to them any more.
        first = len(self._places)
        for index, block in enumerate(document.blocks):
            if block.kind not in SKIPPED:
                for sentence in document.sentences_of(index):
                    self._ranking.add(words_of(sentence.of(document.text), language))
                    self._places.append((article, sentence))
        self._known[article] = (stamp, digest, range(first, len(self._places)))

    def _told(
        self, workspace: Workspace, number: int, score: float, words: tuple[tuple[str, float], ...]
    ) -> Suggestion:
        article, span = self._places[number]
        told = words[:TOLD]
        written = as_written(span.of(workspace.text(article)), [word for word, _ in told])
        shares = tuple((word, part / score) for word, (_, part) in zip(written, told, strict=True))
        return Suggestion(article, span, score, shares)
