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
MOST_WORDS = 5
"""Words that are named beside a suggestion, at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence, its score, and the words that count, as spelled there, each with its share of the score."""

    article: str
    span: Span
    score: float
    words: tuple[tuple[str, float], ...]


@dataclass
class Suggester:
    """Ranks sentences. It indexes the articles that it is asked about."""

    _ranking: Ranking = field(default_factory=Ranking)
    _places: list[tuple[str, Span]] = field(default_factory=list)
    _indexed: dict[str, tuple[FileState | None, str, range]] = field(default_factory=dict)
    """By article: the state of the file, the text and structure that were indexed, and the numbers of the sentences."""

    def suggestions(
        self, workspace: Workspace, tagging_pass: Pass, limit: int = LIMIT, wanted: Callable[[], bool] = lambda: True
    ) -> list[Suggestion]:
        """Return the undecided sentences most like the tagged ones in all the library, best first.

        There are none if nothing is tagged, or when they are not ``wanted`` any more.
        """
        languages = {article.id: article.metadata.language for article in workspace.articles()}
        tagged = self._tagged(workspace, tagging_pass)
        asked = [name for name in standing(workspace, tagging_pass) if name in languages]
        for name in dict.fromkeys([*asked, *tagged]):
            if not wanted():
                return []
            self._index(workspace, name, languages.get(name, ""))
        touched = touched_articles(workspace)
        like, among = [], []
        for name in dict.fromkeys([*asked, *tagged]):
            numbers = list(self._indexed[name][2]) if name in self._indexed else []
            spans = [self._places[number][1] for number in numbers]
            if name in tagged:
                like += [at for at, span in zip(numbers, spans, strict=True) if any(map(span.overlaps, tagged[name]))]
            if name in asked:
                answers = (
                    decided_in(workspace, tagging_pass, name).of(spans)
                    if name in touched
                    else [Answer.LEFT] * len(spans)
                )
                among += [at for at, answer in zip(numbers, answers, strict=True) if answer is Answer.LEFT]
        ranked = self._ranking.most_like(like, among, limit)
        return [self._suggestion(workspace, match.number, match.score, match.words) for match in ranked]

    @staticmethod
    def _tagged(workspace: Workspace, tagging_pass: Pass) -> dict[str, list[Span]]:
        """Return by article the passages that any coder gave the tags of the pass."""
        tagged: dict[str, list[Span]] = {}
        wanted = set(workspace.codebook.paths(tagging_pass.tags))
        paths = workspace.codebook.paths
        for name, summary in workspace.summaries.all().items():
            if name != LIBRARY and any(wanted <= set(paths(ids)) for ids in summary.tagged):
                spans = [
                    span
                    for annotation in annotations_in(workspace, name)
                    if has_tags(workspace, tagging_pass, annotation)
                    for span in annotation.spans
                ]
                if spans:
                    tagged[name] = spans
        return tagged

    def _index(self, workspace: Workspace, article: str, language: str) -> None:
        last, state = self._indexed.get(article), workspace.catalogue.state_of(article)
        try:
            version = workspace.version(article)
            if last and state and last[:2] == (state, version):
                return
            document = workspace.document(article)
        except Problem:
            return  # it cannot be read, which `scolie check` reports
        if workspace.texts.is_outdated(article):
            state = None  # the text is older than the file
        if last and last[1] == version:
            self._indexed[article] = (state, *last[1:])
            return
        # Sentences of an outdated text stay in the ranking's statistics for this sitting, but are not suggested.
        first = len(self._places)
        for index, block in enumerate(document.blocks):
            if block.kind not in SKIPPED:
                for sentence in document.sentences_of(index):
                    self._ranking.add(words_of(sentence.of(document.text), language))
                    self._places.append((article, sentence))
        self._indexed[article] = (state, version, range(first, len(self._places)))

    def _suggestion(
        self, workspace: Workspace, number: int, score: float, words: tuple[tuple[str, float], ...]
    ) -> Suggestion:
        article, span = self._places[number]
        named = words[:MOST_WORDS]
        written = as_written(span.of(workspace.text(article)), [word for word, _ in named])
        shares = tuple((word, part / score) for word, (_, part) in zip(written, named, strict=True))
        return Suggestion(article, span, score, shares)
