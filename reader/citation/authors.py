"""Authors as styles print them: inverted for a list, short for the text, joined with *and* or ``et al.``"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.citation.item import Disambiguation
from reader.citation.name import OTHERS, Name
from reader.citation.terms import AND, et_al

Printed = Callable[[Name], str]


def joined_names(shown: Sequence[str], joint: str) -> str:
    """Return ``Roy``, ``Roy and Blanc`` or ``Roy, Blanc and Noir`` for the joint `` and ``."""
    return joint.join([*([", ".join(shown[:-1])] if shown[1:] else []), *shown[-1:]])


def cited(
    names: tuple[Name, ...],
    disambiguation: Disambiguation,
    joint: str,
    *,
    most: int,
    comma: bool = False,
    given: Printed = lambda name: name.initials,
) -> str:
    """Return the authors in the text by family name; above ``most``, as many as are needed and ``et al.``

    ``joint`` stands before the last one, with a comma from three on if ``comma``. ``given``: the given name that is added
    to the first author where it is needed.
    """
    shorts = [name.short for name in names if name != OTHERS]
    if disambiguation.given and names and names[0].given:
        shorts[0] = f"{given(names[0])} {shorts[0]}"
    if OTHERS in names or len(shorts) > max(most, disambiguation.names):
        return et_al(shorts[: disambiguation.names])
    return joined_names(shorts, f",{joint}" if comma and len(shorts) > 2 else joint)


def listed(
    names: tuple[Name, ...],
    first: Printed,
    others: Printed,
    joint: str,
    *,
    most: int = 0,
    shown: int = 1,
) -> str:
    """Return the authors of an entry: one as ``first`` prints it, ``others`` behind it, ``joint`` before the last.

    Above ``most`` (0: no limit), the first ``shown`` and ``et al.``
    """
    printed = [(others if n else first)(name) for n, name in enumerate(name for name in names if name != OTHERS)]
    if most and len(printed) > most:
        return ", ".join([*printed[:shown], OTHERS.family])
    if OTHERS in names:
        return ", ".join([*printed, OTHERS.family])
    return joined_names(printed, joint)


def conjunction(language: str) -> str:
    """Return the word before the last of several, between blanks."""
    return f" {AND[language]} "


def inverted(name: Name) -> str:
    """Return ``de Gaulle, Charles``."""
    given = " ".join(part for part in (name.given, name.dropped) if part)
    return ", ".join(part for part in (name.short, given, name.suffix) if part)


def in_capitals(name: Name) -> str:
    """Return ``DE GAULLE, Charles``."""
    given = " ".join(part for part in (name.given, name.dropped) if part)
    return ", ".join(part for part in (name.short.upper(), given, name.suffix) if part)


def particle_last(name: Name) -> str:
    """Return ``Gaulle, Charles de``."""
    given = " ".join(part for part in (name.given, name.dropped, name.particle) if part)
    return ", ".join(part for part in (name.family, given, name.suffix) if part)


def with_initials(name: Name) -> str:
    """Return ``de Gaulle, C.``"""
    given = " ".join(part for part in (name.initials, name.dropped) if part)
    return ", ".join(part for part in (name.short, given, name.suffix) if part)


def given_first(name: Name) -> str:
    """Return ``Charles de Gaulle``."""
    whole = " ".join(part for part in (name.given, name.dropped, name.short) if part)
    return ", ".join(part for part in (whole, name.suffix) if part)


def given_name(name: Name) -> str:
    """Return the given name alone."""
    return name.given
