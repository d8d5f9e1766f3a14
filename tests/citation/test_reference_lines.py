"""Each style prints what a CSL processor prints for press articles and web pages, but for the differences named here.

``reference_lines.json`` says what made its lines: each item alone, cited with paragraph 3. Markup, kinds of blank, of
hyphen and of apostrophe do not count.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.citation.item import UNAMBIGUOUS, Item
from reader.citation.styles import STYLES, citation, reference
from reader.citation.terms import LANGUAGES, locator
from reader.text.metadata import CSL, Metadata

PRINTED: dict[str, Any] = json.loads((Path(__file__).parent / "reference_lines.json").read_text(encoding="utf-8"))
CASES = [
    (run, id_, what) for run, printed in PRINTED["runs"].items() for id_ in printed["lines"] for what in ("cite", "bib")
]

SHOWN_DATE = "An article without an author keeps its day: CSL drops it, since the title stands in the author's place."
TITLE_ALONE = (
    "A title that stands by itself is in italics (Publication Manual 8.14), as APA's own style has it in French."
)
ENGLISH_TITLE = "An English title in the text has capitals (Publication Manual 8.14), in whatever language one writes."
ONE_PAGE = "One page is “p.”; the style says “pp.” of any number."
FIRST_OF_THE_MONTH = "French writes “1er octobre”."
LONE_STOP = "The style leaves the full stop of a source that is missing."
EDITION = "French sets “édition” before its name."
COMMA = "The style lacks the comma before “s. d.” for web pages alone."
NO_BLANK = "The style forgets what separates the paragraph from the day of reading."
NO_TITLE = "The style cites no title where there is neither author nor source, so that nothing says what is cited."
TITLE_FIRST = "Cite Them Right sets the title first where there is no author; the style sets the missing date first."

RETRIEVED = "“Retrieved” stands only with the day of retrieval (Publication Manual 9.16)."

ACCEPTED: dict[tuple[str, str, str], tuple[str, str]] = {
    ("fr-FR|chicago-author-date-fr", "press-particle", "bib"): (
        "Villiers, Hugues de, et Aël Le Bris. 2021. « Qui paie la digue ? » Le Rivage, 17 août 2021, édition Finistère, sect. Économie.",
        EDITION,
    ),
    ("fr-FR|chicago-author-date-fr", "web-nodate", "cite"): (
        "(« About the ledger », s. d., paragr. 3)",
        COMMA,
    ),
    ("fr-FR|chicago-notes-bibliography-fr", "press-particle", "cite"): (
        "Hugues de Villiers et Aël Le Bris. « Qui paie la digue ? », Le Rivage, 17 août 2021, édition Finistère, sect. Économie, paragr. 3.",
        EDITION,
    ),
    ("fr-FR|chicago-notes-bibliography-fr", "press-particle", "bib"): (
        "Villiers, Hugues de, et Aël Le Bris. « Qui paie la digue ? » Le Rivage, 17 août 2021, édition Finistère, sect. Économie.",
        EDITION,
    ),
    ("fr-FR|chicago-notes-bibliography-fr", "web-nodate", "cite"): (
        "« About the ledger », The Coastal Ledger, paragr. 3, consulté le 30 septembre 2026. https://example.org/about.",
        NO_BLANK,
    ),
    ("fr-FR|iso690-author-date-fr", "press-full", "bib"): (
        "GUÉGUEN, Maël, 2024. Le port de Kerlouan s’agrandit. Le Rivage [en ligne]. 3 décembre 2024. p. 4. Disponible à l’adresse : https://example.org/port [Consulté le 20 novembre 2026].",
        ONE_PAGE,
    ),
    ("fr-FR|iso690-author-date-fr", "press-noauthor", "bib"): (
        "Trois communes sans médecin, 2023. La Vigie de l’Ouest. 31 mai 2023. pp. 12-13.",
        SHOWN_DATE,
    ),
    ("fr-FR|iso690-author-date-fr", "press-bare", "bib"): (
        "Brèves, [sans date].",
        LONE_STOP,
    ),
    ("fr-FR|iso690-author-date-fr", "press-particle", "bib"): (
        "DE VILLIERS, Hugues et LE BRIS, Aël, 2021. Qui paie la digue ? Le Rivage. Finistère. 17 août 2021. p. 7.",
        ONE_PAGE,
    ),
    ("fr-FR|iso690-author-date-fr", "press-en", "bib"): (
        "O’DOWD, Una, MARSH, Peter J., NGATA, Hana et RUIZ, Inés, 2020. Why the harbor was moved. The Coastal Ledger [en ligne]. 29 février 2020. p. A1. Disponible à l’adresse : https://example.org/harbor",
        ONE_PAGE,
    ),
    ("fr-FR|iso690-author-date-fr", "web-author", "bib"): (
        "MORVAN, Yann, 2019. Méthode des relevés de marée. Observatoire des côtes [en ligne]. juin 2019. Disponible à l’adresse : https://example.org/maree [Consulté le 1er octobre 2026].",
        FIRST_OF_THE_MONTH,
    ),
    ("fr-FR|iso690-author-date-fr", "web-org", "bib"): (
        "MINISTÈRE DE LA MER, 2025. Chiffres clés de la pêche. [en ligne]. 14 mars 2025. Disponible à l’adresse : https://example.org/chiffres [Consulté le 1er octobre 2026].",
        FIRST_OF_THE_MONTH,
    ),
    ("fr-FR|iso690-note-fr", "web-author", "cite"): (
        "MORVAN, Yann. Méthode des relevés de marée. Dans : Observatoire des côtes [en ligne]. juin 2019, paragr. 3. [Consulté le 1er octobre 2026]. Disponible à l’adresse : https://example.org/maree.",
        FIRST_OF_THE_MONTH,
    ),
    ("fr-FR|iso690-note-fr", "web-author", "bib"): (
        "MORVAN, Yann. Méthode des relevés de marée. Dans : Observatoire des côtes [en ligne]. juin 2019. [Consulté le 1er octobre 2026]. Disponible à l’adresse : https://example.org/maree",
        FIRST_OF_THE_MONTH,
    ),
    ("fr-FR|iso690-note-fr", "web-org", "cite"): (
        "MINISTÈRE DE LA MER. Chiffres clés de la pêche [en ligne]. 14 mars 2025, paragr. 3. [Consulté le 1er octobre 2026]. Disponible à l’adresse : https://example.org/chiffres.",
        FIRST_OF_THE_MONTH,
    ),
    ("fr-FR|iso690-note-fr", "web-org", "bib"): (
        "MINISTÈRE DE LA MER. Chiffres clés de la pêche [en ligne]. 14 mars 2025. [Consulté le 1er octobre 2026]. Disponible à l’adresse : https://example.org/chiffres",
        FIRST_OF_THE_MONTH,
    ),
    ("en-US|apa", "press-nodate", "bib"): (
        "Lefèvre, Z. (n.d.). Une forêt qui brûle deux fois. Le Rivage. https://example.org/foret",
        RETRIEVED,
    ),
    ("en-GB|harvard-cite-them-right", "press-bare", "cite"): (
        "(‘Brèves’, no date, para. 3)",
        NO_TITLE,
    ),
    ("en-GB|harvard-cite-them-right", "press-bare", "bib"): (
        "‘Brèves’ (no date).",
        TITLE_FIRST,
    ),
    ("fr-FR|universite-de-montreal-apa", "press-bare", "cite"): (
        "(Brèves, s. d., paragr. 3)",
        TITLE_ALONE,
    ),
    ("fr-FR|universite-de-montreal-apa", "web-nodate", "cite"): (
        "(About the Ledger, s. d., paragr. 3)",
        ENGLISH_TITLE,
    ),
}
"""What we print instead, and why, by run, item and kind of line."""


def item_of(csl: dict[str, Any]) -> Item:
    """Return an item of CSL-JSON."""

    def name(parts: dict[str, str]) -> str:
        family = " ".join(filter(None, (parts.get("non-dropping-particle"), parts.get("family"))))
        return f"{family}, {parts['given']}" if family else f"{{{parts['literal']}}}"

    def date(variable: str) -> str:
        return "-".join(f"{part:02d}" for part in csl.get(variable, {"date-parts": [[]]})["date-parts"][0])

    texts = {field: csl.get(variable, "") for field, variable in CSL.items()}
    author = "; ".join(map(name, csl.get("author", ())))
    dates = {"date": date("issued"), "accessed": date("accessed")}
    return Item(csl["id"], Metadata(**texts, **dates, author=author, type=csl["type"].replace("article-newspaper", "")))


ITEMS = {csl["id"]: item_of(csl) for csl in PRINTED["items"]}


def folded(line: str) -> str:
    """Return a line with one kind of blank, hyphen and apostrophe."""
    return re.sub(r"\s", " ", line).translate({0x2010: "-", 0x2011: "-", ord("’"): "'"})


def ours(run: str, id_: str, what: str) -> str:
    style, language = PRINTED["runs"][run]["style"], PRINTED["runs"][run]["language"]
    if what == "bib":
        return folded(reference(ITEMS[id_], style, language, UNAMBIGUOUS).plain)
    place = locator([3], language, "plain", (), STYLES[style].paragraphs)
    return folded(citation(ITEMS[id_], style, language, place, UNAMBIGUOUS).plain)


@pytest.mark.parametrize(("run", "id_", "what"), CASES)
def test_a_line_is_that_of_the_processor_or_differs_for_a_reason(run: str, id_: str, what: str) -> None:
    printed = folded(PRINTED["runs"][run]["lines"][id_][what])
    expected, reason = ACCEPTED.get((run, id_, what), (printed, "equal"))
    assert ours(run, id_, what) == folded(expected), reason
    assert (folded(expected) == printed) == (reason == "equal"), "a difference that there is not"


def test_there_are_references_for_each_style_and_language_but_those_that_say_so() -> None:
    proved = {(run["style"], run["language"]) for run in PRINTED["runs"].values()}
    proved.add(("iso690", "en"))  # by the lines of `test_printed`
    assert len(CASES) == 260
    for style in STYLES.values():
        for language in LANGUAGES:
            assert ((style.key, language) in proved) == (language not in style.unproved)


@pytest.mark.parametrize("id_", ITEMS)
def test_an_item_is_written_as_the_csl_that_the_processor_read(id_: str) -> None:
    csl = next(csl for csl in PRINTED["items"] if csl["id"] == id_)
    written = ITEMS[id_].to_csl()
    written.pop("title-short", None)
    assert written == csl
