"""What the tables of formats load only when it is needed is there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields

import pytest

from reader.exchange.formats import FORMATS as EXPORTS
from reader.exchange.import_formats import IMPORTS
from reader.ingest.formats import FORMATS
from reader.lazy import Lazy


def named() -> Iterator[Lazy]:
    for table in (FORMATS, IMPORTS, EXPORTS):
        for row in table.values():
            values = (getattr(row, field.name) for field in fields(row))
            yield from (value for value in values if isinstance(value, Lazy))


@pytest.mark.parametrize("function", list(named()), ids=lambda function: f"{function.module}.{function.name}")
def test_each_named_function_exists_and_takes_what_it_is_given(function: Lazy) -> None:
    needed = [
        parameter
        for parameter in inspect.signature(function.load()).parameters.values()
        if parameter.default is parameter.empty
    ]
    assert len(needed) == (2 if function.module.startswith("reader.exchange.") and "write" in function.name else 1)
