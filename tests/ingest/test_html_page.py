"""Saved pages: the article alone, with its spaces, quotes, captions and metadata; with trafilatura and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.citation.item import UNAMBIGUOUS, Item
from reader.citation.styles import reference
from reader.ingest import html_page
from reader.ingest.content import Content
from reader.ingest.extra import MissingPackage
from reader.ingest.html_blocks import blocks_of
from reader.ingest.html_tree import tree
from reader.ingest.source import load
from reader.text.block import Kind
from reader.text.emphasis import Marks
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from tests.ingest.packages import DOCUMENTS

pytest.importorskip("trafilatura", reason="it is in the extra `html`, and in `dev`")

WEB = "web page"
PAGE = (DOCUMENTS / "page.html").read_bytes()
ARTICLE = """La digue de Sarzelec tient bon

Deux cents habitants ont passé la nuit au gymnase, et la mer s’est retirée sans rompre l’ouvrage.

«\u202fElle a tenu toute la nuit\u202f», répète le maire. Les travaux coûteront 1\u202f250\u202f000\u00a0€\u202f; l’État en paiera 40\u00a0%.

Une nuit d’attente

Les sirènes ont retenti à 22\u00a0h\u00a030 dans le bourg 🌊. Le camping municipal, évacué, n’a pas souffert, et les pompiers, venus de tout le département, ont regagné leurs casernes au matin.

• les sirènes à 22 h 30\u00a0;
• l’évacuation du camping\u00a0;

« On n’a jamais vu ça ici. »

La digue au matin. LE RIVAGE

Le préfet a promis un rapport avant la fin du mois. Une réunion publique est prévue samedi, à la salle des fêtes, en présence des ingénieurs qui ont conçu l’ouvrage il y a trente ans.

Il vous reste 40 % de cet article à lire. Abonnez-vous."""
PROSE = (
    "La mer s’est retirée au matin sans rompre l’ouvrage, et les pompiers ont regagné leurs casernes, dit le maire. "
    * 3
)

CITED = (
    "<meta name='citation_author' content='Roy, Anne'><meta name='citation_author' content='Le Bris, Jean'>"
    "<meta name='citation_publication_date' content='2024/05/31'><meta name='citation_title' content='La mer'>"
)
LINKED = (
    "<script type='application/ld+json'>{not json}</script><script type='application/ld+json'>"
    '{"@graph": [{"@type": "Organization", "name": "X"}, {"@type": ["Thing", "NewsArticle"], "headline": "La mer", '
    '"author": {"name": "Anne Roy"}, "inLanguage": "en-GB", "mainEntityOfPage": {"@id": "https://r.fr/1"}}]}</script>'
)


def kinds(content: Content) -> list[Kind]:
    assert content.structure
    return [block.kind for block in content.structure.blocks]


@pytest.fixture
def without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "is_installed", lambda module: False)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang='fr'><head>{head}</head><body>{body}</body></html>".encode()


def test_a_page_is_its_article_with_its_spaces_quotes_captions_and_metadata() -> None:
    content = html_page.read(PAGE)
    assert content.text == ARTICLE
    item, text = Kind.LIST_ITEM, Kind.PARAGRAPH
    heading, quote, caption = Kind.HEADING, Kind.QUOTE, Kind.CAPTION
    assert kinds(content)[:10] == [heading, text, text, heading, text, item, item, quote, caption, text]
    assert content.structure
    assert [(each.span.of(content.text), each.marks) for each in content.structure.emphasis] == [
        ("municipal", Marks.EMPHASIS)
    ]
    assert content.metadata == Metadata(
        "La digue de Sarzelec tient bon", "Maël Guéguen; Zoé Lefèvre", "Le Rivage", "2025-01-15", "https://example.org/digue", "fr", section="Région"
    )  # fmt: skip


@pytest.mark.usefixtures("without_trafilatura")
def test_without_trafilatura_a_page_that_says_where_its_article_is_is_read() -> None:
    byline = "Par Maël Guéguen et Zoé Lefèvre, le 15 janvier 2025 à 6 h 12\n\n"
    assert html_page.read(PAGE).text.replace(byline, "") == ARTICLE
    assert (
        html_page.read(page(f"<nav>Région</nav><main><p>{PROSE}</p><aside>Lire aussi</aside></main>")).text
        == PROSE.strip()
    )


@pytest.mark.usefixtures("without_trafilatura")
def test_without_trafilatura_any_other_page_names_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page(f"<div>Région</div><div><p>{PROSE}</p></div>"))
    with pytest.raises(MissingPackage) as caught:
        load(file)
    assert "pip install 'scolie[html]'" in caught.value.hint and "a.html" in caught.value.message


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"Le port rouvre.", "not in the format HTML"),
        (b"%PDF-1.7", "not in the format HTML"),
        (b"\x00\x01<p>", "binary"),
        (page("<script>app()</script>"), "no text"),
        (page("<form><p>Connectez-vous pour lire la suite de cet article du Rivage, s’il vous plaît.</p><input type='password'></form>"), "log in"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(tmp_path: Path, data: bytes, title: str) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(data)
    with pytest.raises(Problem) as caught:
        load(file)
    assert title in caught.value.title and caught.value.hint and "a.html" in caught.value.message


def test_sentences_and_headings_among_those_of_the_article_belong_to_it() -> None:
    linked = "Un paragraphe entier du port est un lien, que la page donne en gras."
    teaser = "Lire aussi : le port de Sarzelec avant la nuit de la tempête"
    bare = "Un texte nu entre deux sauts de ligne, comme on en écrivait autrefois."
    body = (
        f"<h1>Le site</h1><div><div><h2>La digue</h2><p>{PROSE}</p></div>"
        f"<div><p><a href='/a'><strong>{linked}</strong></a></p></div><div><p><a href='/b'>{teaser}</a></p></div>"
        f"<br><br>{bare}<br><br><p>{PROSE}</p></div>"
    )
    content = html_page.read(page(body))
    assert content.text.split("\n\n") == ["La digue", PROSE.strip(), linked, bare, PROSE.strip()]


@pytest.mark.usefixtures("without_trafilatura")
def test_a_page_with_several_articles_says_that_one_is_shown() -> None:
    articles = [f"<article><h1>Titre {number}</h1><p>{number} {PROSE * 2}</p></article>" for number in range(3)]
    content = html_page.read(page("".join(articles)))
    assert content.text.count("Titre") == 1
    assert content.damage.startswith("The page has 3 articles, of which one is shown")
    teaser = "<article>La mer, un bref aperçu.</article>"
    assert html_page.read(page(articles[0] + teaser * 9)).damage == ""


def test_a_long_page_that_also_asks_for_a_password_is_an_article() -> None:
    body = f"<form><input type='password'></form><article><h1>Le port</h1><p>{PROSE * 4}</p></article>"
    assert PROSE.strip() in html_page.read(page(body)).text


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>a<p>b<ul><li>c<li>d</ul>e", ["a", "b", "• c", "• d", "e"]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", ["3. a", "7. b", "8. c"]),
        ("<ol type=a><li><p>a</p><p>b</p></ol>", ["a. a", "b"]),
        ("a<br>b<br><br>c", ["a\nb", "c"]),
        ("<table><tr><th>Heure<td>4,1 m</table><p>x", ["Heure | 4,1 m", "x"]),
        ("<table><tr><td><p>a</p><p>b</p><td></table>", ["a", "b"]),
        ("<table><tr><td><h2>a</h2><td><p>b</p></table>", ["a", "b"]),
        ("10<sup>6</sup> <q>oui</q> <b>1</b><sup>er</sup>", ["10⁶ “oui” 1er"]),
        ("<p>cam&shy;ping a&nbsp;; b&#8239;! c</p>", ["camping a\u00a0; b\u202f! c"]),
        ("<p>  a \n <em> b</em>  c</p>", ["a b c"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p hidden>a</p><script>b</script><svg><text>c</text></svg><p>d</p>", ["d"]),
        ("<p>a &lt; b <c & d", ["a < b <c & d"]),
        ("a<script>if (1<2) {'</p>'}</script>b", ["ab"]),
        ("<p>mot<a role='doc-noteref'>1</a></p><aside>n <a role='doc-backlink'>↩</a></aside>", ["mot[1]", "n"]),
        ("</div></p>a</td></table>", ["a"]),
        ("<table><tr><td>a</div><td>b</table>", ["a | b"]),
        ("<!-- a --><p>b<!-- c", ["b<!-- c"]),
    ],
)  # fmt: skip
def test_blocks_are_what_a_browser_shows(html: str, texts: list[str]) -> None:
    assert [block.text.strip() for block in blocks_of(tree(html))] == texts


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        ("<title>Le port rouvre — Le Rivage</title><meta property='og:site_name' content='Le Rivage'>", Metadata("Le port rouvre", "", "Le Rivage", language="fr", type=WEB)),
        ("<title>Le port – un refus</title>", Metadata("Le port – un refus", language="fr", type=WEB)),
        (
            CITED,
            Metadata("La mer", "Roy, Anne; Le Bris, Jean", "", "2024/05/31", "", "fr", WEB),
        ),
        (
            LINKED,
            Metadata("La mer", "Anne Roy", "", "", "https://r.fr/1", "en"),
        ),
        ("<meta property='article:author' content='https://facebook.com/roy'><meta name='author' content='Anne Roy'>", Metadata(author="Anne Roy", language="fr", type=WEB)),
        ("<!--\n Page saved with SingleFile \n url: https://r.fr/a?b=1 \n saved date: Wed Jan 15 2025\n-->", Metadata(url="https://r.fr/a?b=1", language="fr", type=WEB, accessed="2025-01-15")),
        ("<!-- saved from url=(0021)https://r.fr/le-port -->", Metadata(url="https://r.fr/le-port", language="fr", type=WEB)),
    ],
)  # fmt: skip
def test_metadata_come_from_what_the_page_says_of_itself(head: str, metadata: Metadata) -> None:
    assert html_page.read(page(f"<article><p>{PROSE}</p></article>", head)).metadata == metadata


@pytest.mark.parametrize(
    ("said", "type"),
    [
        ('{"@type": "NewsArticle", "headline": "La mer"}', ""),
        ('{"@type": ["ReportageNewsArticle"], "headline": "La mer"}', ""),
        ('{"@type": "Article", "headline": "La mer", "publisher": {"@type": "NewsMediaOrganization", "name": "Le Quai"}}', ""),
        ('{"@type": "Article", "headline": "La mer", "isPartOf": {"@type": "http://schema.org/Newspaper"}}', ""),
        ('{"@type": "BlogPosting", "headline": "La mer", "publisher": {"@type": "Organization", "name": "Le Quai"}}', "web page"),
        ('{"@type": "WebPage", "headline": "La mer"}', "web page"),
    ],
)  # fmt: skip
def test_a_page_is_cited_as_one_unless_it_says_that_it_is_of_a_newspaper(said: str, type: str) -> None:
    body = f"<article><h1>La mer</h1><p>{PROSE}</p></article>"
    assert html_page.read(page(body, json_ld(said))).metadata.type == type
    news = body.replace("<article>", "<article itemscope itemtype='https://schema.org/NewsArticle'>")
    assert html_page.read(page(news)).metadata.type == ""


def test_a_saved_page_is_cited_with_site_address_and_the_day_on_which_it_was_saved() -> None:
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://quai.example/mer \n"
        " saved date: Fri May 03 2024 10:02:11 GMT+0200 (heure d’été)\n-->"
    )
    head = "<title>La mer dort</title><meta property='og:site_name' content='Le Quai'>"
    metadata = html_page.read(page(f"<article><p>{PROSE}</p></article>", comment + head)).metadata
    assert metadata.is_web_page and metadata.accessed == "2024-05-03"
    line = reference(Item("a", metadata), "chicago", "fr", UNAMBIGUOUS).plain
    assert "Le Quai" in line and "https://quai.example/mer" in line and "3 mai 2024" in line


def json_ld(*objects: str) -> str:
    return "".join(f"<script type='application/ld+json'>{each}</script>" for each in objects)


OTHER = '{"@type": "NewsArticle", "headline": "Un autre port", "author": "Jo Blanc", "datePublished": "2024-04-14"%s}'
OWN = '{"@type": "NewsArticle", "headline": "La digue", "author": "Anne Roy", "datePublished": "2024-03-17"%s}'
TITLE = "<title>La digue | Le Rivage</title>"
BESIDE = "<a rel='author'>Jo Blanc</a><time itemprop='datePublished' datetime='2024-04-14'>Hier à 16 h</time>"
KNOWN = ("Anne Roy", "2024-03-17")


@pytest.mark.parametrize(
    ("head", "before", "inside", "after", "known"),
    [
        (TITLE + json_ld(OTHER % "", OWN % ""), "", "", "", KNOWN),
        (TITLE + json_ld(f"[{OTHER % ''}, {OWN % ''}]"), "", "", "", KNOWN),
        (
            "<link rel='canonical' href='http://r.fr/digue/'>"
            + json_ld(OTHER % ', "url": "https://r.fr/port"', OWN % ', "url": "https://www.r.fr/digue?x=1"'),
            "", "", "", KNOWN,
        ),
        ("<link rel='canonical' href='https://r.fr/digue'>" + TITLE + json_ld(OTHER % ', "url": "https://r.fr/port"'), "", "", "", ("", "")),
        (json_ld(OWN % ""), "", "", "", KNOWN),
        (TITLE, f"<aside>{BESIDE}</aside>", "", "", ("", "")),
        (TITLE, f"<article>{BESIDE}</article>", "", f"<nav>{BESIDE}</nav><footer>{BESIDE}</footer>", ("", "")),
        (TITLE, "", f"<aside>{BESIDE}</aside>", "", ("", "")),
        (TITLE, f"<aside>{BESIDE}</aside>", "<a rel='author'>Anne Roy</a><time datetime='2024-03-17T08:00'>dimanche</time>", "", KNOWN),
        (
            TITLE,
            "<p itemprop='author'>Par <b itemprop='name'>Anne Roy</b></p><time datetime='2024-03-17' itemprop='datePublished'>",
            "<time datetime='2024-03-18'>", "", KNOWN,
        ),
        (TITLE, "", "<a rel='author'>Anne Roy</a> et <a rel='author'>Max Le Bris</a><time datetime='2024-03-17'><time datetime='2024-03-18'>", "", ("Anne Roy; Max Le Bris", "")),
    ],
)  # fmt: skip
def test_author_and_date_are_those_of_the_article_and_not_of_others_beside_it(
    head: str, before: str, inside: str, after: str, known: tuple[str, str]
) -> None:
    body = f"{before}<article><h1>La digue</h1>{inside}<p>{PROSE}</p></article>{after}"
    metadata = html_page.read(page(body, head)).metadata
    assert (metadata.author, metadata.date) == known


@pytest.mark.parametrize(
    "byline", ["By Anne Roy March 17", "Par Anne Roy", "Publié le 17 mars 2024", "Par Anne Roy le 17 mars 2024"]
)
def test_the_lines_below_the_title_that_name_author_and_date_stay(byline: str) -> None:
    above = f"<h1>La digue</h1><div><span>{byline}</span></div><div>Partager</div>"
    text = html_page.read(page(f"<main>{above}<article><p>{PROSE}</p><p>{PROSE}</p></article></main>", TITLE)).text
    assert text.startswith(f"La digue\n\n{byline}\n\nLa mer")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("windows-1251", "cp1251"), ("iso-8859-1", "utf-8"), ("nonsense", "utf-8")]
)
def test_a_page_is_decoded_as_it_declares_unless_it_is_utf_8(declared: str, encoding: str) -> None:
    words = ("Порт снова открыт, и море спокойно. " if encoding == "cp1251" else PROSE) * 4
    html = f"<html><head><meta charset={declared}></head><body><article><p>{words}</p></article></body></html>"
    content = html_page.read(html.encode(encoding))
    assert content.text == words.strip() and content.encoding == encoding and not content.guessed


@pytest.mark.parametrize(
    "html", ["<div>" * 20_000, "<p>a" * 20_000, "<!--" * 20_000, "<" * 50_000, "<a " * 20_000, "<![CDATA[" * 9_000]
)
def test_a_page_made_to_do_harm_ends_soon(html: str) -> None:
    blocks_of(tree(f"{html}<p>fin"))
    with pytest.raises(Problem):
        html_page.read(html.encode()[:30_000].replace(b"a", b""))
