"""What an import has made, in words, for the command line and the screen."""

from __future__ import annotations

from reader.session.exchange.import_annotations import ImportResult
from reader.text.quotation import nested
from reader.translation import _, ngettext


def result_lines(result: ImportResult, *, dry: bool) -> list[str]:
    """Return what was made, or would be, a sentence for each kind."""
    new, tags, added = result.new, len(result.tags), len(result.added)
    made = (
        ngettext("{count} annotation would be new.", "{count} annotations would be new.", new)
        if dry
        else ngettext("{count} annotation is new.", "{count} annotations are new.", new)
    )
    lines = [made.format(count=new)]
    if result.unsure:
        waiting = ngettext(
            "{count} of them waits in the review, because its place is not certain.",
            "{count} of them wait in the review, because their places are not certain.",
            result.unsure,
        )
        lines.append(waiting.format(count=result.unsure))
    if result.joined:
        joined = ngettext(
            "{count} was joined to another of the same coder on the same passage.",
            "{count} were joined to others of the same coder on the same passages.",
            result.joined,
        )
        lines.append(joined.format(count=result.joined))
    if result.duplicates:
        duplicates = ngettext(
            "{count} annotation is in the library already.",
            "{count} annotations are in the library already.",
            result.duplicates,
        )
        lines.append(duplicates.format(count=result.duplicates))
    if result.memos:
        lines.append(ngettext("New memos: {count}.", "New memos: {count}.", result.memos).format(count=result.memos))
    if tags:
        lines.append(ngettext("New tag: {tags}.", "New tags: {tags}.", tags).format(tags=", ".join(result.tags)))
    if added:
        lines.append(
            ngettext("New article: {names}.", "New articles: {names}.", added).format(names=", ".join(result.added))
        )
    lines += [
        _("“{name}” is the article {article}.").format(name=nested(name), article=article)
        for name, article in result.matched
    ]
    return [*lines, *result.losses.lines]
