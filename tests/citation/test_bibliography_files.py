"""Bibliography files say the same as the items, in Unicode, and nothing in an item ends a field or an entry early."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citation.bibliographies import FILES
from reader.citation.item import Item
from reader.citation.keys import citation_keys
from reader.text.metadata import Metadata, is_key
from tests.citation.items import item, varied

PRESS = item(
    "port", "Le port & la mer : 100 %", "Guéguen, Maël; Ville de Paris,; Hugues de Villiers", "Le Rivage", "2025-01-15",
    "https://example.org/a_b", "fr", page="12-13", section="Économie", edition="Finistère", accessed="2026-11-20",
    archive="Europresse",
)  # fmt: skip
WEB = item("about", "About", "", "The Ledger", "2019-06", "https://example.org/about", "en", "web page")


def test_a_press_article_in_biblatex() -> None:
    assert FILES["biblatex"].write([("gueguen2025port", PRESS)]) == (
        "@article{gueguen2025port,\n"
        "  author = {Guéguen, Maël and {Ville de Paris} and de Villiers, Hugues},\n"
        "  title = {Le port \\& la mer : 100 \\%},\n"
        "  journaltitle = {Le Rivage},\n"
        "  entrysubtype = {newspaper},\n"
        "  date = {2025-01-15},\n"
        "  edition = {Finistère},\n"
        "  titleaddon = {Économie},\n"
        "  pages = {12--13},\n"
        "  url = {https://example.org/a_b},\n"
        "  urldate = {2026-11-20},\n"
        "  addendum = {Europresse},\n"
        "  langid = {french},\n"
        "}\n"
    )


def test_a_web_page_in_biblatex_and_bibtex() -> None:
    assert (
        FILES["biblatex"].write([("about", WEB)]).startswith("@online{about,\n  title = {About},\n  organization = {")
    )
    bibtex = FILES["bibtex"].write([("about", WEB)])
    assert "@misc{about," in bibtex and "  month = jun,\n" in bibtex and "  year = {2019},\n" in bibtex


def test_a_press_article_in_ris() -> None:
    lines = FILES["ris"].write([("k", PRESS)]).split("\r\n")
    assert lines[:5] == [
        "TY  - NEWS",
        "ID  - k",
        "AU  - Guéguen, Maël",
        "AU  - Ville de Paris",
        "AU  - de Villiers, Hugues",
    ]
    assert {"DA  - 2025/01/15/", "PY  - 2025", "SP  - 12", "EP  - 13", "SE  - Économie", "T2  - Le Rivage"} < set(lines)
    assert lines[-3:] == ["ER  - ", "", ""]
    assert "DA  - 2019/06//" in FILES["ris"].write([("k", WEB)])


def test_csl_json_has_the_keys_as_ids() -> None:
    (written,) = json.loads(FILES["csl-json"].write([("k", PRESS)]))
    assert written == {**PRESS.to_csl(), "id": "k"}
    assert (written["archive"], written["edition"], written["page"]) == ("Europresse", "Finistère", "12-13")


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_nothing_ends_a_field_or_a_line_early(title: str, author: str, source: str, url: str) -> None:
    given = Item("a", Metadata(title, author, source, url=url, archive=title))
    for key in ("biblatex", "bibtex"):
        written = re.sub(r"\\[a-zA-Z]+\{\}|\\[&%$#_]", "", FILES[key].write([("k", given)]))
        depth = 0
        for letter in written[:-2]:
            depth += {"{": 1, "}": -1}.get(letter, 0)
            assert depth > 0 or "{" not in written[: written.index(letter) + 1]
        assert written.count("{") == written.count("}")
        assert all(re.match(r"@\w+\{k,$|  \w+ = .*,$|\}$|$", line) for line in written.split("\n"))
    lines = FILES["ris"].write([("k", given)]).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in lines)
    assert sum(line.startswith("TY") for line in lines) == 1


# -- citation keys


def test_a_key_is_author_year_and_a_word() -> None:
    assert citation_keys([PRESS, WEB]) == {"port": "gueguen2025port", "about": "theledger2019about"}
    assert citation_keys([item("a", "L’eau", "Le Bris, Aël")]) == {"a": "lebrisndeau"}
    assert citation_keys([item("a", "")]) == {"a": "anonnd"}


def test_keys_that_would_be_alike_are_numbered_by_id_and_a_chosen_one_is_kept() -> None:
    three = [varied(PRESS), Item("a", PRESS.metadata), Item("z", PRESS.metadata)]
    numbered = {"a": "gueguen2025port", "port": "gueguen2025port-2", "z": "gueguen2025port-3"}
    assert citation_keys(three) == citation_keys(reversed(three)) == numbered
    chosen = [*three[:2], varied(three[2], key="Guéguen"), varied(Item("y", PRESS.metadata), key="GUEGUEN2025port")]
    assert citation_keys(chosen)["y"] == "GUEGUEN2025port"
    assert citation_keys(chosen)["a"] == "gueguen2025port-2", "BibTeX takes no notice of case"


@given(st.lists(st.builds(item, st.text(max_size=3), *[st.text(max_size=12)] * 3, key=st.text(max_size=4)), max_size=6))
def test_every_key_is_one_and_no_two_are_alike(items: list[Item]) -> None:
    keys = citation_keys(items)
    assert set(keys) == {one.id for one in items}
    assert len({key.casefold() for key in keys.values()}) == len(keys)
    assert all(map(is_key, keys.values()))


@pytest.mark.parametrize("key", ["", "é", "a b", "a,b", "-a", "a.", "a}"])
def test_what_no_program_takes_is_no_key(key: str) -> None:
    assert not is_key(key)
