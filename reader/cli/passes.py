"""`scolie pass`: tagging passes."""

from __future__ import annotations

import argparse
import itertools
from typing import Any

from reader.annotation.tagging_pass import Candidates, Pass, PassState, Unit
from reader.cli.output import say, say_json, say_rows
from reader.cli.shared import article_name, library, positive, query, say_annotation, span
from reader.session.library.titles import title_of
from reader.session.library.workspace import Workspace
from reader.session.passes import pass_counts, passes
from reader.session.passes.comparison import compare
from reader.session.passes.pass_progress import PassProgress
from reader.text.hyphenation import mended
from reader.text.problem import Problem
from reader.translation import _, decimal, percent, pgettext

USES = {
    "list": "",
    "start": "[QUERY] --tag T... [--candidates sentences|hits|suggestions] [--unit hit|sentence|paragraph] [--name N]",
    "report": "PASS",
    "next": "PASS [-n N]",
    "give": "PASS --article ARTICLE --span START:END",
    "skip": "PASS --article ARTICLE --span START:END",
    "refuse": "PASS --article ARTICLE --span START:END",
    "finish": "PASS",
    "reopen": "PASS",
    "compare": "PASS PASS",
}
_COUNTS = {"list": (0, 0), "start": (0, 10_000), "compare": (2, 2)}
_OPTIONS = {
    "start": ("tag", "candidates", "unit", "name"),
    "next": ("number",),
    **dict.fromkeys(("give", "skip", "refuse"), ("article", "span")),
}
_EVERY = ("tag", "candidates", "unit", "name", "number", "article", "span")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    uses = [f"  scolie pass {name} {use}".rstrip() for name, use in USES.items()]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join([_("uses:"), *uses, "", _("PASS is an id, a name, or a unique part of one.")])
    parser.add_argument("action", nargs="?", default="list", choices=list(USES))
    parser.add_argument("query", nargs="*", metavar="PASS", help=_("a pass; for start, a query for its articles"))
    started = parser.add_argument_group("start")
    started.add_argument("--tag", metavar="T", action="append", default=[], help=_("a tag's path; it may be new"))
    started.add_argument(
        "--candidates", choices=[kind.value for kind in Candidates], help=_("the passages to go through")
    )
    started.add_argument(
        "--unit",
        choices=[unit.value for unit in Unit],
        help=_("what gets the tags: of hits, the words by default; otherwise the sentence"),
    )
    started.add_argument("--name", metavar="N", help=_("the name of the pass; default: its tags"))
    parser.add_argument("-n", "--number", type=positive, metavar="N", help=_("next: how many; default: 1"))
    decided = parser.add_argument_group(_("give, skip, refuse"))
    decided.add_argument("--article", metavar="ARTICLE", help=_("an id, a unique part of one, or a path"))
    decided.add_argument("--span", metavar="START:END", help=_("the passage in characters from 0"))


def run(options: argparse.Namespace) -> int:
    """Run an action and print its result; return 1 if there is nothing to print."""
    action, names = options.action, options.query
    fewest, most = _COUNTS.get(action, (1, 1))
    usage = f"scolie pass {action} {USES[action]}".rstrip()
    if not fewest <= len(names) <= most:
        raise Problem(_("Invalid arguments."), f"scolie pass {action}", usage)
    for name in _EVERY:
        if getattr(options, name) not in (None, []) and name not in _OPTIONS.get(action, ()):
            raise Problem(_("The action does not have that option."), f"--{name}", usage)
    workspace = library(options)
    workspace.articles()
    if action == "start":
        return _start(workspace, options, usage)
    if action == "list":
        every = passes.passes(workspace)
        _say_passes(workspace, every, as_json=options.json)
        return 0 if every else 1
    if action == "compare":
        first, second = (passes.pass_of(workspace, name) for name in names)
        return _compare(workspace, first, second, as_json=options.json)
    tagging_pass = passes.pass_of(workspace, names[0])
    if action == "report":
        return _report(workspace, tagging_pass, as_json=options.json)
    if action == "next":
        return _next(workspace, tagging_pass, options.number or 1, as_json=options.json)
    if action in ("give", "skip", "refuse"):
        return _decide(workspace, tagging_pass, options, usage)
    done = (passes.finish if action == "finish" else passes.reopen)(workspace, tagging_pass)
    _say_passes(workspace, [done], as_json=options.json)
    workspace.store.close()
    return 0


def _start(workspace: Workspace, options: argparse.Namespace, usage: str) -> int:
    if not options.tag:
        raise Problem(_("The pass needs a tag."), "scolie pass start", usage)
    candidates = Candidates(options.candidates or Candidates.SENTENCES)
    made = passes.start(
        workspace,
        options.tag,
        query(workspace, options),
        candidates,
        options.name or "",
        unit=Unit(options.unit or Unit.HIT),
    )
    _say_passes(workspace, [made], as_json=options.json)
    workspace.store.close()
    return 0


def _say_passes(workspace: Workspace, listed: list[Pass], *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [passes.pass_row(workspace, each) for each in listed]
    if as_json:
        for row in rows:
            say_json(row)
        return
    say_rows(
        (
            row["id"],
            PassState(row["state"]).word,
            row["name"],
            " ".join(f"#{tag}" for tag in row["tags"]),
            row["candidates"],
            _("articles: {count}").format(count=row["articles"]),
            row["coder"],
        )
        for row in rows
    )


def _report(workspace: Workspace, tagging_pass: Pass, *, as_json: bool) -> int:
    counts = pass_counts.report(workspace, tagging_pass)
    names = ("given", "refused", "skipped", "left", "total")
    rows = [{"article": count.article, **{name: getattr(count, name) for name in names}} for count in counts]
    whole = {name: sum(int(row[name]) for row in rows) for name in names}
    if as_json:
        say_json({**passes.pass_row(workspace, tagging_pass), **whole})
        for row in rows:
            say_json({"pass": tagging_pass.id, **row})
        return 0
    say(
        f"{tagging_pass.name} ({tagging_pass.state.word}): {' '.join('#' + tag for tag in workspace.codebook.paths(tagging_pass.tags))}"
    )
    headings = {
        "given": pgettext("passages", "given"),
        "refused": pgettext("passages", "refused"),
        "skipped": pgettext("passages", "skipped"),
        "left": pgettext("passages", "left"),
        "total": pgettext("passages", "total"),
    }
    table: list[tuple[str, ...]] = [("", *(headings[name] for name in names))]
    table += [(title_of(workspace, str(row["article"])), *(str(row[name]) for name in names)) for row in rows]
    say_rows([*table, (pgettext("articles", "all"), *(str(whole[name]) for name in names))])
    return 0


def _next(workspace: Workspace, tagging_pass: Pass, number: int, *, as_json: bool) -> int:
    progress = PassProgress(workspace, tagging_pass)
    progress.survey()
    first = progress.articles[0] if progress.articles else ""
    is_open = tagging_pass.state is PassState.OPEN
    candidates = list(itertools.islice(progress.following(first, 0), number)) if is_open else []
    article = ""
    for candidate in candidates:
        text = candidate.span.of(workspace.text(candidate.article))
        words = [{"word": word, "share": round(share, 4)} for word, share in candidate.words]
        if as_json:
            row = {"article": candidate.article, "start": candidate.span.start, "end": candidate.span.end}
            say_json({**row, "quote": text, "words": words})
            continue
        why = " ".join(word for word, _ in candidate.words)
        if candidate.article != article:
            article = candidate.article
            say(article_name(workspace, article))
        say(f"  {candidate.span.start}:{candidate.span.end}  {' '.join(text.split())}")
        if why:
            say("    " + _("for its words: {words}").format(words=why))
    return 0 if candidates else 1


def _decide(workspace: Workspace, tagging_pass: Pass, options: argparse.Namespace, usage: str) -> int:
    if options.article is None or options.span is None:
        raise Problem(_("Which passage?"), f"scolie pass {options.action}", usage)
    article, place = workspace.article(options.article).id, span(options.span)
    if options.action == "give":
        say_annotation(workspace, passes.give(workspace, tagging_pass, article, [place]), as_json=options.json)
    else:
        (passes.skip if options.action == "skip" else passes.refuse)(workspace, tagging_pass, article, [place])
        answer = "skipped" if options.action == "skip" else "refused"
        if options.json:
            say_json(
                {"pass": tagging_pass.id, "article": article, "start": place.start, "end": place.end, "answer": answer}
            )
        else:
            place_of = {"article": article, "start": place.start, "end": place.end}
            skipped = _("{article} {start}:{end} is skipped. `scolie undo` takes it back.")
            refused = _("{article} {start}:{end} is refused. `scolie undo` takes it back.")
            say((skipped if options.action == "skip" else refused).format(**place_of))
    workspace.store.close()
    return 0


def _compare(workspace: Workspace, first: Pass, second: Pass, *, as_json: bool) -> int:
    agreement, sentences = compare(workspace, first, second)
    counts = {"both": agreement.both, "first": agreement.only_first, "second": agreement.only_second}
    figures: dict[str, Any] = {**counts, "neither": agreement.neither, "undecided": agreement.undecided}
    figures |= {"agreement": agreement.share, "kappa": agreement.kappa}
    if as_json:
        say_json({"passes": [first.id, second.id], **figures})
        for sentence in sentences:
            place = {"article": sentence.article, "start": sentence.span.start, "end": sentence.span.end}
            say_json({**place, "quote": sentence.quote, "given": sentence.who})
        return 0
    say_rows(
        [
            (_("both"), str(agreement.both)),
            (_("only {name}").format(name=first.name), str(agreement.only_first)),
            (_("only {name}").format(name=second.name), str(agreement.only_second)),
            (_("neither"), str(agreement.neither)),
            (_("undecided"), str(agreement.undecided)),
            (_("agreement"), "–" if agreement.share is None else percent(agreement.share, 0)),
            (_("kappa"), "–" if agreement.kappa is None else decimal(agreement.kappa, 2)),
        ]
    )
    if not agreement.total:
        say(_("No sentence was decided in both passes, so there is no agreement to measure."))
    only = _("only {name}")
    given = {"both": _("both"), "first": only.format(name=first.name), "second": only.format(name=second.name)}
    for sentence in sentences:
        who = given[sentence.who]
        say(
            f"{title_of(workspace, sentence.article)} {sentence.span.start}:{sentence.span.end}  {who}: {' '.join(mended(sentence.quote).split())}"
        )
    return 0
