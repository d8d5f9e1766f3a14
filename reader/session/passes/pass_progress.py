"""Progress through a tagging pass: what is left, how much, and what comes next.

Sentences are visited article by article. Where nothing was decided yet, their number is kept, so that the article need
not be read. Hits and suggestions are looked for once, by `survey`, which may take a while.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reader.annotation.tagging_pass import Answer, Candidates, Pass, Unit
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.session.passes.candidates import candidates_in, check_words
from reader.session.passes.pass_counts import PassCount, counted
from reader.session.passes.passes import (
    decided_in,
    standing,
    touched_articles,
)
from reader.session.passes.suggestions import Suggester, Suggestion
from reader.text.problem import Problem
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that is asked about; ``words`` say why, with their shares, if it was suggested."""

    article: str
    span: Span
    words: tuple[tuple[str, float], ...] = ()


@dataclass
class PassProgress:
    """The way through a tagging pass. After `survey` the counts of all articles are known."""

    workspace: Workspace
    tagging_pass: Pass
    suggester: Suggester = field(default_factory=Suggester)
    articles: list[str] = field(default_factory=list)
    _counts: dict[str, PassCount] = field(default_factory=dict)
    _candidates: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    """By article, its text and structure, and what the pass asks about in it."""
    _suggested: list[Suggestion] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)

    # -- counts

    def survey(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Count in all articles of the pass, as long as it is ``wanted``; Problem if its words cannot be looked for."""
        check_words(self.workspace, self.tagging_pass)
        self.articles = list(standing(self.workspace, self.tagging_pass))
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            self._suggested = self.suggester.suggestions(self.workspace, self.tagging_pass, wanted=wanted)
        touched = touched_articles(self.workspace)
        articles = {article.id: article for article in self.workspace.articles()}
        sentences = SentenceCounts(self.workspace)
        tagging_pass = self.tagging_pass
        counts_sentences = tagging_pass.candidates is Candidates.SENTENCES and tagging_pass.unit is not Unit.PARAGRAPH
        for name in self.articles:
            if not wanted():
                break
            if counts_sentences and name not in touched and name in articles:
                self._counts[name] = PassCount(name, 0, 0, 0, sentences.of(articles[name]))
            else:
                self.look(name)
        sentences.save()

    def look(self, article: str) -> list[Answer]:
        """Count again in an article, and return the answer to each candidate; none if it cannot be read."""
        try:
            answers = decided_in(self.workspace, self.tagging_pass, article).of(self.candidates_in(article))
        except Problem:
            answers = []  # it cannot be read, which `scolie check` reports
        self._counts[article] = counted(article, answers)
        self._answers[article] = answers
        return answers

    def answer_to(self, article: str, span: Span) -> Answer:
        """Return the answer to the candidate at a span, as of the last `look` at its article."""
        answers = zip(self.candidates_in(article), self._answers.get(article, []), strict=False)
        return next((answer for candidate, answer in answers if candidate.overlaps(span)), Answer.LEFT)

    def candidates_in(self, article: str) -> tuple[Span, ...]:
        """Return what the pass asks about in an article, in order."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            return tuple(sorted(each.span for each in self._suggested if each.article == article))
        version = self.workspace.version(article)
        last = self._candidates.get(article)
        if last is None or last[0] != version:
            last = self._candidates[article] = version, candidates_in(self.workspace, self.tagging_pass, article)
        return last[1]

    @property
    def left(self) -> int:
        """How many candidates are left in all."""
        return sum(count.left for count in self._counts.values())

    @property
    def total(self) -> int:
        """How many candidates there are in all."""
        return sum(count.total for count in self._counts.values())

    @property
    def skipped(self) -> int:
        """How many were skipped on this visit."""
        return sum(count.skipped for count in self._counts.values())

    @property
    def decided(self) -> int:
        """How many were decided or skipped."""
        return self.total - self.left

    def place(self, article: str, span: Span) -> int | None:
        """Return the number of the candidate at a span, from 1 in the order of the pass; None if there is none."""
        if article not in self.articles:
            return None
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            matches = (each.article == article and each.span.overlaps(span) for each in self._suggested)
            return next((number for number, is_match in enumerate(matches, start=1) if is_match), None)
        before = sum(
            self._counts[name].total for name in self.articles[: self.articles.index(article)] if name in self._counts
        )
        candidates = self.candidates_in(article)
        at = bisect_left(candidates, span.start + 1, key=lambda candidate: candidate.end)
        return before + at + 1 if at < len(candidates) and candidates[at].start < span.end else None

    # -- the next candidate

    def left_in(self, article: str) -> list[Span]:
        """Return the candidates of an article that are left, in order."""
        answers = self.look(article)
        candidates = self.candidates_in(article) if answers else ()
        return [span for span, answer in zip(candidates, answers, strict=True) if answer is Answer.LEFT]

    def before(self, article: str, span: Span) -> Candidate | None:
        """Return the candidate before the one at a span, decided or not, in this or an earlier article; None: there is none.

        Suggestions are in their own order.
        """
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            place = self.place(article, span)
            earlier = self._suggested[place - 2] if place and place > 1 else None
            return Candidate(earlier.article, earlier.span, earlier.words) if earlier else None
        at = self.articles.index(article) if article in self.articles else 0
        for name in [article, *reversed(self.articles[:at])]:
            try:
                spans = [each for each in self.candidates_in(name) if name != article or each.end <= span.start]
            except Problem:
                continue  # it cannot be read, which `scolie check` reports
            if spans:
                return Candidate(name, spans[-1])
        return None

    def is_long_way_back(self, article: str, span: Span) -> bool:
        """Whether an article that takes longer to read than a key may wait comes before the candidate at a span."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS or article not in self.articles:
            return False
        if any(each.end <= span.start for each in self.candidates_in(article)):
            return False
        return any(map(self.workspace.texts.is_slow, self.articles[: self.articles.index(article)][-1:]))

    def every(self, article: str) -> Iterator[Candidate]:
        """Yield the candidates of an article: suggestions in their own order, others in text order."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            yield from (
                Candidate(each.article, each.span, each.words) for each in self._suggested if each.article == article
            )
        else:
            yield from (Candidate(article, span) for span in self.candidates_in(article))

    def following(self, article: str, position: int) -> Iterator[Candidate]:
        """Yield the candidates left: after ``position`` in an article, in the articles after it, then from the start.

        Suggestions come in their own order.
        """
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            yield from self._suggestions_left()
            return
        order = self.articles
        at = order.index(article) if article in order else 0
        here = self.left_in(article) if article in order else []
        yield from (Candidate(article, span) for span in here if span.start >= position)
        for name in [*order[at + (article in order) :], *order[:at]]:
            count = self._counts.get(name)
            if count is None or count.left:
                yield from (Candidate(name, span) for span in self.left_in(name))
        yield from (Candidate(article, span) for span in here if span.start < position)

    def is_long_way(self, article: str, position: int) -> bool:
        """Whether an article that takes longer to read than a key may wait comes before the next candidate."""
        if self.tagging_pass.candidates is not Candidates.SENTENCES or article not in self.articles:
            return False
        if any(span.start >= position for span in self.left_in(article)):
            return False
        at = self.articles.index(article)
        order = [*self.articles[at + 1 :], *self.articles[:at]]
        following = next((name for name in order if name in self._counts and self._counts[name].left), None)
        return following is not None and self.workspace.texts.is_slow(following)

    def _suggestions_left(self) -> Iterator[Candidate]:
        left: dict[str, list[Span]] = {}
        for each in self._suggested:
            if each.article not in left:
                left[each.article] = self.left_in(each.article)
            if each.span in left[each.article]:
                yield Candidate(each.article, each.span, each.words)
