"""An HTML page (HTML Living Standard) to read and print: the articles with their highlights, and the codebook.

The page is complete in itself: it loads nothing and runs nothing, and its policy says so. It is written article by article;
the codebook comes last, because it has the counts of all articles.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import BinaryIO

from reader.annotation.codebook import Tag, rgb
from reader.exchange.marked_text import is_in_text, stretches
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.text.block import Kind
from reader.text.guard import guard
from reader.translation import N_, _, language, ngettext, number, pgettext

_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ELEMENTS = {Kind.HEADING: "h3", Kind.QUOTE: "blockquote", Kind.CAPTION: "p", Kind.BOILERPLATE: "p"}
_STYLE = """
:root { color-scheme: light; }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif; color: #1c1c1c; background: #fff; max-width: 44rem; margin: 2rem auto;
  padding: 0 1.2rem; }
h1, h2, h3, p, li, blockquote, figcaption, td { unicode-bidi: plaintext; }
h1, h2, h3, nav, table, .tag, .meta { font-family: system-ui, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .4rem; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; }
a { color: #1f4e8c; } nav { margin: 0 0 2rem; }
article, #codebook { border-top: 2px solid #1c1c1c; padding-top: 1.2rem; margin-top: 2.5rem; }
.reference, .meta { color: #555; font-size: .9rem; overflow-wrap: anywhere; }
.aside { color: #555; font-size: .92rem; }
blockquote { margin: .8rem 0 .8rem 1.2rem; padding-left: .8rem; border-left: 3px solid #ccc; }
mark { color: inherit; background: #ffef9e; padding: .08em 0; box-decoration-break: clone; -webkit-box-decoration-break: clone;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
mark[data-ink="green"] { background: #c9efc1; } mark[data-ink="blue"] { background: #cfe3ff; }
mark[data-ink="pink"] { background: #ffd3e8; } mark[data-ink="violet"] { background: #e4d6ff; }
mark.several { border-bottom: 2px solid #1c1c1c; }
sup { line-height: 0; } sup a { text-decoration: none; font: 600 .72rem system-ui, Arial, sans-serif; padding: 0 .15em; }
ol.notes { padding-left: 2.2rem; font-size: .95rem; } ol.notes li { margin: .7rem 0; break-inside: avoid; }
ol.notes q { font-style: italic; } ol.notes q a { color: inherit; text-decoration: none; }
ol.notes q a:hover { text-decoration: underline; } :lang(fr) q { quotes: "«\\202f" "\\202f»"; }
 .note { margin: .25rem 0; white-space: pre-line; }
.tag { display: inline-block; font-size: .8rem; border: 1px solid #999; border-left: .55rem solid #999; border-radius: .2rem;
  padding: 0 .4rem; margin: .1rem .3rem .1rem 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top;
  padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #ccc; } td.count, th.count { text-align: right; padding-right: 1rem; }
td p { margin: 0 0 .3rem; white-space: pre-line; } tr { break-inside: avoid; }
@media print {
  @page { margin: 2cm; } body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; } nav { display: none; }
  a { color: inherit; text-decoration: none; } h2, h3 { break-after: avoid; } p { orphans: 3; widows: 3; }
  article + article, #codebook { break-before: page; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write the page, and return the report."""
    report = Report("report")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    page = _Page(project, report)
    out.writelines(page.head())
    for place, (document, rows) in enumerate(project.by_document(), start=1):
        out.writelines(page.article(document, list(rows), place))
    out.writelines(page.codebook())
    out.write("</body>\n</html>\n")
    out.detach()
    return report


class _Page:
    def __init__(self, project: ExportProject, report: Report) -> None:
        self._project = project
        self._report = report
        self._colours = {tag.path: rgb(tag.color) for tag in project.tags}
        self._counts: Counter[str] = Counter()

    def head(self) -> Iterator[str]:
        title = _text(self._project.name)
        yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        codebook = _text(_("Codebook"))
        yield f'<header><h1>{title}</h1>\n<nav><a href="#codebook">{codebook}</a></nav></header>\n'

    def article(self, document: ExportDocument, rows: list[ExportRow], place: int) -> Iterator[str]:
        """Yield an article: its text with numbered highlights, then what was said of each."""
        numbers = {row.id: at for at, row in enumerate(rows, start=1)}
        tongue = document.metadata.language
        tongue = f' lang="{tongue}"' if _LANGUAGE.fullmatch(tongue) else ""
        yield f"<article{tongue}>\n<h2>{_text(rows[0].title)}</h2>\n"
        yield f'<p class="reference">{_text(rows[0].reference)}</p>\n'
        if document.text is not None:
            placed = [row for row in rows if is_in_text(row, document)]
            for block, parts in stretches(document, placed):
                element = _ELEMENTS.get(block.kind, "p")
                kind = ' class="aside"' if block.kind in (Kind.CAPTION, Kind.BOILERPLATE) else ""
                yield f"<{element}{kind}>"
                for part in parts:
                    yield _stretch(part.span.of(document.text), part.rows)
                    for row in part.ends:
                        at = numbers[row.id]
                        yield f'<sup><a href="#n{place}-{at}" id="m{place}-{at}">{at}</a></sup>'
                yield f"</{element}>\n"
        annotations = _text(_("Annotations"))
        yield f'<h3 lang="{language()}">{annotations}</h3>\n<ol class="notes">\n'
        for row in rows:
            yield from self._item(row, document, f"{place}-{numbers[row.id]}")
        yield "</ol>\n</article>\n"

    def _item(self, row: ExportRow, document: ExportDocument, anchor: str) -> Iterator[str]:
        self._report.written += 1
        self._counts.update(row.tags)
        quote = _text(row.quote)
        is_there = is_in_text(row, document)
        link = f'<a href="#m{anchor}">{quote}</a>' if is_there else quote
        yield f'<li id="n{anchor}"><q>{link}</q>'
        yield f" {_text(row.citation)}"
        if not is_there:
            self._report.lose(N_("annotations whose words are not in the text, listed without a highlight"))
            missing = _text(_("These words are not in the text."))
            yield f' <em lang="{language()}">{missing}</em>'
        if row.tags:
            yield f"<br>{''.join(map(self._tag, row.tags))}"
        if row.note:
            yield f'<p class="note">{_text(row.note)}</p>'
        day = f'<time datetime="{_text(row.created)}">{_text(row.created[:10])}</time>' if row.created else ""
        yield f'<div class="meta">{" · ".join(filter(None, (_text(row.coder), day)))}</div></li>\n'

    def _tag(self, path: str) -> str:
        return f'<span class="tag"{self._style(path)}>{_text(path)}</span>'

    def _style(self, path: str) -> str:
        colour = self._colours.get(path, "")
        return f' style="border-left-color: {colour}"' if colour else ""

    def codebook(self) -> Iterator[str]:
        """Yield the tags with how many annotations of this page have each, and what they mean."""
        count = self._report.written
        line = ngettext("{count} annotation", "{count} annotations", count).format(count=number(count))
        codebook = _text(_("Codebook"))
        names = [_text(name) for name in (pgettext("column", "Tag"), _("Annotations"), _("Definition"))]
        yield f'<section id="codebook">\n<h2>{codebook}</h2>\n<p class="meta">{_text(line)}</p>\n<table>\n'
        yield '<thead><tr><th>{}</th><th class="count">{}</th><th>{}</th></tr></thead>\n<tbody>\n'.format(*names)
        for tag in self._project.tags:
            yield f'<tr><td>{self._tag(tag.path)}</td><td class="count">{number(self._counts[tag.path])}</td>'
            yield f"<td>{''.join(_description(tag))}</td></tr>\n"
        yield "</tbody>\n</table>\n</section>\n"


def _description(tag: Tag) -> Iterator[str]:
    labels = (("", tag.definition), (_("When it is given"), tag.inclusion), (_("When not"), tag.exclusion))
    for label, words in (*labels, (_("Example"), tag.example)):
        if words:
            yield f"<p>{f'<b>{_text(label)}</b> ' if label else ''}{_text(words)}</p>"


def _stretch(words: str, rows: Iterable[ExportRow]) -> str:
    inks = [row.ink for row in rows]
    if not inks:
        return _text(words)
    several = ' class="several"' if len(inks) > 1 else ""
    return f'<mark{several} data-ink="{_text(inks[0])}">{_text(words)}</mark>'


def _text(words: str) -> str:
    return escape(guard(words, lines=True))
