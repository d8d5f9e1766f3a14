"""The words that citations are made of, in French and English."""

from __future__ import annotations

from collections.abc import Sequence

LANGUAGES = ("fr", "en")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
AND = {"fr": "et", "en": "and"}
_DASH = {"fr": "\u2011", "en": "–"}
_PARAGRAPHS = {"fr": ("paragr.\u00a0{}", "paragr.\u00a0{}"), "en": ("para. {}", "paras. {}")}


def et_al(names: Sequence[str]) -> str:
    """Return ``Roy et al.``, ``Roy, Blanc, et al.``"""
    return f"{names[0]} et al." if len(names) == 1 else f"{', '.join(names)}, et al."


def day_and_month(parts: Sequence[int], language: str) -> str:
    """Return ``1er mai`` or ``May 1`` for the month and the day of date parts, ``mai`` or ``May`` without a day."""
    month = MONTHS[language][parts[1] - 1]
    if len(parts) < 3:
        return month
    return f"{_day(parts[2])} {month}" if language == "fr" else f"{month} {parts[2]}"


def whole_date(parts: Sequence[int], language: str) -> str:
    """Return ``1er mai 2024`` or ``1 May 2024``, as far as the parts go."""
    day = [_day(parts[2]) if language == "fr" else str(parts[2])] if len(parts) > 2 else []
    month = [MONTHS[language][parts[1] - 1]] if len(parts) > 1 else []
    return " ".join([*day, *month, *(str(year) for year in parts[:1])])


def _day(day: int) -> str:
    return "1er" if day == 1 else str(day)


def locator(paragraphs: Sequence[int], language: str, format: str) -> str:
    """Return where in a page-less article: ``paragr. 4``, ``paras. 2, 5–7``, in Markdown ``§ 4``; nothing for none.

    ``paragraphs`` are ordinals in rising order.
    """
    if not paragraphs:
        return ""
    runs: list[list[int]] = []
    for one in paragraphs:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    dash = _DASH[language]
    told = ", ".join(f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"§\u00a0{told}" if format == "markdown" else _PARAGRAPHS[language][len(paragraphs) > 1].format(told)
