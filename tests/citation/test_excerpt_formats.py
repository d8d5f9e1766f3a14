"""Each format of an excerpt writes words that its program shows unchanged."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation import markup
from reader.citation.excerpt import excerpt
from reader.citation.excerpt_formats import FORMATS, KEYED
from reader.citation.line import italic, link, text
from tests.citation.items import item

ONE = item("port", "Le port rouvre", "Roy, Anne", "Le Quai", "2024-01-09", "https://exemple.org/a_b", "fr")


def made(format: str, quote: str = "Le port_1 rouvre.\n\nRien & rien.") -> str:
    return excerpt([quote], ONE, [4], "apa", "fr", format, key="roy2024port").text


def test_each_format() -> None:
    quote = "«\u00a0Le port_1 rouvre. Rien & rien.\u00a0»"
    assert made("plain") == f"{quote} (Roy, 2024, paragr.\u00a04)"
    assert made("citation") == "(Roy, 2024, paragr.\u00a04)"
    assert made("markdown").endswith("— (Roy, 2024, §\u00a04)")
    assert made("pandoc") == "> Le port\\_1 rouvre.\n>\n> Rien & rien.\n>\n> [@roy2024port, §\u00a04]"
    assert made("latex") == r"\textquote{Le port\_1 rouvre. Rien \& rien.} \autocite[paragr.~4]{roy2024port}"
    assert made("typst") == "#quote[Le port\\_1 rouvre. Rien & rien.] @roy2024port[paragr.\u00a04]"
    assert made("org") == (
        "#+begin_quote\nLe port\\under{}1 rouvre.\n\nRien & rien.\n#+end_quote\n[cite:@roy2024port paragr.\u00a04]"
    )
    assert made("html") == (
        '<blockquote lang="fr">\n<p>Le port_1 rouvre.</p>\n<p>Rien &amp; rien.</p>\n</blockquote>\n'
        "<p>— (Roy, 2024, paragr.\u00a04)</p>"
    )
    assert made("rtf") == "\\u171?\\u160?Le port_1 rouvre. Rien & rien.\\u160?\\u187? (Roy, 2024, paragr.\\u160?4)"


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        ("apa", "(Roy, 2024, p.\u00a03)"), ("harvard", "(Roy, 2024, p.\u00a03)"), ("iso690", "(Roy 2024, p.\u00a03)"),
        ("mla", "(Roy 3)"), ("chicago", "(Roy 2024, 3)"),
    ],
)  # fmt: skip
def test_a_page_is_named_as_the_style_does(style: str, cited: str) -> None:
    assert excerpt(["x"], ONE, [4], style, "fr", "citation", pages=[("3", "3")]).text == cited
    assert ", 3." in excerpt(["x"], ONE, [4], "chicago-note", "fr", "citation", pages=[("3", "3")]).text


def test_without_a_place_there_are_no_empty_brackets() -> None:
    for row in FORMATS.values():
        shown = excerpt(["x"], ONE, [], "apa", "fr", row, key="k").text
        assert "[]" not in shown and ", ]" not in shown and "k ]" not in shown


def test_a_line_of_a_list_keeps_italics_and_addresses() -> None:
    line = text("50 % de ") + italic("L_E") + " " + link("https://exemple.org/a_b")
    assert markup.LATEX.line(line) == r"50 \% de \emph{L\_E} \url{https://exemple.org/a_b}"
    assert markup.TYPST.line(line) == '50 % de #emph[L\\_E] #link("https://exemple.org/a_b")'
    assert markup.ORG.line(line) == "50 % de /L\\under{}E/ [[https://exemple.org/a_b]]"
    address = "https://exemple.org/a_b"
    assert markup.HTML.line(line) == f'50 % de <em>L_E</em> <a href="{address}">{address}</a>'
    assert markup.RTF.line(line) == r"50 % de {\i L_E} https://exemple.org/a_b"
    assert "javascript" not in re.findall(r'href="([^"]*)"', markup.HTML.line(link("javascript:alert(1)")))


def test_several_in_rich_text_are_one_document() -> None:
    document = FORMATS["rtf"].document(["a", "b"])
    assert document.startswith(r"{\rtf1\ansi") and document.endswith("}")
    assert document.count(r"\par") == 2 + 2  # each paragraph begins with \pard
    assert FORMATS["html"].document(["a", "b"]) == "a\n\nb"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_html_and_rich_text_show_what_was_written(words: str) -> None:
    shown: list[str] = []

    class Text(HTMLParser):
        def handle_data(self, data: str) -> None:
            shown.append(data)

    parser = Text()
    parser.feed(f"<p>{markup.html(words)}</p>")
    assert "".join(shown) == words
    units = [
        int(match[1]) % 65536 if match[1] else ord(match[2] or match[3])
        for match in re.finditer(r"(?s)\\u(-?\d+)\?|\\([\\{}])|(.)", markup.rtf(words))
    ]
    assert b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le") == words


@pytest.mark.parametrize(
    ("words", "org"),
    [
        ("et/ou", "et/ou"), ("*a*", "\\ast{}a*"), ("[fn:1]", "\\lbrack{}fn:1]"), ("x [2024-01-01]", "x \\lbrack{}2024-01-01]"),
        ("a_b", "a\\under{}b"), ("# a", "\\num{} a"), ("l’=a=", "l’=a="), ("(=a=)", "(\\equal{}a=)"), ("5 * 4", "5 * 4"),
    ],
)  # fmt: skip
def test_org_escapes_only_what_would_be_markup(words: str, org: str) -> None:
    assert markup.org(words) == org


def test_the_table_is_sound() -> None:
    assert [row.key for row in FORMATS.values()] == list(FORMATS)
    assert set(KEYED) <= set(FORMATS)
    assert all(row.label and row.suffix.startswith(".") for row in FORMATS.values())
