"""HTML: the article of a saved page, without what the page has around it.

trafilatura chooses the blocks, if it is installed: it knows what pages look like. But it makes plain blanks of no-break ones
and loses quotes and captions, so the text of each block is taken from the page itself. Without it, the page has to
say by its elements where its article is.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from reader.ingest.content import Content
from reader.ingest.decode import Decoded
from reader.ingest.extra import is_installed, missing
from reader.ingest.html_blocks import Block, blocks_of
from reader.ingest.html_metadata import is_article, metadata_of
from reader.ingest.html_tree import Node, tree
from reader.ingest.signature import not_a
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.composer import Composer
from reader.text.fold import fold_key
from reader.text.metadata import Metadata
from reader.text.metadata_in_text import metadata_in_text
from reader.text.problem import Problem
from reader.translation import _

_AROUND = frozenset(("nav", "aside", "footer", "form", "dialog"))
"""Elements in an article that do not belong to it."""
_WORD = re.compile(r"\w+")
_SHORTEST = 60
"""Words from which an ``<article>`` is more than a teaser."""
_SENTENCE = 8
"""Words of a sentence; shorter ones are labels of the page."""
_SENTENCE_END = re.compile(r"[.!?…][»”\"’)\]\s]*\Z")
_LOGIN = 150
"""Words below which a page that asks for a password is no article, unless it says that it is one."""
_DECLARED = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})")
_PAGE = re.compile(r"<[A-Za-z!?]")


def read(data: bytes) -> Content:
    """Return the text of the article. Problem if the page has none, asks to log in, or is no page."""
    if not data.strip():
        raise not_a("HTML", b"")
    decoded = _decoded(data)
    html = decoded.text
    if not _PAGE.search(html):
        raise not_a("HTML", data)
    root = tree(html)
    metadata = metadata_of(root, html)
    blocks = _chosen(root, html, metadata)
    words = sum(len(_words(block)) for block in blocks)
    asks = any(node.attributes.get("type", "").lower() == "password" for node in root.all("input"))
    if asks and words < _LOGIN and not is_article(root):
        hint = _("Log in with the browser, open the article, and save the page again.")
        raise Problem(_("This page asks to log in; it has no article."), "", hint)
    if not words:
        hint = _("Open the article in a browser, wait until its text is there, and save the page again.")
        raise Problem(_("This page has no text of an article."), "", hint)
    composer = Composer()
    for block in blocks:
        composer.add(block.kind, block.words)
    made = composer.finished()
    damage = decoded.damage or _left_out(root, words)
    return Content(made.text, metadata, decoded.encoding, decoded.guessed, damage, made.structure)


def _left_out(root: Node, words: int) -> str:
    """Return as a sentence that a page has more articles than the one that is shown, with so many words; else nothing."""
    sizes = [len(_folded(node.text())) for node in root.all("article")]
    every = [size for size in sizes if size >= _SHORTEST]
    if len(every) < 2 or words * 2 > sum(every):
        return ""
    said = _("The page has {count} articles, of which one is shown; `scolie add` takes all of an export.")
    return said.format(count=len(every))


def _decoded(data: bytes) -> Decoded:
    """Decode a page: as UTF-8 if it is that, whatever it says, else in the encoding that it declares."""
    decoded = decoded_text(data)
    declared = _DECLARED.search(data[:4_096])
    if decoded.guessed and declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            return Decoded(data.decode(name), name, False)
        except (LookupError, UnicodeError):  # no encoding of texts, or not that of this page
            return decoded
    return decoded


def _chosen(root: Node, html: str, metadata: Metadata) -> list[Block]:
    """Return the blocks of the article. Problem if only trafilatura would find them, and it is not installed."""
    if is_installed("trafilatura"):
        return _chosen_by_wording(blocks_of(root), _extracted(html), metadata.title)
    articles = (
        list(root.all("article"))
        or list(root.all("main"))
        or [node for node in root.nodes() if node.attributes.get("role") == "main"]
    )
    if not articles:
        raise missing("html")
    return blocks_of(max(articles, key=lambda node: len(node.text())), _AROUND)


def _extracted(html: str) -> list[str]:
    """Return the words of the article, folded, as trafilatura chooses them."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds odd in a page says nothing to a person
    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    return [] if body is None else _folded(" ".join(body.itertext()))


def _chosen_by_wording(blocks: Sequence[Block], extracted: Sequence[str], title: str) -> list[Block]:
    """Return the blocks that are extracted for the most part, with captions between them and with the sentences and headings
    beside them in the same element, and above them the title and the lines below it that name authors or a date.
    """
    words = [(number, word) for number, block in enumerate(blocks) for word in _words(block)]
    sizes, matched = [0] * len(blocks), [0] * len(blocks)
    for number, _word in words:
        sizes[number] += 1
    for match in SequenceMatcher(None, [word for _number, word in words], extracted).get_matching_blocks():
        for number, _word in words[match.a : match.a + match.size]:
            matched[number] += 1
    chosen = {number for number, size in enumerate(sizes) if size and matched[number] * 2 >= size}
    if not chosen:
        return []
    first, last = min(chosen), max(chosen)
    holders = {id(blocks[number].inside) for number in chosen}
    among = [number for number in range(first, last) if id(blocks[number].inside) in holders]
    chosen |= {number for number in range(first, last) if blocks[number].kind is Kind.CAPTION}
    chosen |= {number for number in among if _is_prose(blocks[number])}
    for number in reversed(range(last)):
        block = blocks[number]
        if block.kind is Kind.HEADING and number + 1 in chosen and id(block.inside) in holders:
            chosen.add(number)
    headings = [number for number in range(first + 1) if _is_heading(blocks[number], title)]
    for at in headings[-1:]:
        chosen.add(at)
        following = min(number for number in chosen | {last + 1} if number > at)
        chosen |= {number for number in range(at + 1, following) if _says_of_itself(blocks[number])}
    return [blocks[number] for number in sorted(chosen)]


def _is_prose(block: Block) -> bool:
    """Whether a block has at least one sentence. trafilatura takes paragraphs of links for lists of other articles; those
    have no full stop.
    """
    is_text = block.kind in (Kind.PARAGRAPH, Kind.QUOTE)
    return is_text and len(_words(block)) >= _SENTENCE and _SENTENCE_END.search(block.text.rstrip()) is not None


def _is_heading(block: Block, title: str) -> bool:
    """Whether a block is the title, behind which a page may name its site."""
    key = fold_key(block.text.strip())
    return block.kind is Kind.HEADING and bool(key) and fold_key(title).startswith(key)


def _says_of_itself(block: Block) -> bool:
    """Whether a block names authors or a date, and nothing else."""
    said = metadata_in_text(block.text)
    return bool(said.author or said.date)


def _words(block: Block) -> list[str]:
    return _folded(block.text)


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.replace("\xad", "").casefold())
