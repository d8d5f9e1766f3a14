"""Our citations beside what a CSL processor printed for the same items.

``printed.json`` holds the printed lines and says what made them. Where we mean to read otherwise, a rule below says so,
with its reason; it turns what the processor printed into what we print, for every item alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.citation.disambiguation import disambiguate
from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, Look
from reader.citation.styles import LANGUAGES, citation, reference
from reader.citation.terms import MONTHS, locator
from tests.citation.items import item as item_of

PRINTED: dict[str, Any] = json.loads((Path(__file__).parent / "printed.json").read_text(encoding="utf-8"))
KINDS = [(style, language) for style in ("apa", "iso690") for language in LANGUAGES]


@dataclass(frozen=True)
class Case:
    """One printed line: of which item, in which style, in the text or in the list, with how many names before et al."""

    item: Item
    style: str
    language: str
    what: str
    names: int = 1


Rule = Callable[[str, Case], str]


def french_order_of_a_date(line: str, case: Case) -> str:
    """The style has no French order: it prints (2024, janvier 9), which French never writes."""
    if case.style != "apa" or case.language != "fr":
        return line
    return re.sub(rf"({'|'.join(MONTHS['fr'])}) (\d{{1,2}})\)", r"\2 \1)", line)


def french_and(line: str, case: Case) -> str:
    """French writes “et” between the last two authors, without a comma; the style has “&” in every language."""
    if (case.style, case.language) != ("apa", "fr"):
        return line
    year = re.search(r" \(?(?:2|s\.)", line)
    end = year.start() if year and case.item.names else 0
    return re.sub(",? & ", " et ", line[:end]) + line[end:]


def first_of_the_month(line: str, case: Case) -> str:
    """French writes 1er mai; the styles ask for a bare number."""
    return re.sub(rf"\b1 (?={'|'.join(MONTHS['fr'])})", "1er ", line) if case.language == "fr" else line


def no_retrieval_without_its_date(line: str, case: Case) -> str:
    """Publication Manual 9.16: “Retrieved” stands with the date of retrieval; the style leaves it hanging without one."""
    return re.sub(r"(?:Retrieved|Consulté) (?=https?:)", "", line)


def nothing_for_what_is_missing(line: str, case: Case) -> str:
    """The ISO styles leave the full stop of a source that is missing: “Titre. . 9 janvier”."""
    return re.sub(r"\.(?: \.)+", ".", line)


def one_stop(line: str, case: Case) -> str:
    """A stop after a stop is none: “…”., “ ?.”, “ ?».” and a title's own full stop before a comma or a closing mark."""
    line = re.sub(r"([?!…](?:</i>)?)\.", r"\1", line)
    line = re.sub(r"([?!…]\s?»)\.", r"\1", line)
    title = case.item.title
    return re.sub(rf"{re.escape(title)}(?=,|\s»,)", title.removesuffix("."), line)


def whole_date_without_an_author(line: str, case: Case) -> str:
    """CSL prints no variable twice after a substitution, so that the day of an anonymous article is lost in ISO 690.

    The standard wants it as for any other article.
    """
    parts = case.item.date_parts
    if case.style != "iso690" or case.what != "reference" or case.item.names or not parts:
        return line
    year, *rest = (str(part) for part in parts)
    date = " ".join([*rest[1:], *([MONTHS[case.language][int(rest[0]) - 1]] if rest else []), year])
    at = re.search(r"Disponible|Available|$", line)
    assert at
    return f"{line[: at.start()].rstrip()} {date}. {line[at.start() :]}".rstrip()


def et_al_in_english_too(line: str, case: Case) -> str:
    """The English ISO style names everybody in the text, twenty-three if need be; the French one more than three not."""
    if (case.style, case.language, case.what) != ("iso690", "en", "citation"):
        return line
    names = line[1:].partition(" 20")[0].split(", ")
    shown = ", ".join([*names[: case.names], "et al."]) if case.names > 1 else f"{names[0]} et al."
    return line.replace(", ".join(names), shown) if len(names) > 3 else line


def a_newspapers_name_is_a_name(line: str, case: Case) -> str:
    """APA's title case would make Estuary.Example of estuary.example; a name stays as it is."""
    source = case.item.metadata.source
    return re.sub(f"(?i)<i>{re.escape(source)}</i>", lambda _: f"<i>{source}</i>", line) if source else line


def minor_words(line: str, case: Case) -> str:
    """Publication Manual 6.17: words of four letters have a capital, “if” has none; the processor's list differs."""
    if case.style != "apa" or case.what != "citation" or case.item.metadata.language != "en" or case.item.names:
        return line
    return re.sub(r"\b(through|with|from|over|into|until)\b", lambda word: word[0].title(), line).replace(
        ", If", ", if"
    )


def no_recasting_on_a_guess(line: str, case: Case) -> str:
    """The processor takes a title of unknown language for an English one in an English style, and sets capitals."""
    title = case.item.title
    return line if case.item.metadata.language else re.sub(f"(?i){re.escape(title)}", lambda _: title, line)


def marks_of_the_newspaper(line: str, case: Case) -> str:
    """The processor sets straight apostrophes and quotation marks anew; we print the title as the newspaper has it."""
    line = line.replace("’", "'") if "'" in case.item.title else line
    return re.sub("«\\s|\\s»|[“”]", '"', line) if '"' in case.item.title and case.item.names else line


RULES: list[Rule] = [
    french_order_of_a_date, french_and, no_retrieval_without_its_date, nothing_for_what_is_missing, one_stop,
    et_al_in_english_too, a_newspapers_name_is_a_name, minor_words, no_recasting_on_a_guess, marks_of_the_newspaper,
    whole_date_without_an_author, first_of_the_month,
]  # fmt: skip


def spaced(line: str) -> str:
    """Take every no-break space for a space: the processor has them in other places than we."""
    return re.sub("[\u00a0\u202f]", " ", line)


def meant(line: str, case: Case) -> str:
    """Return what we print where the processor printed ``line``."""
    line = spaced(line)
    for rule in RULES:
        line = rule(line, case)
    return line


def marked(line: Line) -> str:
    """Return a line as the processor prints it, italics between ``<i>`` and ``</i>``."""
    return spaced("".join(f"<i>{words}</i>" if look is Look.ITALIC else words for words, look in line.pieces))


def ours(case: Case, disambiguation: Disambiguation) -> str:
    if case.what == "reference":
        return marked(reference(case.item, case.style, case.language, disambiguation))
    where = locator([4], case.language, "plain")
    return marked(citation(case.item, case.style, case.language, where, disambiguation))


ALONE = {one["item"]["id"]: one for one in PRINTED["alone"]}


@pytest.mark.parametrize(("style", "language"), KINDS)
@pytest.mark.parametrize("id_", ALONE)
def test_one_alone(id_: str, style: str, language: str) -> None:
    item = item_of(**ALONE[id_]["item"])
    for what, line in ALONE[id_]["printed"][f"{style}-{language}"].items():
        case = Case(item, style, language, what)
        assert ours(case, Disambiguation()) == meant(line, case)


@pytest.mark.parametrize("id_", ALONE)
def test_what_the_processor_read_is_what_we_write(id_: str) -> None:
    assert item_of(**ALONE[id_]["item"]).to_csl() == ALONE[id_]["csl"]


@pytest.mark.parametrize(("style", "language"), KINDS)
@pytest.mark.parametrize("group", PRINTED["together"], ids=lambda group: group["what"])
def test_several_together(group: dict[str, Any], style: str, language: str) -> None:
    items = [item_of(**fields) for fields in group["items"]]
    apart = disambiguate(items, style, language)
    for item in items:
        for what, line in group["printed"][f"{style}-{language}"][item.id].items():
            case = Case(item, style, language, what, apart[item.id].names)
            expected = meant(line, case)
            if style == "iso690" and not item.date_parts:
                # The styles lose the letter where there is no date, so that two articles read alike.
                expected = expected.replace(" date]", f" date]{apart[item.id].letter}")
            assert ours(case, apart[item.id]) == expected


@pytest.mark.parametrize(("style", "language"), KINDS)
def test_paragraphs(style: str, language: str) -> None:
    item = item_of(**PRINTED["alone"][0]["item"])
    for where, line in PRINTED["locators"][f"{style}-{language}"].items():
        paragraphs = [
            n
            for run in where.split(", ")
            for n in range(int(run.partition("-")[0]), int(run.rpartition("-")[2]) + 1)
        ]  # fmt: skip
        told = locator(paragraphs, language, "plain")
        assert marked(citation(item, style, language, told)) == spaced(line)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_is_needed(rule: Rule) -> None:
    changed = 0
    for one in PRINTED["alone"]:
        for style, language in KINDS:
            for what, line in one["printed"][f"{style}-{language}"].items():
                case = Case(item_of(**one["item"]), style, language, what)
                without = spaced(line)
                for other in RULES:
                    without = without if other is rule else other(without, case)
                changed += without != meant(line, case)
    assert changed
