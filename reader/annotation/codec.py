"""The record codec: it writes dataclasses as JSON objects, and reads what any program may have written.

The dataclass defines the fields and their types. Unknown fields of a record are kept in its field ``extra``, so what a
newer program adds survives a change by this one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar, get_type_hints

from reader.text.span import Span

Record = dict[str, Any]
Value = TypeVar("Value")

LARGEST = 2**62
"""An upper limit for times in microseconds and positions in a text."""
EXTRA = "extra"
"""The name of the field for unknown fields of a record."""


@dataclass(frozen=True, slots=True)
class FieldCodec:
    """How values of one type are written to a record and read from it; ``read`` raises ValueError for other types."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r:.80}")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"not true or false: {value!r:.80}")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not -LARGEST < value < LARGEST:
        raise ValueError("not a whole number of that size")
    return value


def _number(value: object) -> float | None:
    if not isinstance(value, float | int | None):
        raise ValueError(f"not a number: {value!r:.80}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"not a list of texts: {value!r:.80}")
    return tuple(value)


def _spans(value: object) -> tuple[Span, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError(f"not a list of spans: {value!r:.80}")
    return tuple(map(_span, value))


def _span(pair: object) -> Span:
    fine = isinstance(pair, list | tuple) and len(pair) == 2 and type(pair[0]) is type(pair[1]) is int
    if not fine or pair[1] >= LARGEST:  # type: ignore[index]  # it is a pair
        raise ValueError(f"not a span: {pair!r:.80}")
    return Span(*pair)  # type: ignore[misc]  # of two whole numbers


_KINDS: dict[Any, FieldCodec] = {
    str: FieldCodec(_text),
    str | None: FieldCodec(_text),
    bool: FieldCodec(_flag),
    int: FieldCodec(_whole),
    float | None: FieldCodec(_number),
    tuple[str, ...]: FieldCodec(_texts, list),
    tuple[Span, ...]: FieldCodec(_spans, lambda spans: [[span.start, span.end] for span in spans]),
}
_LENIENT: dict[Any, FieldCodec] = {str: FieldCodec(str), bool: FieldCodec(lambda value: value is True)}


def _kind_of(hint: Any, *, lenient: bool) -> FieldCodec:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return FieldCodec(hint, lambda value: value.value)
    return _LENIENT[hint] if lenient and hint in _LENIENT else _KINDS[hint]


class Codec(Generic[Value]):
    """Writes and reads the records of the dataclass ``cls``.

    ``names``: names in the record that differ from those of the fields. ``computed``: properties that are also written,
    before the fields. ``sparse``: fields that are left out of the record while empty. ``kinds``: how fields of types not
    listed above are written and read. ``lenient``: any record gives a value; anything is converted to a text, and only
    ``true`` sets a flag.
    """

    def __init__(
        self,
        cls: type[Value],
        *,
        names: Mapping[str, str] = MappingProxyType({}),
        computed: Collection[str] = (),
        sparse: Collection[str] = (),
        kinds: Mapping[str, FieldCodec] = MappingProxyType({}),
        lenient: bool = False,
    ) -> None:
        self._cls = cls
        self._computed = tuple(computed)
        self._lenient = lenient
        hints = get_type_hints(cls)
        own = [field for field in fields(cls) if field.name != EXTRA]  # type: ignore[arg-type]  # a dataclass
        self._keeps_extra = EXTRA in hints
        stored = {field.name: names.get(field.name, field.name) for field in own}
        by_field = {name: kinds.get(name) or _kind_of(hints[name], lenient=lenient) for name in stored}
        self._written = [(field, name, by_field[field].write, field in sparse) for field, name in stored.items()]
        self._read = [(field, name, by_field[field].read) for field, name in stored.items()]
        self._required = [
            (field.name, stored[field.name])
            for field in own
            if field.default is MISSING and field.default_factory is MISSING
        ]
        self._names = frozenset((*stored.values(), *computed))

    def to_record(self, value: Value) -> Record:
        """Return the record of a value, its unknown fields first."""
        record: Record = dict(getattr(value, EXTRA)) if self._keeps_extra else {}
        for name in self._computed:
            record[name] = getattr(value, name)
        for attribute, name, write, is_sparse in self._written:
            content = getattr(value, attribute)
            if content or not is_sparse:
                record[name] = write(content)
        return record

    def from_record(self, record: Mapping[str, Any]) -> Value:
        """Return the value of a record; ValueError with the name of the field if it is not valid."""
        values: dict[str, Any] = {}
        name = ""
        try:
            for attribute, name, read in self._read:
                if name in record:
                    values[attribute] = read(record[name])
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} is {error}") from error
        for attribute, name in self._required:
            if attribute not in values:
                if not self._lenient:
                    raise ValueError(f"{name} is missing")
                values[attribute] = ""
        if self._keeps_extra:
            unknown = {name: content for name, content in record.items() if name not in self._names}
            values[EXTRA] = MappingProxyType(unknown)
        return self._cls(**values)

    def accepts(self, record: Mapping[str, Any]) -> bool:
        """Whether `from_record` can read a record."""
        try:
            for _, name, read in self._read:
                if name in record:
                    read(record[name])
        except (TypeError, ValueError):
            return False
        return all(name in record for _, name in self._required)


class Stored:
    """A dataclass whose values are stored as records; its ``codec`` is set once its fields are known."""

    __slots__ = ()
    codec: ClassVar[Codec[Any]]

    def to_record(self) -> Record:
        """Return the record for the store, with unknown fields of a newer program."""
        return self.codec.to_record(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Return the value of a stored record; ValueError if it is not valid."""
        value: Self = cls.codec.from_record(record)
        return value
