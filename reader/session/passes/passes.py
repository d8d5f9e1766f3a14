"""Tagging passes: start, finish and reopen one, and decide for each passage whether it gets the tags.

A decision is kept in the article's database, beside the annotation that it may have made. So each step is one line of
one log, which is written as a whole, and undo takes back both. What a coder skips in an article is one record.
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
    Unit,
    answers,
    with_skipped,
)
from reader.session.annotations.annotate import annotate, checked_spans
from reader.session.annotations.article_annotations import annotations_in, placed_now
from reader.session.codebook.tag_edits import tag_changes
from reader.session.library.file_notes import note_file
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.store.interface import LIBRARY, Record
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339
from reader.translation import _

PASSES = "passes"
DECISIONS = "decisions"
SKIPPED_TABLE = "skipped"
LONGEST_NAME = 80
"""Code points of a pass's name."""


# -- the passes of the library


def passes(workspace: Workspace) -> list[Pass]:
    """Return every pass, the newest first."""
    every = valid(Pass.from_record, workspace.store.records(LIBRARY, PASSES).values())
    return sorted(every, key=lambda tagging_pass: (-tagging_pass.created, tagging_pass.id))


def pass_of(workspace: Workspace, name: str) -> Pass:
    """Return the pass that ``name`` means: an id, a name, or a unique part of one; else Problem."""
    every, wanted = passes(workspace), fold_key(name).strip()
    for matches in (
        [tagging_pass for tagging_pass in every if name in (tagging_pass.id, tagging_pass.name)],
        [tagging_pass for tagging_pass in every if wanted and wanted in fold_key(tagging_pass.name)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            places = tuple(f"{tagging_pass.id}  {tagging_pass.name}" for tagging_pass in matches)
            raise Problem(_("Several passes match."), name, _("Give the id."), places)
    raise Problem(_("There is no such pass."), name, _("See `scolie pass list`."), status=1)


def articles_of(workspace: Workspace, query: str) -> list[str]:
    """Return the ids of the articles that ``query`` finds, by their title, source, author, path or text."""
    return [article.id for article in find.articles_with_text(workspace, query)]


def planned(
    workspace: Workspace, tags: Sequence[str], query: str, candidates: Candidates, unit: Unit, articles: Sequence[str]
) -> Pass:
    """Return the pass that `start` would start, to count what it would ask. Nothing is written."""
    known = [tag.id for path in tags if (tag := workspace.codebook.at(workspace.codebook.spelled(path)))]
    ids = tuple(known) if len(known) == len(tags) else ()  # nothing has a tag that is new
    return Pass("", "", ids, query, tuple(articles), candidates, unit, coder=workspace.coder)


def start(
    workspace: Workspace,
    tags: Sequence[str],
    query: str = "",
    candidates: Candidates = Candidates.SENTENCES,
    name: str = "",
    articles: Sequence[str] | None = None,
    unit: Unit = Unit.HIT,
) -> Pass:
    """Start a pass for ``tags`` (paths; new ones are made) over the articles that ``query`` finds now, and return it.

    ``articles`` is what `articles_of` returned, if it was called already; that takes a while in a large library.
    """
    if not tags:
        raise Problem(_("A pass needs a tag."), "", _("Name one or several."))
    tags = [checked_path(tag) for tag in tags]
    if candidates is Candidates.SUGGESTIONS and unit is Unit.PARAGRAPH:
        raise Problem(_("Suggestions are sentences."), unit, _("Leave out the unit, or go through hits or everything."))
    if candidates is Candidates.HITS and not find.has_terms(workspace, query):
        raise Problem(_("A pass over hits needs words to find."), query, _("Give a word or a phrase."))
    covered = tuple(articles_of(workspace, query) if articles is None else articles)
    if not covered:
        raise Problem(_("No article matches."), query, _("Use fewer or other words."), status=1)
    name = _checked_name(workspace, name or " + ".join(tags), given=bool(name))
    id_, made = workspace.new_id(), None

    def make() -> list[Change]:
        nonlocal made
        ids, changes = tag_changes(workspace, tags)
        now = workspace.now()
        made = Pass(
            id_, name, ids, query, covered, candidates, unit, coder=workspace.coder, created=now, modified=now
        )  # fmt: skip
        return [*changes, Change(LIBRARY, PASSES, id_, None, made.to_record())]

    workspace.apply("start pass", make, about=name)
    return pass_of(workspace, id_)


def _checked_name(workspace: Workspace, name: str, *, given: bool) -> str:
    name = " ".join(name.split())
    if guard(name) != name or not name:
        raise Problem(_("A pass cannot have that name."), repr(name), _("Type its name again."))
    if len(name) > LONGEST_NAME:
        if given:
            raise Problem(
                _("The name of the pass is too long."),
                name[:40] + "…",
                _("Use at most {count} characters.").format(count=LONGEST_NAME),
            )
        name = name[: LONGEST_NAME - 8] + "…"
    taken = {tagging_pass.name for tagging_pass in passes(workspace)}
    if name in taken and given:
        raise Problem(
            _("There already is a pass with that name."), name, _("Choose another name, or continue that pass.")
        )
    return next(
        free for number in range(1, len(taken) + 2) if (free := f"{name} {number}" if number > 1 else name) not in taken
    )


def finish(workspace: Workspace, tagging_pass: Pass) -> Pass:
    """Finish a pass, even if passages are left, and return it."""
    return _with_state(workspace, tagging_pass, "finish pass", PassState.FINISHED)


def reopen(workspace: Workspace, tagging_pass: Pass, articles: Sequence[str] | None = None) -> Pass:
    """Start another visit of a pass, which may be finished, and return it.

    The visit covers what was skipped, and articles that the query did not find before; not what was refused. ``articles``
    is as for `start`.
    """
    articles = articles_of(workspace, tagging_pass.query) if articles is None else articles
    return _with_state(workspace, tagging_pass, "reopen pass", PassState.OPEN, articles)


def _with_state(
    workspace: Workspace, tagging_pass: Pass, what: str, state: PassState, articles: Sequence[str] = ()
) -> Pass:
    workspace.store.refresh()

    def make() -> list[Change]:
        before, _revision = workspace.store.get(LIBRARY, PASSES, tagging_pass.id)
        if before is None:
            raise _gone(tagging_pass)
        current = Pass.from_record(before)
        if current.state is state is PassState.FINISHED:
            return []
        now = workspace.now()
        after = current.finished(now) if state is PassState.FINISHED else current.reopened(articles, now)
        return [Change(LIBRARY, PASSES, tagging_pass.id, before, after.to_record())]

    if make():
        workspace.apply(what, make, about=tagging_pass.name)
    return pass_of(workspace, tagging_pass.id)


def _gone(tagging_pass: Pass) -> Problem:
    return Problem(
        _("The pass no longer exists: its start was undone."), tagging_pass.name, _("See `scolie pass list`."), status=1
    )


# -- what was decided


@dataclass(frozen=True, slots=True)
class Decided:
    """The passages of an article that have the tags of a pass, that were refused, and stretches that were skipped."""

    given: tuple[Span, ...]
    refused: tuple[Span, ...]
    skipped: tuple[Span, ...]

    def of(self, candidates: Sequence[Span]) -> list[Answer]:
        """Return the answer to each candidate."""
        return answers(candidates, self.given, self.refused, self.skipped)


def decided_in(workspace: Workspace, tagging_pass: Pass, article: str) -> Decided:
    """Return what this coder has decided in an article. Passages that had all the tags before the pass count as given."""
    given = tuple(
        span
        for annotation in annotations_in(workspace, article)
        if is_given(workspace, tagging_pass, annotation)
        for span in annotation.spans
    )
    refused = tuple(span for passage in refused_in(workspace, tagging_pass, article) for span in passage.spans)
    return Decided(given, refused, _skipped(workspace, tagging_pass, article))


def is_given(workspace: Workspace, tagging_pass: Pass, annotation: Annotation) -> bool:
    """Whether an annotation is this coder's and has every tag of a pass."""
    return annotation.coder == workspace.coder and has_tags(workspace, tagging_pass, annotation)


def has_tags(workspace: Workspace, tagging_pass: Pass, annotation: Annotation) -> bool:
    """Whether an annotation has every tag of a pass, and its words are still in the text."""
    is_placed = annotation.state in (State.ANCHORED, State.MOVED)
    codebook = workspace.codebook
    wanted = set(codebook.paths(tagging_pass.tags))
    return is_placed and bool(wanted) and wanted <= set(codebook.paths(annotation.tags))


def refused_in(workspace: Workspace, tagging_pass: Pass, article: str, *, by_anyone: bool = False) -> list[Annotation]:
    """Return the passages that this coder (or anyone) refused and whose words have not changed, in the present text."""
    refusals = (
        refusal
        for refusal in valid(Refusal.from_record, workspace.store.records(article, DECISIONS).values())
        if refusal.answer is Answer.REFUSED and refusal.pass_id == tagging_pass.id
        if by_anyone or refusal.coder == workspace.coder
    )
    own = [refusal.passage(article) for refusal in refusals]
    return [
        passage for passage in placed_now(workspace, article, own) if passage.state in (State.ANCHORED, State.MOVED)
    ]


def _skipped(workspace: Workspace, tagging_pass: Pass, article: str) -> tuple[Span, ...]:
    record, _revision = workspace.store.get(article, SKIPPED_TABLE, _skipped_id(workspace, tagging_pass))
    skipped = next(valid(Skipped.from_record, [record] if record else []), None)
    if skipped is None or skipped.visit != tagging_pass.visit or skipped.sha256 != workspace.digest(article):
        return ()
    return skipped.spans


def _skipped_id(workspace: Workspace, tagging_pass: Pass) -> str:
    return f"{tagging_pass.id}:{workspace.coder}"


# -- decisions


def give(
    workspace: Workspace, tagging_pass: Pass, article: str, spans: Sequence[Span], ink: Ink = Ink.YELLOW
) -> Annotation:
    """Give a passage the tags of a pass and return the annotation once durable. A refusal of it is removed."""
    tagging_pass = _open(workspace, tagging_pass)
    tags = workspace.codebook.paths(tagging_pass.tags)
    if not tags:
        raise Problem(
            _("The tags of the pass have been deleted."), tagging_pass.name, _("Finish it, or take the deletion back.")
        )
    spans = checked_spans(workspace, article, spans)

    def also(id_: str) -> list[Change]:
        given = Given(f"{tagging_pass.id}:{id_}", tagging_pass.id, Answer.GIVEN, id_, workspace.coder, workspace.now())
        before, _revision = workspace.store.get(article, DECISIONS, given.id)
        changes = [Change(article, DECISIONS, given.id, None, given.to_record())] if before is None else []
        return changes + _unrefused(workspace, tagging_pass, article, spans)

    return annotate(workspace, article, spans, tags, ink=ink, also=also)


def _unrefused(workspace: Workspace, tagging_pass: Pass, article: str, spans: Sequence[Span]) -> list[Change]:
    over = [
        passage.id
        for passage in refused_in(workspace, tagging_pass, article)
        if any(part.overlaps(span) for part in passage.spans for span in spans)
    ]
    return [Change(article, DECISIONS, id_, workspace.store.get(article, DECISIONS, id_)[0], None) for id_ in over]


def refuse(workspace: Workspace, tagging_pass: Pass, article: str, spans: Sequence[Span]) -> None:
    """Refuse a passage. Later visits of the pass do not ask about these words again."""
    tagging_pass = _open(workspace, tagging_pass)
    spans = checked_spans(workspace, article, spans)
    decided = decided_in(workspace, tagging_pass, article)
    if any(part.overlaps(span) for part in decided.given for span in spans):
        raise Problem(_("The passage has the tags of the pass."), "", _("Delete the annotation first."), status=1)
    if all(any(part.start <= span.start and span.end <= part.end for part in decided.refused) for span in spans):
        return
    text, digest = workspace.text(article), workspace.digest(article)
    selector = describe(text, spans)
    workspace.store.keep_text(text)
    id_ = workspace.new_id()
    words = (selector.quote, selector.prefix, selector.suffix)
    refusal = Refusal(
        id_, tagging_pass.id, Answer.REFUSED, spans, *words, digest, workspace.coder, workspace.now(),
        workspace.texts.format_of_text(article),
    )  # fmt: skip
    record = refusal.to_record()
    note_file(workspace, article)
    workspace.apply("refuse", lambda: [Change(article, DECISIONS, id_, None, record)], article, about=tagging_pass.name)


def skip(workspace: Workspace, tagging_pass: Pass, article: str, spans: Sequence[Span]) -> None:
    """Skip a passage on this visit. The next visit asks about it again."""
    tagging_pass = _open(workspace, tagging_pass)
    spans = checked_spans(workspace, article, spans)
    text, digest, id_ = workspace.text(article), workspace.digest(article), _skipped_id(workspace, tagging_pass)

    def make() -> list[Change]:
        before, _revision = workspace.store.get(article, SKIPPED_TABLE, id_)
        skipped = _skipped(workspace, tagging_pass, article)
        after = skipped
        for span in spans:
            after = with_skipped(text, after, span)
        if after == skipped:
            return []
        record = Skipped(id_, tagging_pass.id, workspace.coder, tagging_pass.visit, digest, after).to_record()
        return [Change(article, SKIPPED_TABLE, id_, before, record)]

    if make():
        note_file(workspace, article)
        workspace.apply("skip", make, article, about=tagging_pass.name)


def _open(workspace: Workspace, tagging_pass: Pass) -> Pass:
    """Return the pass in its present state; Problem if it is finished or no longer exists."""
    record, _revision = workspace.store.get(LIBRARY, PASSES, tagging_pass.id)
    if record is None:
        raise _gone(tagging_pass)
    current = Pass.from_record(record)
    if current.state is PassState.FINISHED:
        raise Problem(
            _("The pass is finished."), tagging_pass.name, _("Reopen it first: `scolie pass reopen`."), status=1
        )
    return current


# -- progress


def standing(workspace: Workspace, tagging_pass: Pass) -> Iterator[str]:
    """Yield the ids of the articles of a pass that still exist."""
    present = {article.id for article in workspace.articles()}
    yield from (id_ for id_ in tagging_pass.articles if id_ in present)


def touched_articles(workspace: Workspace) -> set[str]:
    """Return the ids of the articles in which something was marked, refused or skipped. Other logs are not opened."""
    tables = ("annotations", DECISIONS, SKIPPED_TABLE)
    return {
        name
        for name in workspace.databases_of_articles()
        if any(workspace.store.records(name, table) for table in tables)
    }


def pass_row(workspace: Workspace, tagging_pass: Pass) -> Record:
    """Return a pass as the command line prints it, with tag paths, and times as in RFC 3339."""
    return {
        "id": tagging_pass.id,
        "name": tagging_pass.name,
        "tags": list(workspace.codebook.paths(tagging_pass.tags)),
        "query": tagging_pass.query,
        "articles": len(tagging_pass.articles),
        "candidates": tagging_pass.candidates.value,
        "unit": tagging_pass.unit.value,
        "state": tagging_pass.state.value,
        "visit": tagging_pass.visit,
        "coder": tagging_pass.coder,
        "created": rfc3339(tagging_pass.created),
        "modified": rfc3339(tagging_pass.modified),
    }
