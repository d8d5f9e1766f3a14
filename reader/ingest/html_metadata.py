"""What a page says of itself: JSON-LD (schema.org), Open Graph, Dublin Core, and the elements of HTML.

The sources are asked in this order, and the first that says something counts. What a page says of other articles, which it
lists beside its own, is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from reader.ingest.html_tree import Node
from reader.text.depth import is_shallow
from reader.text.fold import fold_key
from reader.text.metadata import Metadata

_ARTICLES = re.compile(r"(?i)(?:\w*article|\w*posting|report|review|webpage)\Z")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
    r"(?:\s+saved date:\s*\w+ (?P<month>\w{3}) (?P<day>\d{1,2}) (?P<year>\d{4})\b)?"
)
"""What browsers, SingleFile and Zotero write at the beginning of a page that they save; a date is written by ECMAScript."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEWS = re.compile(r"(?i)(?:\A|/)(?:\w*newsarticle|newspaper|newsmediaorganization)\Z")
"""Types of schema.org that only newspapers, and what reads like one, give to articles and to who publishes them."""
_NAMED = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "source": ("og:site_name", "citation_journal_title", "dc.publisher", "application-name"),
    "author": ("author", "citation_author", "dc.creator", "article:author", "byl", "parsely-author"),
    "date": ("article:published_time", "citation_publication_date", "dc.date", "dcterms.created", "date", "pubdate"),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "language"),
    "section": ("article:section", "parsely-section"),
}
"""By field, the names of ``<meta>`` elements."""
_ADDRESSES = ("url", "mainEntityOfPage", "@id")
"""Where an object of JSON-LD has the address of its page."""
_BESIDE = frozenset(("nav", "aside", "footer"))
_BY = re.compile(r"(?i)\A(?:par|by)\s+")
_LONGEST_NAME = 80
_URL = re.compile(r"(?i)https?://\S+\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[T ])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|\Z)")
_BEHIND_TITLE = re.compile(r"\s+[|–—·-]\s+[^|–—·-]+\Z")


def metadata_of(root: Node, html: str) -> Metadata:
    """Return the metadata of a page."""
    metas = _metas(root)
    saved = _SAVED_FROM.search(html[:2_000])
    addresses = [*metas.get("og:url", ()), *_shown(root, "url"), *([saved[1]] if saved else ())]
    titles = [*(each for name in _NAMED["title"] for each in metas.get(name, ())), *_shown(root, "title")]
    article = _article(root, addresses, [*titles, *(node.text() for node in root.all("h1"))])
    found: dict[str, str] = {}
    for field, names in _NAMED.items():
        values = [
            *_said(article, field),
            *(value for name in names for value in metas.get(name, ())),
            *_shown(root, field),
        ]
        fitting = [value for value in values if value and bool(_URL.match(value)) is (field == "url")]
        found[field] = fitting[0] if fitting else ""
    if not found["url"] and saved:
        found["url"] = saved[1]
    day, language = _DAY.match(found["date"]), _LANGUAGE.match(found["language"])
    found["date"] = day[0] if day else found["date"]
    found["language"] = language[0].lower() if language else ""
    found["title"] = _without_source(found["title"], found["source"])
    found["type"] = "" if _is_news(root, article) else "web page"
    found["accessed"] = _day_of(saved) if saved else ""
    return Metadata(**found)


def _is_news(root: Node, article: dict[str, Any]) -> bool:
    """Whether a page says that it is from a newspaper, an agency or the like."""
    said = [article, article.get("publisher"), article.get("isPartOf")]
    types = [text for each in said if isinstance(each, dict) for text in _texts(each.get("@type"))]
    types += (node.attributes.get("itemtype", "") for node in _own(root))
    return any(map(_NEWS.search, types))


def _day_of(saved: re.Match[str]) -> str:
    """Return the day on which a page was saved, as ``YYYY-MM-DD``; empty if it is unknown."""
    if saved["month"] not in _MONTHS:
        return ""
    return f"{saved['year']}-{_MONTHS.index(saved['month']) + 1:02}-{int(saved['day']):02}"


def is_article(root: Node) -> bool:
    """Whether a page says that it is an article."""
    return any(each.get("headline") for each in _articles(root)) or any(
        value.lower() == "article" for value in _metas(root).get("og:type", ())
    )


def _metas(root: Node) -> dict[str, list[str]]:
    """Return the contents of ``<meta>`` elements by name, in lower case."""
    found: dict[str, list[str]] = {}
    for node in root.all("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        if content := _line(node.attributes.get("content", "")):
            found.setdefault(name.strip().lower(), []).append(content)
    for name in _NAMED["author"]:
        if name in found:
            found[name] = [_joined(found[name])]  # each author has an element
    return found


def _shown(root: Node, field: str) -> Iterator[str]:
    """Yield what elements of HTML say."""
    if field == "title":
        yield from (_line(node.text()) for node in root.all("title"))
    elif field == "language":
        yield from (node.attributes.get("lang") or node.attributes.get("xml:lang", "") for node in root.all("html"))
    elif field == "url":
        links = (node.attributes for node in root.all("link"))
        yield from (each.get("href", "") for each in links if each.get("rel", "").lower() == "canonical")
    elif field == "author":
        yield _joined(dict.fromkeys(filter(None, map(_name, filter(_is_author, _own(root))))))
    elif field == "date":
        times = [node.attributes for node in _own(root) if node.tag == "time"]
        said = [each for each in times if "pubdate" in each or each.get("itemprop") == "datePublished"]
        yield from (each.get("datetime", "") for each in said)
        # One that does not say what it is of is that of the article if it is the only one.
        if len({each.get("datetime", "") for each in times}) == 1:
            yield times[0].get("datetime", "")


def _own(root: Node) -> Iterator[Node]:
    """Yield the elements, but those of other articles than the longest and of what stands beside it."""
    longest = max(root.all("article"), key=lambda node: len(node.text()), default=None)
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if node.tag not in _BESIDE and (node.tag != "article" or node is longest):
            yield node
            waiting += reversed(node.elements)


def _is_author(node: Node) -> bool:
    """Whether an element names an author: ``<a rel="author">``, or ``itemprop`` of microdata."""
    return "author" in (*node.attributes.get("rel", "").lower().split(), node.attributes.get("itemprop", "").lower())


def _name(node: Node) -> str:
    """Return the name in an element that names an author; empty if it has more than a name."""
    named = next((each for each in node.nodes() if each.attributes.get("itemprop") == "name"), node)
    name = _BY.sub("", _line(named.text() or named.attributes.get("content", "")))
    return name if len(name) <= _LONGEST_NAME else ""


def _without_source(title: str, source: str) -> str:
    """Return a title without the name of the site at its end: ``La digue tient bon | Le Rivage``."""
    end = _BEHIND_TITLE.search(title)
    if end and source and fold_key(end[0].strip(" \t|–—·-")) == fold_key(source):
        return title[: end.start()]
    return title


# -- JSON-LD


def _article(root: Node, addresses: Iterable[str], titles: Iterable[str]) -> dict[str, Any]:
    """Return what JSON-LD says of the article: of the object with the page's address or title, else of the first.

    Objects with a headline come before others. An object with another address and another title is of another article;
    empty if there are only such.
    """
    own_addresses = {_address(each) for each in addresses if each}
    own_titles = {key for each in titles if (key := fold_key(_line(each)))}

    def fit(each: dict[str, Any]) -> int:
        named = {_address(text) for key in _ADDRESSES for text in _texts(each.get(key)) if _URL.match(text)}
        if own_addresses & named:
            return 3
        headline = fold_key(" ".join(_texts(each.get("headline"))))
        if headline and any(headline in title or title in headline for title in own_titles):
            return 2
        return 0 if headline and own_addresses and named else 1

    ranked = [(bool(each.get("headline")), fit(each), each) for each in _articles(root)]
    fitting = [each for each in ranked if each[1]]
    return max(fitting, key=lambda each: each[:2])[2] if fitting else {}


def _address(url: str) -> str:
    """Return an address without what may differ between two that lead to one page."""
    return re.sub(r"(?i)^https?://(?:www\.)?|[?#].*$|/+(?=[?#]|$)", "", url.strip())


def _articles(root: Node) -> list[dict[str, Any]]:
    """Return the objects of JSON-LD that may be articles."""
    objects: list[dict[str, Any]] = []
    for node in root.all("script"):
        if node.attributes.get("type", "").lower().startswith("application/ld+json"):
            try:
                data = json.loads(node.text(), strict=False)
            except (ValueError, RecursionError):  # pages have all kinds of mistakes in it
                continue
            if is_shallow(data):
                objects += _objects(data)
    return [each for each in objects if any(map(_ARTICLES.match, _texts(each.get("@type"))))]


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            yield from _objects(each.get("@graph", []))


def _said(article: dict[str, Any], field: str) -> list[str]:
    """Return what the object of an article says of a field; authors as one value."""
    if field == "author":
        return [_joined(_texts(article.get("author")))]
    keys = {"title": ("headline",), "source": ("publisher", "isPartOf"), "date": ("datePublished", "dateCreated")}
    keys |= {"section": ("articleSection",), "url": _ADDRESSES, "language": ("inLanguage",)}
    return [text for key in keys[field] for text in _texts(article.get(key))]


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts that a value of JSON-LD stands for; of an object its name, else its id."""
    if isinstance(value, str):
        if line := _line(value):
            yield line
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        yield from _first(_texts(value.get(key)) for key in ("name", "alternateName", "@id", "url"))


def _joined(names: Iterable[str]) -> str:
    """Return names as one value, without the addresses of authors' pages."""
    return "; ".join(dict.fromkeys(name for name in names if not _URL.match(name)))


def _first(several: Iterable[Iterator[str]]) -> Iterator[str]:
    for each in several:
        texts = list(each)
        if texts:
            yield from texts
            return


def _line(text: str) -> str:
    return " ".join(text.split())
