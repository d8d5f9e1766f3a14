"""Words, lines and quotes in the markups that excerpts and bibliographies are written in.

Sources: LaTeX 2e and csquotes; Typst 0.14, Syntax; Org Manual 9.7, Special Symbols and Citations; HTML Living Standard; RTF 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from reader.citation.line import Line, Look
from reader.text.guard import guard

_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[^\s<>\"]+")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "\u00a0": "~", "\u202f": r"\,", "\u2011": "-",
    "<": r"\textless{}", ">": r"\textgreater{}", '"': r"\symbol{34}",
}  # fmt: skip
_TYPST = re.compile(r"([\\#$*_`<>@\[\]~\"'/])")
_TYPST_START = re.compile(r"(?m)^(\s*)(?=[-+=]|\d+[.)])")
_ORG_ENTITIES = {
    "*": "ast", "/": "slash", "_": "under", "=": "equal", "~": "tilde", "+": "plus", "\\": "backslash", "$": "dollar",
    "<": "lt", "^": "asciicirc", "[": "lbrack", "{": "lbrace", "|": "vert", "#": "num",
}  # fmt: skip
_ORG = re.compile(
    r"""(?<![^\s\-('"{«“‘])[*/=~+](?=\S)|[_^](?=\S)|\\(?=[A-Za-z(\[])|\$|<(?=[\w%<])|\[(?=\[|cite|fn:|\d)|\{(?=\{\{)|(?m:^)[*|\#]"""
)


@dataclass(frozen=True, slots=True)
class Markup:
    """How a markup writes words that must be read unchanged, words in italics, and an address."""

    words: Callable[[str], str]
    italic: Callable[[str], str]
    link: Callable[[str], str]

    def line(self, line: Line) -> str:
        """Return a line of a citation, without control characters."""
        write = {Look.PLAIN: self.words, Look.ITALIC: self.italic, Look.LINK: self.link}
        return "".join(write[look](guard(words)) for words, look in line.pieces)


def latex(words: str) -> str:
    """Return words as LaTeX prints them."""
    return "".join(_LATEX.get(letter, letter) for letter in words)


def typst(words: str) -> str:
    """Return words as Typst prints them."""
    return _TYPST_START.sub(r"\1\\", _TYPST.sub(r"\\\1", words))


def org(words: str) -> str:
    """Return words as Org prints them: entities for what would be markup."""
    return _ORG.sub(lambda match: f"\\{_ORG_ENTITIES[match[0]]}{{}}", words)


def html(words: str) -> str:
    """Return words as HTML shows them."""
    return escape(words)


def rtf(words: str) -> str:
    """Return words as RTF shows them: what is not ASCII as signed 16-bit code units, each with ``?`` for old readers."""
    written = []
    for letter in words:
        if letter in "\\{}":
            written.append(f"\\{letter}")
        elif letter < "\x80":
            written.append(letter)
        else:
            units = letter.encode("utf-16-le")
            codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
            written.extend(f"\\u{code}?" for code in codes)
    return "".join(written)


def _latex_link(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        return latex(address)
    quoted = re.sub(r"[\\{}]", lambda match: f"%{ord(match[0]):02X}", address)
    return rf"\url{{{quoted}}}"


def _typst_link(address: str) -> str:
    quoted = address.replace("\\", "%5C")
    return f'#link("{quoted}")' if _ADDRESS.fullmatch(address) else typst(address)


def _org_link(address: str) -> str:
    quoted = re.sub(r"[\[\]\\]", lambda match: f"%{ord(match[0]):02X}", address)
    return f"[[{quoted}]]" if _ADDRESS.fullmatch(address) else org(address)


def _html_link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>' if _ADDRESS.fullmatch(address) else escape(address)


LATEX = Markup(latex, lambda words: rf"\emph{{{latex(words)}}}", _latex_link)
TYPST = Markup(typst, lambda words: f"#emph[{typst(words)}]", _typst_link)
ORG = Markup(org, lambda words: f"/{org(words)}/", _org_link)
HTML = Markup(html, lambda words: f"<em>{escape(words)}</em>", _html_link)
RTF = Markup(rtf, lambda words: f"{{\\i {rtf(words)}}}", rtf)
PLAIN = Markup(str, str, str)
