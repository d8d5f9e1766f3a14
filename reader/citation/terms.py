"""Words, dates and locators of citations, in French and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LANGUAGES = ("fr", "en")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SHORT_MONTHS = {
    "fr": "janv févr mars avr mai juin juill août sept oct nov déc".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
"""Months as Vancouver and BibTeX have them, without full stops."""
AND = {"fr": "et", "en": "and"}
REFERENCES = {"fr": "Références", "en": "References"}
EXCERPTS = {"fr": "Extraits", "en": "Excerpts"}
"""Headings of a document."""
_DASH = {"fr": "\u2011", "en": "–"}
_PAGES = {"fr": ("p.\u00a0{}", "p.\u00a0{}"), "en": ("p. {}", "pp. {}")}
PARAGRAPHS = {"fr": ("paragr.\u00a0{}", "paragr.\u00a0{}"), "en": ("para. {}", "paras. {}")}
"""How one paragraph, and several, are named; most styles agree."""
_RANGE = re.compile(r"(?<=\w)\s*[-\u2010-\u2013]\s*(?=\w)")


def et_al(names: Sequence[str]) -> str:
    """Return ``Roy et al.`` for one name, ``Roy, Blanc, et al.`` for several."""
    return f"{names[0]} et al." if len(names) == 1 else f"{', '.join(names)}, et al."


def day_and_month(parts: Sequence[int], language: str) -> str:
    """Return the month and day of date parts, ``1er mai`` or ``May 1``; without a day, ``mai`` or ``May``."""
    month = MONTHS[language][parts[1] - 1]
    if len(parts) < 3:
        return month
    return f"{_day(parts[2])} {month}" if language == "fr" else f"{month} {parts[2]}"


def whole_date(parts: Sequence[int], language: str) -> str:
    """Return ``1er mai 2024`` or ``1 May 2024``, or as much of it as the date parts give."""
    day = [_day(parts[2]) if language == "fr" else str(parts[2])] if len(parts) > 2 else []
    month = [MONTHS[language][parts[1] - 1]] if len(parts) > 1 else []
    return " ".join([*day, *month, *(str(year) for year in parts[:1])])


def full_date(parts: Sequence[int], language: str) -> str:
    """Return ``1er mai 2024`` or ``May 1, 2024``, or as much of it as the date parts give."""
    if language == "fr" or len(parts) < 2:
        return whole_date(parts, language)
    return f"{day_and_month(parts, language)}{',' if len(parts) > 2 else ''} {parts[0]}"


def pages(page: str, language: str, words: tuple[str, str] | None = None) -> str:
    """Return ``p. 4`` or ``pp. 12–13``; ``words`` are for one page and for several."""
    if not page:
        return ""
    is_several = bool(_RANGE.search(page)) or "," in page
    return (words or _PAGES[language])[is_several].format(page_range(page, language))


def page_range(page: str, language: str) -> str:
    """Return pages with the dash of the language: ``12–13``."""
    return _RANGE.sub(_DASH[language], page)


def _day(day: int) -> str:
    return "1er" if day == 1 else str(day)


def locator(
    paragraphs: Sequence[int],
    language: str,
    format: str,
    pages: Sequence[tuple[str, str]] = (),
    words: Mapping[str, tuple[str, str]] = PARAGRAPHS,
    *,
    bare_pages: bool = False,
) -> str:
    """Return the place in an article: ``p. 3``, ``pp. 3–4``; without pages ``paragr. 4``, ``paras. 2, 5–7``, in Markdown ``§ 4``.

    ``paragraphs`` are ordinals in ascending order, ``pages`` the first and last labels of runs of pages; without any of
    both, the result is empty. ``words``: what a style calls one paragraph and several, by language.
    ``bare_pages``: a page is its number alone.
    """
    if pages:
        return _page_locator(pages, language, bare=bare_pages)
    if not paragraphs:
        return ""
    runs: list[list[int]] = []
    for ordinal in paragraphs:
        if runs and ordinal == runs[-1][-1] + 1:
            runs[-1].append(ordinal)
        else:
            runs.append([ordinal])
    dash = _DASH[language]
    ranges = ", ".join(f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"§\u00a0{ranges}" if format == "markdown" else words[language][len(paragraphs) > 1].format(ranges)


def _page_locator(pages: Sequence[tuple[str, str]], language: str, *, bare: bool) -> str:
    ranges = ", ".join(first if first == last else f"{first}{_DASH[language]}{last}" for first, last in pages)
    is_one = len(pages) == 1 and pages[0][0] == pages[0][1]
    return ranges if bare else _PAGES[language][not is_one].format(ranges)
