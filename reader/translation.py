"""Words for people in their language, by gettext.

The source is in English. Each other language is a catalogue, `reader/locales/<language>/LC_MESSAGES/scolie.po`; `make
messages` finds what the source says and compiles the catalogues. Whole sentences are translated, with names in braces for
what differs::

    _("There is no tag “{tag}”.").format(tag=tag)
    ngettext("{count} article", "{count} articles", count).format(count=count)

`use` chooses the language once, at the start; until then everything is English. What is made when a module loads is marked
with `N_` there and translated where it is shown.
"""

from __future__ import annotations

import gettext as standard
import struct
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "scolie"
FOLDER = Path(__file__).parent / "locales"
SOURCE = "en"
"""The language of the source, which needs no catalogue."""
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that say which language a person wants; as in gettext, the first that is set counts."""

_DAMAGE = (OSError, ValueError, LookupError, ArithmeticError, SyntaxError, struct.error)
"""What gettext raises for files that are damaged in one place or another."""
_COUNTS = (0, 1, 2, 5, 11, 1_000_000)

_catalogue: standard.NullTranslations = standard.NullTranslations()
_language = SOURCE


def languages() -> tuple[str, ...]:
    """Return the languages that there are, as ISO 639 codes, the source's first."""
    return (SOURCE, *sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def wanted(environment: Mapping[str, str]) -> str:
    """Return the first language that the locale asks for and that there is; that of the source if there is none."""
    value = next(filter(None, (environment.get(name, "") for name in VARIABLES)), "")
    codes = (locale.partition(".")[0].partition("_")[0].lower() for locale in value.split(":"))
    there = languages()
    return next((code for code in codes if code in there), SOURCE)


def use(language: str, folder: Path | None = None) -> bool:
    """Say everything in ``language`` from now on; False, and English, if its catalogue is missing or damaged."""
    global _catalogue, _language
    _catalogue, _language = standard.NullTranslations(), SOURCE
    if language == SOURCE:
        return True
    catalogue = _read(language, folder or FOLDER)
    if catalogue is None:
        return False
    _catalogue, _language = catalogue, language
    return True


def _read(language: str, folder: Path) -> standard.NullTranslations | None:
    """Return the catalogue of a language; None if it is missing or damaged."""
    try:
        catalogue = standard.translation(DOMAIN, folder, [language])
        for count in _COUNTS:
            catalogue.ngettext(language, language, count)  # whatever it says: this calculates the file's plural rule
    except _DAMAGE:
        return None
    return catalogue


def own_name(language: str) -> str:
    """Return what a language is called in itself, as its catalogue says; its code if the catalogue cannot be read."""
    catalogue = standard.NullTranslations() if language == SOURCE else _read(language, FOLDER)
    return catalogue.pgettext("what this language is called in itself", "English") if catalogue else language


def language() -> str:
    """Return the language in use."""
    return _language


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form for ``count``, by the plural rule of the language in use."""
    return _catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as it is said in a context, for a word that one language has and another needs two for."""
    return _catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name that tools for gettext know
    """Return ``message`` as it is: it is translated later, where it is shown."""
    return message


def decimal(value: float, decimals: int) -> str:
    """Return a number with some decimals, as the language in use writes it: ``0.67``, ``0,67``."""
    return f"{value:.{decimals}f}".replace(".", pgettext("before decimals", "."))


def percent(share: float, decimals: int = 1) -> str:
    """Return a share from 0 to 1 in percent, as the language in use writes it: ``12.5%``, ``12,5 %``."""
    return _("{share}%").format(share=decimal(100 * share, decimals))


def number(count: int) -> str:
    """Return a whole number with its thousands apart, as the language in use writes it: ``12,345``, ``12 345``."""
    return f"{count:,}".replace(",", pgettext("between thousands", ","))  # of four digits, too: columns line up
