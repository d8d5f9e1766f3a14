"""Settings: what the user chose in ``settings.toml``, and what the app remembers beside it.

The user's file comes first, then what is *remembered* (``remembered.toml`` in the state folder: the last width, theme,
citation style …), then the default. The user's file is never written.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from reader.annotation.model import Ink
from reader.citation.styles import DEFAULT, STYLES
from reader.citation.template import DEFAULT as DEFAULT_TEMPLATE
from reader.citation.template import NAMES, is_template, is_template_name
from reader.citation.terms import LANGUAGES
from reader.command.preset import PRESETS
from reader.config.file import read_text
from reader.config.path import REMEMBERED, SETTINGS
from reader.files.atomic import write_atomically
from reader.layout.hit_order import Order
from reader.layout.signs import Highlight
from reader.library.listing import SORTS
from reader.text.fault import Fault, Faults
from reader.text.title import clipped
from reader.text.toml import line_of, read_toml, syntax_fault
from reader.translation import _, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


NAMED = 80
"""The most characters of a wrong name that a message shows."""

Choice = int | str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. In files, ``column_width`` is written ``column-width``.

    ``column_width`` and ``margin`` count cells. ``fold_versions``: versions of one text have one row of the list together.
    ``margin_tags``: tags stand beside their passages where there is room. ``word_forms``: a word of a query finds its other
    forms. ``hit_order`` sorts the concordance of a search; ``hits_by_article``: a list in its place. `session.preferences` checks that ``theme`` exists. An empty ``coder``
    means git's user name or the login; an empty ``citation_language``, the article's language; an empty ``language``, that
    of the locale. A library's folder ``annotations`` may be a link to ``linked_annotations`` or into it, and to no other
    place. ``excerpt_templates`` are those with names, a table of the file.
    """

    column_width: int = 72
    margin: int = 2
    theme: str = "paper"
    keymap: str = "default"
    coder: str = ""
    ink: str = Ink.YELLOW.value
    highlight: Highlight = "both"
    margin_tags: bool = True
    word_forms: bool = True
    sort: str = "title"
    fold_versions: bool = False
    hit_order: str = Order.PLACE.value
    hits_by_article: bool = False
    citation_style: str = DEFAULT
    citation_format: str = "plain"
    excerpt_template: str = DEFAULT_TEMPLATE
    excerpt_templates: Mapping[str, str] = field(default_factory=dict)
    citation_language: str = ""
    language: str = ""
    linked_annotations: str = ""

    @property
    def templates(self) -> dict[str, str]:
        """The user's templates by name; that without a name has the empty one."""
        return {"": self.excerpt_template, **self.excerpt_templates}


def _between(low: int, high: int) -> Callable[[object], str | None]:
    def reason(value: object) -> str | None:
        valid = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return None if valid else _("a whole number from {low} to {high}").format(low=low, high=high)

    return reason


def _one_of(choices: Collection[str]) -> Callable[[object], str | None]:
    def reason(value: object) -> str | None:
        if isinstance(value, str) and value in choices:
            return None
        return _("one of {choices}").format(choices=", ".join(f'"{choice}"' for choice in choices))

    return reason


def _switch(value: object) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _short_line(value: object) -> str | None:
    valid = isinstance(value, str) and len(value) <= 200 and value.isprintable()
    return None if valid else _("a line of text in quotes")


def _folder(value: object) -> str | None:
    valid = (
        isinstance(value, str) and value.isprintable() and (not value or value[0] == "~" or Path(value).is_absolute())
    )
    return None if valid else _("the full path of a folder in quotes")


def _format(value: object) -> str | None:
    """Whether a template with that name is there shows when the whole file was read."""
    from reader.citation.excerpt_formats import TEMPLATE, formats_with

    formats = formats_with({})
    if isinstance(value, str) and (value in formats or value.startswith(f"{TEMPLATE}:")):
        return None
    return _one_of((*formats, f"{TEMPLATE}:…"))(value)


def _table(value: object) -> str | None:
    return None if isinstance(value, dict) else _("[excerpt-templates], and below it a line for each: name = '{quote}'")


def _template(value: object) -> str | None:
    names = " ".join(f"{{{name}}}" for name in NAMES)
    return (
        None
        if is_template(value)
        else _("a line of text in quotes, with one of these or more: {names}").format(names=names)
    )


_CHECKS: dict[str, Callable[[object], str | None]] = {
    "column_width": _between(40, 160),
    "margin": _between(0, 20),
    "theme": _short_line,
    "keymap": _one_of(PRESETS),
    "coder": _short_line,
    "ink": _one_of(tuple(Ink)),
    "highlight": _one_of(get_args(Highlight)),
    "margin_tags": _switch,
    "word_forms": _switch,
    "sort": _one_of(SORTS),
    "fold_versions": _switch,
    "hit_order": _one_of(tuple(Order)),
    "hits_by_article": _switch,
    "citation_style": _one_of(STYLES),
    "citation_format": _format,
    "excerpt_template": _template,
    "excerpt_templates": _table,
    "citation_language": _one_of(("", *LANGUAGES)),
    "language": _one_of(("", *languages())),
    "linked_annotations": _folder,
}


def expected(name: str, value: object) -> str:
    """Return in words which values a setting can have if it cannot have ``value``; empty if it can."""
    return _CHECKS[name](value) or ""


def set_by_user(config: Path) -> frozenset[str]:
    """Return the fields that the user's own file sets, which then come before what is remembered."""
    text, _faults = read_text(config / SETTINGS)
    try:
        table = read_toml(text or "")
    except (ValueError, RecursionError):
        return frozenset()
    fields = ((written.replace("-", "_"), value) for written, value in table.items())
    return frozenset(name for name, value in fields if name in _CHECKS and not _CHECKS[name](value))


def load_settings(config: Path, state: Path) -> tuple[Settings, list[Fault]]:
    """Return the settings of the two folders and the faults of the user's file. Never raises."""
    settings = Settings()
    # The app writes the remembered file itself, so a damaged one is ignored without a fault.
    text, _faults = read_text(state / REMEMBERED)
    if text is not None:
        settings, _faults = read_settings(text, REMEMBERED, settings)
    path = config / SETTINGS
    text, faults = read_text(path)
    if text is not None:
        settings, faults = read_settings(text, str(path), settings)
    if not _has_format(settings):
        if line := _line_of(text or "", _written("citation_format")):
            faults.append(_no_template(str(path), line, settings.citation_format))
        settings = replace(settings, citation_format=Settings().citation_format)
    return settings, faults


def _has_format(settings: Settings) -> bool:
    if settings.citation_format == Settings().citation_format:
        return True
    from reader.citation.excerpt_formats import formats_with

    return settings.citation_format in formats_with(settings.templates)


def _no_template(file: str, line: int, format: str) -> Fault:
    what = _("There is no template “{name}”.").format(name=clipped(format.partition(":")[2], NAMED))
    return Fault(file, line, what, _("Write it below [excerpt-templates]; until then excerpts are plain text."))


def read_settings(text: str, file: str, base: Settings) -> tuple[Settings, list[Fault]]:
    """Return ``base`` with the valid settings of ``text``, and a fault for each invalid one."""
    try:
        table = read_toml(text)
    except (ValueError, RecursionError) as error:
        return base, [syntax_fault(text, file, error)]
    valid: dict[str, Any] = {}
    faults = Faults(file)
    for written, value in table.items():
        name = written.replace("-", "_")
        line = partial(_line_of, text, written)
        shown = clipped(written, NAMED)
        if name not in _CHECKS:
            faults.add(line, _("There is no setting “{shown}”.").format(shown=shown), partial(_advice, shown))
        elif expected := _CHECKS[name](value):
            mend = _("Write {expected}; until then it is {value}.").format(
                expected=expected, value=_literal(getattr(base, name))
            )
            faults.add(line, _("The value of “{shown}” cannot be used.").format(shown=shown), mend)
        else:
            valid[name] = _templates(value, text, faults) if isinstance(value, dict) else value
    return replace(base, **valid), faults.listed()


def _templates(table: Mapping[str, object], text: str, faults: Faults) -> dict[str, str]:
    """Return the templates of the table that can be used, and add a fault for each of the others."""
    valid: dict[str, str] = {}
    for name, words in table.items():
        wrong = _template(words) or ("" if is_template_name(name) else _("a name of up to 40 letters before it"))
        if wrong:
            shown = clipped(name, NAMED)
            line = partial(line_of, text, _written("excerpt_templates"), name)
            what = _("The template “{shown}” cannot be used.").format(shown=shown)
            faults.add(line, what, _("Write {expected}.").format(expected=wrong))
        else:
            valid[name] = str(words)
    return valid


def _advice(written: str) -> str:
    near = get_close_matches(written, [_written(name) for name in _CHECKS], n=1)
    return (
        _("Did you mean “{near}”?").format(near=near[0])
        if near
        else _("Settings are {names}.").format(names=", ".join(map(_written, _CHECKS)))
    )


def _line_of(text: str, written: str) -> int | None:
    return line_of(text, None, written) or line_of(text, written)


def remember(state: Path, values: Mapping[str, Choice]) -> None:
    """Remember ``values`` (by field name) for the next start, in addition to what is remembered already.

    ValueError if a name or value is invalid; OSError if the file cannot be written.
    """
    for name, value in values.items():
        if name not in _CHECKS or _CHECKS[name](value):
            raise ValueError(f"not a setting: {name} = {value!r}")
    path = state / REMEMBERED
    remembered = {}
    text, _faults = read_text(path)
    if text is not None:
        old, _faults = read_settings(text, REMEMBERED, Settings())
        remembered = {
            name: value
            for name, value in asdict(old).items()
            if line_of(text, None, _written(name)) and isinstance(value, Choice)
        }
    lines = [f"{_written(name)} = {_literal(value)}\n" for name, value in (remembered | dict(values)).items()]
    text = "# What the app remembers. Your own choices go into settings.toml.\n" + "".join(lines)
    write_atomically(path, text.encode(), private=True)


def _written(name: str) -> str:
    return name.replace("_", "-")


def _literal(value: object) -> str:
    if not isinstance(value, Choice):
        return "{}"
    if isinstance(value, int):
        return str(value).lower()
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
