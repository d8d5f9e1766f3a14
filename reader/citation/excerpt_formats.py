"""The table of formats of an excerpt. Command line, settings and screen read it: a new format is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.citation import markup, template
from reader.citation.line import Line, escaped
from reader.citation.passage import Passage
from reader.translation import N_

TEMPLATE = "template"
"""The key of the user's template without a name; that of one with a name is ``template:NAME``."""


def _blank_line(texts: Sequence[str]) -> str:
    return "\n\n".join(texts)


@dataclass(frozen=True, slots=True)
class ExcerptFormat:
    """A format of an excerpt.

    ``key``: its name in settings and on the command line. ``label``: one to three words. ``suffix``: of its files.
    ``write`` makes the excerpt, ``line`` a citation or a reference alone, ``document`` a file or clipboard of several
    excerpts, ``heading`` a heading between them, ``paragraph`` one of lines that ``line`` has made. ``needs_key``: it cites by the item's key, for a program that has the
    bibliography. ``is_one_document``: ``document`` adds what excerpts need, so that they cannot be put one after another.
    """

    key: str
    label: str
    suffix: str
    write: Callable[[Passage], str]
    line: Callable[[Line], str]
    document: Callable[[Sequence[str]], str] = _blank_line
    needs_key: bool = False
    is_one_document: bool = False
    heading: Callable[[str], str] = str
    paragraph: Callable[[str], str] = str


def block_quote(paragraphs: Sequence[str]) -> str:
    """Return paragraphs, each a line of Markdown, as one quote."""
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _plain(passage: Passage) -> str:
    return f"{passage.quote} {passage.citation.plain}"


def _markdown(passage: Passage) -> str:
    return block_quote([*map(escaped, passage.paragraphs), f"— {passage.citation.markdown}"])


def _pandoc(passage: Passage) -> str:
    place = f", {passage.place}" if passage.place else ""
    return block_quote([*map(escaped, passage.paragraphs), f"[@{passage.key}{place}]"])


def _latex(passage: Passage) -> str:
    """Return a quote of csquotes and a citation of biblatex."""
    words = markup.latex(" ".join(passage.paragraphs))
    place = f"[{markup.latex(passage.place)}]" if passage.place else ""
    return rf"\textquote{{{words}}} \autocite{place}{{{passage.key}}}"


def _typst(passage: Passage) -> str:
    place = f"[{markup.typst(passage.place)}]" if passage.place else ""
    return f"#quote[{markup.typst(' '.join(passage.paragraphs))}] @{passage.key}{place}"


def _org(passage: Passage) -> str:
    words = "\n\n".join(map(markup.org, passage.paragraphs))
    place = f" {passage.place}" if passage.place else ""
    return f"#+begin_quote\n{words}\n#+end_quote\n[cite:@{passage.key}{place}]"


def _html(passage: Passage) -> str:
    words = "".join(f"<p>{markup.html(paragraph)}</p>\n" for paragraph in passage.paragraphs)
    return (
        f'<blockquote lang="{passage.language}">\n{words}</blockquote>\n<p>— {markup.HTML.line(passage.citation)}</p>'
    )


def _rtf(passage: Passage) -> str:
    return f"{markup.rtf(passage.quote)} {markup.RTF.line(passage.citation)}"


def _rtf_document(texts: Sequence[str]) -> str:
    paragraphs = "".join(f"\\pard\\sa200 {text}\\par\n" for text in texts)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\n{paragraphs}}}"


def _markdown_line(line: Line) -> str:
    return line.markdown


def _plain_line(line: Line) -> str:
    return line.plain


def _markdown_heading(words: str) -> str:
    return f"## {escaped(words)}"


def _markdown_paragraph(lines: str) -> str:
    return lines.replace("\n", "\\\n")


def _html_paragraph(lines: str) -> str:
    return f"<p>{lines.replace(chr(10), '<br>' + chr(10))}</p>"


def _rtf_paragraph(lines: str) -> str:
    return lines.replace("\n", "\\line\n")


def _html_heading(words: str) -> str:
    return f"<h2>{markup.html(words)}</h2>"


def _rtf_heading(words: str) -> str:
    return f"{{\\b {markup.rtf(words)}}}"


def template_format(words: str, name: str = "") -> ExcerptFormat:
    """Return the format of a user's template, which may have a name; ValueError when it is used, if it is none."""

    def write(passage: Passage) -> str:
        return template.filled(words, passage)

    key, label = (f"{TEMPLATE}:{name}", name) if name else (TEMPLATE, N_("Own template"))
    return ExcerptFormat(key, label, ".txt", write, _plain_line, needs_key="{key}" in words)


FORMATS: dict[str, ExcerptFormat] = {
    row.key: row
    for row in (
        ExcerptFormat("plain", N_("Plain"), ".txt", _plain, _plain_line),
        ExcerptFormat(
            "markdown",
            N_("Markdown"),
            ".md",
            _markdown,
            _markdown_line,
            heading=_markdown_heading,
            paragraph=_markdown_paragraph,
        ),
        ExcerptFormat("citation", N_("Citation"), ".txt", lambda passage: passage.citation.plain, _plain_line),
        ExcerptFormat("pandoc", N_("Markdown with keys"), ".md", _pandoc, _markdown_line, needs_key=True),
        ExcerptFormat("latex", N_("LaTeX"), ".tex", _latex, markup.LATEX.line, needs_key=True),
        ExcerptFormat("typst", N_("Typst"), ".typ", _typst, markup.TYPST.line, needs_key=True),
        ExcerptFormat("org", N_("Org"), ".org", _org, markup.ORG.line, needs_key=True),
        ExcerptFormat(
            "html", N_("HTML"), ".html", _html, markup.HTML.line, heading=_html_heading, paragraph=_html_paragraph
        ),
        ExcerptFormat(
            "rtf",
            N_("RTF"),
            ".rtf",
            _rtf,
            markup.RTF.line,
            _rtf_document,
            is_one_document=True,
            heading=_rtf_heading,
            paragraph=_rtf_paragraph,
        ),
        template_format(template.DEFAULT),
    )
}
"""The formats by key, in the order in which they are offered; the template here is the one of a user who has set none."""


def formats_with(templates: Mapping[str, str]) -> dict[str, ExcerptFormat]:
    """Return the formats by key, with the user's ``templates`` by name; that without a name has the empty one."""
    return FORMATS | {row.key: row for name, words in templates.items() for row in [template_format(words, name)]}


KEYED = ("plain", "markdown", "citation")
"""The formats with a command of their own; the others are in the list of styles and formats."""
