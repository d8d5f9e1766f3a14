"""`scolie tags`: every operation on the codebook."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.annotation.codebook import DESCRIPTION, Tag, is_under
from reader.cli.output import losses, say, say_json, say_losses, say_rows
from reader.cli.shared import library, say_annotation
from reader.exchange.formats import Exports, codebook_format, formats_of
from reader.session.annotations import tag_split
from reader.session.annotations.annotate import tagged_twice_below
from reader.session.codebook import tag_edits
from reader.session.codebook.codebook_file import codebook_text, export_codebook, import_codebook
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.translation import _

USES = {
    "list": "[TAG]",
    "show": "TAG",
    "new": "PATH [--color C] [--key K] [--definition T]",
    "describe": "TAG [--color C] [--key K] [--definition T]",
    "rename": "OLD NEW",
    "move": "TAG UNDER",
    "merge": "FROM... INTO",
    "split": "TAG [--to T --id ID...]",
    "delete": "TAG",
    "export": "FILE",
    "import": "FILE",
}
_MANY = 10_000
_COUNTS = {"list": (0, 1), "rename": (2, 2), "move": (2, 2), "merge": (2, _MANY)}

_OPTIONS = {
    "new": DESCRIPTION,
    "describe": DESCRIPTION,
    "split": ("to", "id"),
    "export": ("force",),
    "import": ("dry_run",),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    uses = [f"  scolie tags {name} {use}" for name, use in USES.items()]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(
        [_("uses:"), *uses, "", _("UNDER may be / for the top level. `scolie undo` takes any change back.")]
    )
    parser.add_argument("action", nargs="?", default="list", choices=list(USES))
    parser.add_argument("paths", nargs="*", metavar="TAG", help=_("paths of tags, such as theme/detail; or a file"))
    described = parser.add_argument_group(_("new and describe; an empty value deletes the old one"))
    described.add_argument("--color", "--colour", metavar="C", help=_("a name or #rrggbb"))
    described.add_argument("--key", metavar="K", help=_("one letter: its hot key"))
    described.add_argument("--definition", metavar="T")
    described.add_argument("--inclusion", metavar="T", help=_("when to give the tag"))
    described.add_argument("--exclusion", metavar="T", help=_("when not to give it"))
    described.add_argument("--example", metavar="T", help=_("a passage that shows it"))
    split = parser.add_argument_group(_("split; without these, the passages with the tag are listed"))
    split.add_argument("--to", metavar="T", help=_("the tag to give instead"))
    split.add_argument("--id", metavar="ID", nargs="+", action="extend", default=[], help=_("annotations' ids"))
    names = ", ".join(row.name for row in formats_of(Exports.CODEBOOK).values())
    files = parser.add_argument_group(_("export and import: the codebook as {names}; - prints it").format(names=names))
    files.add_argument("--force", action="store_true", help=_("export: replace another file"))
    files.add_argument("--dry-run", action="store_true", help=_("import: only print what would change"))


def run(options: argparse.Namespace) -> int:
    """Run an action and print the tags that result; return 1 if there are none."""
    action, paths = options.action, options.paths
    fewest, most = _COUNTS.get(action, (1, 1))
    if not fewest <= len(paths) <= most:
        raise Problem(_("Invalid arguments."), f"scolie tags {action}", f"scolie tags {action} {USES[action]}")
    _check_options(options)
    workspace = library(options)
    workspace.articles()
    if action == "split":
        status = _split(workspace, options)
    elif action == "export":
        status = _export(workspace, options)
    elif action == "import":
        status = _import(workspace, options)
    elif action == "show":
        status = _show(workspace, paths[0], as_json=options.json)
    else:
        status = _say(_done(workspace, options), as_json=options.json, deleted=action == "delete")
        if action == "merge" and not options.json and (twice := tagged_twice_below(workspace, paths[-1])):
            say(f"  {twice}")
    if action not in ("list", "show"):
        workspace.store.close()
    return status


def _check_options(options: argparse.Namespace) -> None:
    """Raise a Problem for an option that the action does not have, because it would be ignored."""
    given = {name: getattr(options, name) for name in (*DESCRIPTION, "to", "id", "force", "dry_run")}
    used = _OPTIONS.get(options.action, ())
    for name, value in given.items():
        if value not in (None, [], False) and name not in used:
            hint = f"scolie tags {options.action} {USES[options.action]}"
            raise Problem(_("The action does not have that option."), f"--{name.replace('_', '-')}", hint)
    if options.action == "split" and bool(options.to) != bool(options.id):
        raise Problem(_("Which passages, and to which tag?"), "split", f"scolie tags split {USES['split']}")
    if options.action == "describe" and all(given[name] is None for name in DESCRIPTION):
        raise Problem(_("There is nothing to change."), "describe", f"scolie tags describe {USES['describe']}")


def _done(workspace: Workspace, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Run an action, and return the rows of its tags; for deleted tags, as they were."""
    action, paths = options.action, options.paths
    description = {name: text for name in DESCRIPTION if (text := getattr(options, name)) is not None}
    if action == "list":
        return _rows(workspace, paths)
    if action == "delete":
        rows = _rows(workspace, paths)
        tag_edits.delete_tag(workspace, paths[0])
        return rows
    tags: Iterable[Tag]
    if action == "new":
        tags = [tag_edits.new_tag(workspace, paths[0], description)]
    elif action == "describe":
        tags = [tag_edits.describe_tag(workspace, paths[0], description)]
    elif action == "merge":
        tags = [tag_edits.merge(workspace, paths[:-1], paths[-1])]
    else:
        tags = (tag_edits.rename if action == "rename" else tag_edits.move)(workspace, *paths)
    wanted = {tag.path for tag in tags}
    return [row for row in tag_edits.tag_rows(workspace) if row["path"] in wanted]


def _rows(workspace: Workspace, paths: list[str]) -> list[dict[str, Any]]:
    above = [tag_edits.path_of(workspace, path) for path in paths]
    return [row for row in tag_edits.tag_rows(workspace) if all(is_under(row["path"], path) for path in above)]


def _say(rows: list[dict[str, Any]], *, as_json: bool, deleted: bool = False) -> int:
    if as_json:
        for row in rows:
            say_json(row)
    elif deleted:
        say(_("Deleted: {tags}. `scolie undo` brings it back.").format(tags=", ".join(row["path"] for row in rows)))
    else:
        say_rows(
            (row["path"], row["key"], row["color"], f"{row['count']}", f"{row['total']}", row["definition"])
            for row in rows
        )
    return 0 if rows else 1


def _show(workspace: Workspace, path: str, *, as_json: bool) -> int:
    row = tag_edits.tag_row(workspace, path)
    if as_json:
        say_json(row)
        return 0
    for name, value in row.items():
        if value not in ("", []):
            say(f"{name}: {', '.join(value) if isinstance(value, list) else value}", lines=True)
    return 0


def _split(workspace: Workspace, options: argparse.Namespace) -> int:
    path, to = options.paths[0], options.to
    annotations = tag_split.assign(workspace, path, options.id, to) if to else tag_split.left(workspace, path)
    for annotation in annotations:
        say_annotation(workspace, annotation, as_json=options.json)
    return 0 if annotations else 1


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    file = options.paths[0]
    if file == "-":
        text, report = codebook_text(workspace)
        say(text.rstrip("\n"), lines=True)
        say_losses(report)
        return 0
    report = export_codebook(workspace, Path(file), over=options.force)
    if options.json:
        say_json(
            {"format": report.format, "written": report.written} | ({"lost": losses(report)} if report.lost else {})
        )
    else:
        say(_("Tags written: {count}.").format(count=report.written))
        say_losses(report)
    return 0


def _import(workspace: Workspace, options: argparse.Namespace) -> int:
    result = import_codebook(workspace, Path(options.paths[0]), dry=options.dry_run)
    if options.json:
        say_json(
            {
                "format": codebook_format(options.paths[0]).key,
                "new": list(result.new),
                "filled": list(result.filled),
                "done": not options.dry_run,
            }
        )
    elif options.dry_run:
        say(
            _("Tags that would be new: {new}. Tags that would be completed: {filled}.").format(
                new=len(result.new), filled=len(result.filled)
            )
        )
    else:
        say(_("New tags: {new}. Completed tags: {filled}.").format(new=len(result.new), filled=len(result.filled)))
    return 0
