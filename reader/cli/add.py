"""`scolie add`."""

from __future__ import annotations

import argparse
from functools import partial

from reader.cli.output import say, say_json
from reader.cli.progress_line import ProgressLine
from reader.cli.shared import article_rows, library
from reader.cli.write_notice import WriteNotice
from reader.containers.csv_articles import Columns
from reader.containers.formats import container_list
from reader.ingest.formats import format_list
from reader.session.adding.carry_out import carry_out
from reader.session.adding.plan import AddPlan, Outcome, PlannedArticle, counts, plan
from reader.session.adding.twins import groups, named
from reader.session.library.workspace import Workspace
from reader.text.metadata import FIELDS
from reader.translation import _, ngettext, number


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=format_list())
    parser.add_argument("-n", "--dry-run", action="store_true", help=_("only say what would be added"))
    text = _("the column of a CSV file that has the text")
    parser.add_argument("--text-column", metavar=_("NAME"), help=text)
    for name in ("id", *FIELDS):
        help_ = _("the column with {field}").format(field=name)
        parser.add_argument(f"--{name}-column", metavar=_("NAME"), help=help_)
    parser.epilog = _("Exports that hold several articles become one Markdown file for each: {exports}.").format(
        exports=container_list()
    )


def run(options: argparse.Namespace) -> int:
    """Add articles to the library and print them, or what would become of each."""
    workspace = library(options)
    named = {name: getattr(options, f"{name}_column") for name in ("text", "id", *FIELDS)}
    columns = Columns({name: column for name, column in named.items() if column})
    with ProgressLine(_read_so_far) as progress:
        planned = plan(workspace, options.files, columns, progress=progress)
    with ProgressLine(_written_so_far) as progress:
        written = partial(progress, of=len(planned.written))
        articles = [] if options.dry_run else carry_out(workspace, planned, written)
    if articles:
        workspace.part(WriteNotice)()
    if options.json:
        _say_as_json(workspace, planned, dry=options.dry_run)
    else:
        if options.dry_run:
            for article in planned.written:
                say(f"{article.outcome.word}  {article.path}  {article.title}")
        for made in articles:
            say(f"{made.id}  {made.title}")
        _say_rest(planned)
    return 1 if planned.of(Outcome.SKIPPED) else 0


def _read_so_far(done: int, _of: int) -> str:
    return ngettext("{count} article is read…", "{count} articles are read…", done).format(count=number(done))


def _written_so_far(done: int, of: int) -> str:
    return _("{done} of {count} articles are written…").format(done=number(done), count=number(of))


def _say_rest(planned: AddPlan) -> None:
    for article in planned.articles:
        if article not in planned.written and article.outcome is not Outcome.UNCHANGED:
            say(f"{article.outcome.word}  {article.origin}  {article.title}  {article.why}".rstrip())
    for group in groups(planned):
        say(named(group, group))
    if len(planned.articles) > 1 or planned.of(Outcome.UNCHANGED):
        say("; ".join(f"{outcome.word}: {count}" for outcome, count in counts(planned.articles).items()))


def _say_as_json(workspace: Workspace, planned: AddPlan, *, dry: bool) -> None:
    written = {article.path: article for article in planned.written}
    if not dry:
        articles = [article for article in workspace.articles() if article.path in written]
        for row in article_rows(workspace, articles):
            say_json({**row, "outcome": str(written[str(row["path"])].outcome)})
    for article in planned.articles:
        if dry or article.path not in written:
            say_json(_row(article))


def _row(article: PlannedArticle) -> dict[str, str]:
    fields = {"title": article.title, "path": article.path, "origin": article.origin, "why": article.why}
    return {"outcome": str(article.outcome), **{name: value for name, value in fields.items() if value}}
