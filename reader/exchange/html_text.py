"""The text of cleaned HTML, block by block, with the way from its text nodes, which some programs count in."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from html.parser import HTMLParser
from itertools import accumulate

from reader.text.canonical import canonical
from reader.text.span import Span

_BLOCKS = frozenset(
    "address article aside blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section table tbody td tfoot th thead tr ul".split()
)


class HtmlText(HTMLParser):
    """The text of an HTML fragment.

    ``text``: blocks with an empty line between two, runs of blanks as one space, ``<br>`` as a line end.
    ``nodes``: all text nodes one behind the other, entities decoded.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes = ""
        self._parts: list[str] = []
        self._shown: list[str] = []
        self._places = array("Q")
        """For each character of the text nodes, where it is, or would be, among those shown."""
        self._separator = ""
        self._blank = False
        self._verbatim = 0
        self.feed(html)
        self.close()
        self.nodes = "".join(self._parts)
        whole = "".join(self._shown)
        self.text = canonical(whole)
        self._is_plain = self.text == whole
        self._whole = whole
        self._before = array("Q")

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        if tag in _BLOCKS:
            self._begin("\n\n")
        elif tag == "br":
            self._begin("\n")
        self._verbatim += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        if tag in _BLOCKS:
            self._begin("\n\n")
        self._verbatim -= tag == "pre" and self._verbatim > 0

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        self._parts.append(data)
        for character in data:
            if character in " \t\n\r\f" and not self._verbatim:
                self._blank = True
                self._places.append(len(self._shown))
                continue
            if self._shown:
                self._shown.extend(self._separator or (" " if self._blank else ""))
            self._separator, self._blank = "", False
            self._places.append(len(self._shown))
            self._shown.append(character)

    def _begin(self, separator: str) -> None:
        """Put a separator before the text that follows; of several, the longest counts."""
        self._separator = max(self._separator, separator, key=len)

    def span_of_bytes(self, start: int, end: int) -> Span | None:
        """Return the span of ``text`` for bytes of the text nodes in UTF-8; None if nothing is shown there.

        An end inside a character is moved to the end of that character.
        """
        if not self._before:
            lengths = (len(character.encode("utf-8", "surrogatepass")) for character in self.nodes)
            self._before = array("Q", accumulate(lengths, initial=0))
        if not 0 <= start < end <= self._before[-1]:
            return None
        first, last = bisect_right(self._before, start) - 1, bisect_left(self._before, end) - 1
        begin = self._places[first]
        stop = self._places[last] + (self.nodes[last] not in " \t\n\r\f")
        while begin < stop and self._shown[begin].isspace():
            begin += 1
        while begin < stop and self._shown[stop - 1].isspace():
            stop -= 1
        if begin >= stop:
            return None
        if self._is_plain:
            return Span(begin, stop)
        return Span(len(canonical(self._whole[:begin])), len(canonical(self._whole[:stop])))
