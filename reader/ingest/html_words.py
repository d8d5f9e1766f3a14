"""The words of HTML inside of Markdown: tags are off; comments, scripts and styles are not shown."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from html.parser import HTMLParser

from reader.ingest.source_lines import Places, placed
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.emphasis import Marks

MARKS_OF = {
    **dict.fromkeys(("b", "strong"), Marks.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), Marks.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Marks.CODE),
    **dict.fromkeys(("s", "del", "strike"), Marks.STRUCK),
    "a": Marks.LINK,
    "mark": Marks.HIGHLIGHTED,
}
"""The tags that set words apart."""
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    **dict.fromkeys(("li", "tr", "dt", "dd"), Kind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Kind.CAPTION),
    "blockquote": Kind.QUOTE,
}
"""The tags that say what a block is."""
BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul""".split()
)
"""The tags before and behind which a block ends."""
QUOTATION = {False: "“", True: "”"}
"""What ``<q>`` and, as it closes, ``</q>`` stand for; the mark of each language is a matter of typography."""
_HIDDEN = frozenset(("script", "style", "template", "title", "head"))
_ELEMENTS = frozenset(
    """a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button
    canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins
    isindex kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup
    option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
    tt u ul var video wbr""".split()
)
"""The elements of HTML, obsolete ones too."""
_BARE_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:\s+\w+)*\s*>")
_CLOSING = re.compile(r"</([A-Za-z][\w-]*)")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_DECLARATION = re.compile(r"<!(?!--)[^>]*>?|<\?[^>]*>?")
_NO_TAG = re.compile(r"<(?!!--)(?=[^<>]*(?:<|\Z))")
_COMMENT = re.compile(r"<!--(-?)>|<!--.*?-->", re.DOTALL)
_OPEN_COMMENT = re.compile(r"<(?=!--)")
LESS = "\ufdd1"
"""Replaces a ``<`` that opens nothing. Texts cannot have it."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_RAISED = re.compile(r"n|(?=[^0-9]*[0-9])[0-9+−=()\s,;*-]+")
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


def raised(words: str) -> str:
    """Return words of ``<sup>`` in the same length: superscripts if they are a number, since 10⁶ is not 106."""
    return words.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(words) else words


def tag_of(html: str) -> tuple[str, bool]:
    """Return the name of a tag, in lower case, and whether it closes an element; an empty name for anything else."""
    match = _TAG.match(html)
    return (match[2].lower(), bool(match[1])) if match else ("", False)


def is_words(tag: str, closed: Collection[str]) -> bool:
    """Whether what has the form of a tag is words in angle brackets: ``<rires>``, ``<nom du fichier>``.

    ``closed``: the elements, in lower case, that end in the same text, so that they are some.
    """
    match = _BARE_TAG.fullmatch(tag)
    return match is not None and (name := match[1].lower()) not in _ELEMENTS and name not in closed


def attribute(html: str, name: str) -> str:
    """Return the value of an attribute of a tag; empty if it has none."""
    match = re.search(rf"""(?i)\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", html)
    return unescape(match[1] or match[2] or match[3] or "").strip() if match else ""


def html_blocks(html: str, places: Places | None = None) -> list[tuple[Kind, list[Words]]]:
    """Return the blocks of a piece of HTML, which may be of any form; ``places``: where it is in the source."""
    parser = _Words(places, html)
    parser.feed(without_traps(html))
    parser.close()
    parser.end()
    return parser.blocks


def without_traps(html: str) -> str:
    """Return a piece of HTML, in the same length, in a form that `HTMLParser` takes in linear time; `LESS` stands for some ``<``.

    A declaration of a form that it does not know makes the parser raise, and what is never closed makes it slow.
    """
    html = _DECLARATION.sub(lambda match: " " * len(match[0]), html)
    last = html.rfind("-->") + 3 if "-->" in html else 0
    html = _COMMENT.sub(_without_words, html[:last]) + _OPEN_COMMENT.sub(LESS, html[last:])
    return _NO_TAG.sub(LESS, html)


def _without_words(comment: re.Match[str]) -> str:
    """Return ``<!-->`` and ``<!--->``, which are whole comments, in a form of the same length that the parser knows."""
    return comment[0] if comment[1] is None else f"<?{' ' * (len(comment[0]) - 3)}>"


class _Words(HTMLParser):
    """Collects ``blocks``."""

    def __init__(self, places: Places | None, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[tuple[Kind, list[Words]]] = []
        self._places = places
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._words: list[Words] = []
        self._kinds: list[tuple[str, Kind]] = []
        self._tags: list[str] = []
        self._hidden: list[str] = []
        self._raised = 0
        self._as_it_is = 0
        """How many ``<pre>`` are open, in which blanks and line ends stay."""
        self._closed = set(map(str.lower, _CLOSING.findall(html)))

    def end(self) -> None:
        """End the block that is open."""
        words, self._words, self._raised = self._words, [], 0
        if any(each.text.strip() for each in words):
            kind = self._kinds[-1][1] if self._kinds else Kind.PARAGRAPH
            if kind is Kind.LIST_ITEM and self._kinds[-1][0] == "li":
                words.insert(0, Words("• "))
            self.blocks.append((kind, words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "br":
            self._words.append(Words("\n"))
        elif tag == "sup":
            self._raised += 1
        elif tag == "q" and not self._hidden:
            self._words.append(Words(QUOTATION[False]))
        elif tag == "img":
            given = dict(attrs)
            if words := (given.get("alt") or given.get("title") or "").strip():
                self.end()
                self.blocks.append((Kind.CAPTION, [Words(words)]))
        elif tag in ("td", "th") and self._words:
            self._words.append(Words(" | "))
        elif tag in MARKS_OF:
            self._tags.append(tag)
        elif tag in BLOCKS:
            self.end()
            self._as_it_is += tag == "pre"
            if tag in KINDS:
                self._kinds.append((tag, KINDS[tag]))
        elif is_words(words := self.get_starttag_text() or "", self._closed):
            self._take(words, len(words))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag == "q" and not self._hidden:
            self._words.append(Words(QUOTATION[True]))
        elif tag in self._tags:
            self._tags.remove(tag)
        elif tag in BLOCKS:
            self.end()
            self._as_it_is = max(0, self._as_it_is - (tag == "pre"))
            for at in range(len(self._kinds) - 1, -1, -1):
                if self._kinds[at][0] == tag:
                    del self._kinds[at:]
                    break

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._take(data, len(data))

    def handle_entityref(self, name: str) -> None:
        """Take a character by its name."""
        self._take(unescape(f"&{name};"), len(name) + 2)

    def handle_charref(self, name: str) -> None:
        """Take a character by its number."""
        self._take(unescape(f"&#{name};"), len(name) + 3)

    def _take(self, text: str, size: int) -> None:
        if self._hidden:
            return
        text = text.replace(LESS, "<")
        text = raised(text) if self._raised else text
        line, column = self.getpos()
        start = self._starts[min(line, len(self._starts)) - 1] + column
        marks = Marks.NONE
        for tag in self._tags:
            marks |= MARKS_OF[tag]
        if self._as_it_is:
            end = len(self._places) if self._places is not None else 0
            self._words += placed(text, marks, self._places if start + size <= end else None, start, size)
            return
        if text.strip(" \t\n\r\f") == "":
            if self._words and not self._words[-1].text.endswith((" ", "\n")):
                self._words.append(Words(" ", marks))
            return
        if self._places is not None and start + size > len(self._places):
            self._words.append(Words(_BLANKS.sub(" ", text), marks))
        elif size != len(text):
            self._words += placed(text, marks, self._places, start, size)
        else:
            at = 0
            for blank in [*_BLANKS.finditer(text), None]:
                end = blank.start() if blank else len(text)
                if end > at:
                    self._words += placed(text[at:end], marks, self._places, start + at)
                if blank:
                    self._words.append(Words(" ", marks))
                    at = blank.end()
