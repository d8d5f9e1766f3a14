"""Tagging passes: start, finish and reopen one, and say of each passage whether it is given the tags.

What is decided stands in the article's database, beside the annotation that it may have made: so each step is one line
of one log, all or nothing, and undo takes back both. What is skipped is one record for an article and a coder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.annotation.codebook import checked_path
from reader.annotation.decision import Given, Refusal, Skipped
from reader.annotation.edit import Change
from reader.annotation.model import Annotation, Ink, State
from reader.annotation.selector import describe
from reader.annotation.tagging_pass import (
    Answer,
    Candidates,
    Pass,
    PassState,
    answers,
    with_skipped,
)
from reader.search import match
from reader.search.query import parse
from reader.session.annotations.annotate import annotate, checked_spans
from reader.session.annotations.article_annotations import annotations_in, placed_now
from reader.session.codebook.tag_edits import tag_changes
from reader.session.library.file_notes import note_file
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.store.interface import LIBRARY, Record
from reader.text.document import SKIPPED
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339

PASSES = "passes"
DECISIONS = "decisions"
SKIPPED_TABLE = "skipped"
LONGEST_NAME = 80
"""Code points of a pass's name."""


# -- the passes of the library


def passes(workspace: Workspace) -> list[Pass]:
    """Return every pass, the newest first."""
    found = valid(Pass.from_record, workspace.store.records(LIBRARY, PASSES).values())
    return sorted(found, key=lambda one: (-one.created, one.id))


def pass_of(workspace: Workspace, name: str) -> Pass:
    """Return the pass that ``name`` means: an id, a name, or a unique part of one; else Problem."""
    every, wanted = passes(workspace), fold_key(name).strip()
    for found in (
        [one for one in every if name in (one.id, one.name)],
        [one for one in every if wanted and wanted in fold_key(one.name)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            places = tuple(f"{one.id}  {one.name}" for one in found)
            raise Problem("Several passes match.", name, "Give the id.", places)
    raise Problem("There is no such pass.", name, "See `scolie pass list`.", status=1)


def articles_of(workspace: Workspace, query: str) -> list[str]:
    """Return the ids of the articles whose title, source, author, path or text have what ``query`` asks for."""
    named = {article.id for article in find.articles(workspace, query)}
    if parse(query).phrases:
        named |= {hit.article for hit in find.search(workspace, query)}
    return [article.id for article in workspace.articles() if article.id in named]


def start(
    workspace: Workspace,
    tags: Sequence[str],
    query: str = "",
    candidates: Candidates = Candidates.SENTENCES,
    name: str = "",
    found: Sequence[str] | None = None,
) -> Pass:
    """Start a pass for ``tags`` (paths; new ones are made) over the articles that ``query`` means now, and return it.

    ``found`` are those articles where `articles_of` has been asked already, which takes a while in a large library.
    """
    if not tags:
        raise Problem("A pass needs a tag.", "", "Name one or several.")
    tags = [checked_path(tag) for tag in tags]
    if candidates is Candidates.HITS and not parse(query).phrases:
        raise Problem("A pass over hits needs words to find.", query, "Give a word or a phrase.")
    articles = tuple(articles_of(workspace, query) if found is None else found)
    if not articles:
        raise Problem("No article fits.", query, "Ask for less, or for other words.", status=1)
    name = _checked_name(workspace, name or " + ".join(tags), given=bool(name))
    id_, made = workspace.new_id(), None

    def make() -> list[Change]:
        nonlocal made
        ids, changes = tag_changes(workspace, tags)
        now = workspace.now()
        made = Pass(
            id_, name, ids, query, articles, candidates, coder=workspace.coder, created=now, modified=now
        )  # fmt: skip
        return [*changes, Change(LIBRARY, PASSES, id_, None, made.to_record())]

    workspace.apply("start pass", make, about=name)
    return pass_of(workspace, id_)


def _checked_name(workspace: Workspace, name: str, *, given: bool) -> str:
    name = " ".join(name.split())
    if guard(name) != name or not name:
        raise Problem("A pass cannot have that name.", repr(name), "Type its name again.")
    if len(name) > LONGEST_NAME:
        if given:
            raise Problem(
                "The name of the pass is too long.", name[:40] + "…", f"Use at most {LONGEST_NAME} characters."
            )
        name = name[: LONGEST_NAME - 8] + "…"
    taken = {one.name for one in passes(workspace)}
    if name in taken and given:
        raise Problem("There is a pass of that name.", name, "Give it another name, or go on with that one.")
    return next(
        told for number in range(1, len(taken) + 2) if (told := f"{name} {number}" if number > 1 else name) not in taken
    )


def finish(workspace: Workspace, one: Pass) -> Pass:
    """Finish a pass, whether something is left or not, and return it."""
    return _turned(workspace, one, "finish pass", PassState.FINISHED)


def reopen(workspace: Workspace, one: Pass, found: Sequence[str] | None = None) -> Pass:
    """Begin another visit of a pass, open it if it is finished, and return it.

    It goes over what was skipped and over articles that its query means by now, not over what was refused. ``found`` is
    as for `start`.
    """
    articles = articles_of(workspace, one.query) if found is None else found
    return _turned(workspace, one, "reopen pass", PassState.OPEN, articles)


def _turned(workspace: Workspace, one: Pass, what: str, state: PassState, articles: Sequence[str] = ()) -> Pass:
    workspace.store.refresh()

    def make() -> list[Change]:
        before, _ = workspace.store.get(LIBRARY, PASSES, one.id)
        if before is None:
            raise _gone(one)
        known = Pass.from_record(before)
        if known.state is state is PassState.FINISHED:
            return []
        now = workspace.now()
        after = known.finished(now) if state is PassState.FINISHED else known.reopened(articles, now)
        return [Change(LIBRARY, PASSES, one.id, before, after.to_record())]

    if make():
        workspace.apply(what, make, about=one.name)
    return pass_of(workspace, one.id)


def _gone(one: Pass) -> Problem:
    return Problem("The pass has been taken back.", one.name, "See `scolie pass list`.", status=1)


# -- what is gone through


def candidates_in(workspace: Workspace, one: Pass, article: str) -> tuple[Span, ...]:
    """Return what a pass asks about in an article, in order: hits, or else sentences, without captions and boilerplate."""
    if one.candidates is Candidates.HITS:
        return tuple(match.search(workspace.text(article), parse(one.query).phrases))
    document = workspace.document(article)
    prose = [index for index, block in enumerate(document.blocks) if block.kind not in SKIPPED]
    return tuple(sentence for index in prose for sentence in document.sentences_of(index))


@dataclass(frozen=True, slots=True)
class Decided:
    """The passages of an article that have the tags of a pass, that were refused, and stretches that were skipped."""

    given: tuple[Span, ...]
    refused: tuple[Span, ...]
    skipped: tuple[Span, ...]

    def of(self, candidates: Sequence[Span]) -> list[Answer]:
        """Return what was said of each candidate."""
        return answers(candidates, self.given, self.refused, self.skipped)


def decided_in(workspace: Workspace, one: Pass, article: str) -> Decided:
    """Return what this coder has decided in an article; a passage that had all the tags before the pass is decided, too."""
    given = tuple(
        span
        for annotation in annotations_in(workspace, article)
        if is_given(workspace, one, annotation)
        for span in annotation.spans
    )
    refused = tuple(span for passage in refused_in(workspace, one, article) for span in passage.spans)
    return Decided(given, refused, _skipped(workspace, one, article))


def is_given(workspace: Workspace, one: Pass, annotation: Annotation) -> bool:
    """Whether an annotation is this coder's and has every tag of a pass."""
    return annotation.coder == workspace.coder and has_tags(workspace, one, annotation)


def has_tags(workspace: Workspace, one: Pass, annotation: Annotation) -> bool:
    """Whether an annotation that stands in the text has every tag of a pass."""
    stands = annotation.state in (State.ANCHORED, State.MOVED)
    codebook = workspace.codebook
    wanted = set(codebook.paths(one.tags))
    return stands and bool(wanted) and wanted <= set(codebook.paths(annotation.tags))


def refused_in(workspace: Workspace, one: Pass, article: str) -> list[Annotation]:
    """Return the passages that this coder refused, where they stand now; those whose words have changed are left out."""
    refusals = (
        refusal
        for refusal in valid(Refusal.from_record, workspace.store.records(article, DECISIONS).values())
        if refusal.answer is Answer.REFUSED and refusal.pass_id == one.id and refusal.coder == workspace.coder
    )
    own = [refusal.passage(article) for refusal in refusals]
    return [
        passage for passage in placed_now(workspace, article, own) if passage.state in (State.ANCHORED, State.MOVED)
    ]


def _skipped(workspace: Workspace, one: Pass, article: str) -> tuple[Span, ...]:
    record, _ = workspace.store.get(article, SKIPPED_TABLE, _skipped_id(workspace, one))
    skipped = next(valid(Skipped.from_record, [record] if record else []), None)
    if skipped is None or skipped.visit != one.visit or skipped.sha256 != workspace.digest(article):
        return ()
    return skipped.spans


def _skipped_id(workspace: Workspace, one: Pass) -> str:
    return f"{one.id}:{workspace.coder}"


# -- what is said of a passage


def give(workspace: Workspace, one: Pass, article: str, spans: Sequence[Span], ink: Ink = Ink.YELLOW) -> Annotation:
    """Give a passage the tags of a pass and return the annotation once durable; a refusal of it falls away."""
    one = _open(workspace, one)
    tags = workspace.codebook.paths(one.tags)
    if not tags:
        raise Problem("The tags of the pass have been deleted.", one.name, "Finish it, or take the deletion back.")
    spans = checked_spans(workspace, article, spans)

    def also(id_: str) -> list[Change]:
        given = Given(f"{one.id}:{id_}", one.id, Answer.GIVEN, id_, workspace.coder, workspace.now())
        before, _ = workspace.store.get(article, DECISIONS, given.id)
        changes = [Change(article, DECISIONS, given.id, None, given.to_record())] if before is None else []
        return changes + _unrefused(workspace, one, article, spans)

    return annotate(workspace, article, spans, tags, ink=ink, also=also)


def _unrefused(workspace: Workspace, one: Pass, article: str, spans: Sequence[Span]) -> list[Change]:
    over = [
        passage.id
        for passage in refused_in(workspace, one, article)
        if any(part.overlaps(span) for part in passage.spans for span in spans)
    ]
    return [Change(article, DECISIONS, id_, workspace.store.get(article, DECISIONS, id_)[0], None) for id_ in over]


def refuse(workspace: Workspace, one: Pass, article: str, spans: Sequence[Span]) -> None:
    """Refuse a passage for good: no later visit of the pass asks about these words again."""
    one = _open(workspace, one)
    spans = checked_spans(workspace, article, spans)
    decided = decided_in(workspace, one, article)
    if any(part.overlaps(span) for part in decided.given for span in spans):
        raise Problem("The passage has the tags of the pass.", "", "Delete the annotation first.", status=1)
    if all(any(part.start <= span.start and span.end <= part.end for part in decided.refused) for span in spans):
        return
    text, digest = workspace.text(article), workspace.digest(article)
    selector = describe(text, spans)
    workspace.store.keep_text(text)
    id_ = workspace.new_id()
    words = (selector.quote, selector.prefix, selector.suffix)
    refusal = Refusal(id_, one.id, Answer.REFUSED, spans, *words, digest, workspace.coder, workspace.now())
    record = refusal.to_record()
    note_file(workspace, article)
    workspace.apply("refuse", lambda: [Change(article, DECISIONS, id_, None, record)], article, about=one.name)


def skip(workspace: Workspace, one: Pass, article: str, spans: Sequence[Span]) -> None:
    """Pass over a passage on this visit; the next one asks about it again."""
    one = _open(workspace, one)
    spans = checked_spans(workspace, article, spans)
    text, digest, id_ = workspace.text(article), workspace.digest(article), _skipped_id(workspace, one)

    def make() -> list[Change]:
        before, _ = workspace.store.get(article, SKIPPED_TABLE, id_)
        skipped = _skipped(workspace, one, article)
        after = skipped
        for span in spans:
            after = with_skipped(text, after, span)
        if after == skipped:
            return []
        record = Skipped(id_, one.id, workspace.coder, one.visit, digest, after).to_record()
        return [Change(article, SKIPPED_TABLE, id_, before, record)]

    if make():
        note_file(workspace, article)
        workspace.apply("skip", make, article, about=one.name)


def _open(workspace: Workspace, one: Pass) -> Pass:
    """Return the pass as it is now; Problem if it is finished or gone."""
    record, _ = workspace.store.get(LIBRARY, PASSES, one.id)
    if record is None:
        raise _gone(one)
    now = Pass.from_record(record)
    if now.state is PassState.FINISHED:
        raise Problem("The pass is finished.", one.name, "Reopen it first: `scolie pass reopen`.", status=1)
    return now


# -- how things stand


@dataclass(frozen=True, slots=True)
class Count:
    """How many candidates of an article got which answer."""

    article: str
    given: int
    refused: int
    skipped: int
    left: int

    @property
    def total(self) -> int:
        """All candidates."""
        return self.given + self.refused + self.skipped + self.left


def count_in(workspace: Workspace, one: Pass, article: str) -> Count:
    """Return how many candidates of an article were decided how."""
    return counted(article, decided_in(workspace, one, article).of(candidates_in(workspace, one, article)))


def counted(article: str, said: Sequence[Answer]) -> Count:
    """Return how often each answer is among those of an article."""
    order = (Answer.GIVEN, Answer.REFUSED, Answer.SKIPPED, Answer.LEFT)
    return Count(article, *(said.count(answer) for answer in order))


def standing(workspace: Workspace, one: Pass) -> Iterator[str]:
    """Yield the ids of the articles of a pass that are there."""
    there = {article.id for article in workspace.articles()}
    yield from (id_ for id_ in one.articles if id_ in there)


def touched_articles(workspace: Workspace) -> set[str]:
    """Return the ids of the articles where something is marked, refused or skipped; of the others no log is opened."""
    tables = ("annotations", DECISIONS, SKIPPED_TABLE)
    return {
        name
        for name in workspace.databases_of_articles()
        if any(workspace.store.records(name, table) for table in tables)
    }


def report(workspace: Workspace, one: Pass) -> list[Count]:
    """Return the counts of every article of a pass that can be read, in its order.

    A pass over suggestions counts all sentences: those that nothing suggests are left.
    """
    found = []
    for article in standing(workspace, one):
        try:
            found.append(count_in(workspace, one, article))
        except Problem:
            continue  # its file cannot be read, which `scolie check` tells
    return found


def shown(workspace: Workspace, one: Pass) -> Record:
    """Return a pass as the command line prints it: tag paths, times as RFC 3339."""
    own: Record = {"id": one.id, "name": one.name, "tags": list(workspace.codebook.paths(one.tags))}
    own |= {"query": one.query, "articles": len(one.articles), "candidates": one.candidates.value}
    own |= {"state": one.state.value, "visit": one.visit, "coder": one.coder}
    return {**own, "created": rfc3339(one.created), "modified": rfc3339(one.modified)}
