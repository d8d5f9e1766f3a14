"""Values: small classes that are what they hold. They compare, hash and print by their fields, and never change.

They are written as frozen dataclasses are, and type checkers take them for such. But `dataclasses` loads `inspect` and
compiles half a dozen methods for every class: together that takes longer than Python's own start. Here a class is made
of its annotations alone, and its ``__init__`` is compiled when a number of values were made.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # loading typing takes its time, too
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
    V = TypeVar("V", bound="Value")
else:

    def dataclass_transform(**_: object) -> object:
        """Tell type checkers, and nobody else, that a class is like a dataclass."""
        return lambda cls: cls


_PLAIN: dict[str, type] = {"str": str, "int": int, "bool": bool}
"""Kinds of fields by their annotations, which are mere text in a module that evaluates them late."""


class _Fresh:
    """The default of a field that is made anew for every value."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def fresh(*, factory: Callable[[], T]) -> T:
    """Return the default of a field that ``factory`` makes anew for every value, such as an empty ``dict``."""
    return _Fresh(factory)  # type: ignore[return-value]


@dataclass_transform(frozen_default=True, field_specifiers=(fresh,))
class _Fields(type):
    """Makes a class of the fields that it annotates: slots in the same order, their defaults kept beside."""

    _fields: tuple[str, ...]
    _defaults: dict[str, Any]
    _plain: tuple[tuple[str, type], ...]
    _held: Callable[[Value], Any]
    _made: int

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> _Fields:
        fields = tuple(space.get("__annotations__", ()))
        space["_defaults"] = {field: space.pop(field) for field in fields if field in space}
        plain = ((field, _PLAIN.get(space["__annotations__"][field])) for field in fields)
        space["_plain"] = tuple((field, kind) for field, kind in plain if kind)
        space["_fields"] = space["__slots__"] = space["__match_args__"] = fields
        if fields:
            space["_held"] = attrgetter(*fields)
            space.setdefault("__init__", _few)
        space["_made"] = 0
        return super().__new__(cls, name, bases, space)


class Value(metaclass=_Fields):
    """What it holds: annotated fields, with or without a default. ``__post_init__``, if there is one, may refuse them."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(type(self)._held(self) == type(self)._held(other))

    def __hash__(self) -> int:
        return hash(type(self)._held(self))

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in type(self)._fields)
        return f"{type(self).__qualname__}({held})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change: {name}")


_FEW = 100
"""Values of one class that are made sooner than their ``__init__`` is compiled."""


def _few(self: Value, *given: object, **named: object) -> None:
    cls = type(self)
    cls._made += 1
    held = {**dict(zip(cls._fields, given, strict=False)), **named}
    twice = len(held) < len(given) + len(named)
    for field in cls._fields:
        if field not in held and field in cls._defaults:
            default = cls._defaults[field]
            held[field] = default.make() if isinstance(default, _Fresh) else default
    if cls._made > _FEW or twice or held.keys() != set(cls._fields):
        cls.__init__ = _initialiser(cls)  # type: ignore[method-assign]
        cls.__init__(self, *given, **named)  # it says what is wrong, too
        return
    for field, value in held.items():
        object.__setattr__(self, field, value)
    if hasattr(cls, "__post_init__"):
        cls.__post_init__(self)


def _initialiser(cls: type[Value]) -> Callable[..., None]:
    """Return the ``__init__`` of a class, written out as one would by hand: thousands of values are made with it."""
    names: dict[str, object] = {"_put": object.__setattr__}
    taken, kept = ["self"], []
    for field in cls._fields:
        default = f"_{field}_default"
        if field not in cls._defaults:
            taken.append(field)
        else:
            names[default] = cls._defaults[field]
            taken.append(f"{field}={default}")
        given = f"{default}.make() if {field} is {default} else {field}"
        kept.append(f" _put(self, {field!r}, {given if isinstance(names.get(default), _Fresh) else field})")
    if hasattr(cls, "__post_init__"):
        kept.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(taken)}):\n" + "\n".join(kept), names)  # noqa: S102 - our own names, nothing else
    made: Callable[..., None] = names["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def replace(value: V, **changes: object) -> V:
    """Return a value with other contents in some of its fields; TypeError for a field that it does not have."""
    return type(value)(**{**as_dict(value), **changes})


def checked(cls: type[Value], record: Mapping[str, Any]) -> None:
    """Raise ValueError if ``record`` has anything but a text or a number for a field of ``cls`` that is one."""
    for field, kind in cls._plain:
        if field in record and not isinstance(record[field], kind):
            raise ValueError(f"{field} is {record[field]!r}")


def texts(found: object) -> tuple[str, ...]:
    """Return the texts of a stored list; ValueError if it is none, or not of texts alone."""
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise ValueError(f"not a list of texts: {found!r}")
    return tuple(found)


def fields(of: Value | type[Value]) -> tuple[str, ...]:
    """Return the names of a value's fields, in order."""
    return (of if isinstance(of, type) else type(of))._fields


def as_dict(value: Value) -> dict[str, Any]:
    """Return the fields of a value by their names; what they hold is shared, not copied."""
    names, held = fields(value), type(value)._held(value)
    return dict(zip(names, held if len(names) > 1 else (held,), strict=True))
