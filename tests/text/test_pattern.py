"""Patterns made of kept code are those that `re` makes, and `re` makes them where there is none."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import reader
from reader.text import pattern as module
from reader.text.pattern import Code, pattern
from reader.text.rules import Table


def sources() -> list[str]:
    """Return every pattern of the program."""
    found: set[str] = set()
    packages = (
        "text",
        "layout",
        "annotation",
        "library",
        "citation",
        "ingest",
        "search",
        "store",
        "config",
        "cli",
        "tui",
    )
    for package in packages:
        for one in pkgutil.iter_modules([f"{reader.__path__[0]}/{package}"]):
            for value in vars(importlib.import_module(f"reader.{package}.{one.name}")).values():
                if isinstance(value, module._Pattern):
                    found.add(value.source)
                elif isinstance(value, Table):
                    found |= {f"(?i){rule.pattern}" for rule in value}
    return sorted(found)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_made", "_kept"):
        monkeypatch.setattr(module, name, {})
    monkeypatch.setattr(module, "_met", set())
    monkeypatch.setattr(module, "_recall", None)


def test_every_pattern_comes_back_from_its_code() -> None:
    every = [*sources(), r"(?P<year>\d+)-(?P<month>\d+)?"]
    assert len(every) > 100
    for source in every:
        assert pattern(source).match is not None
    codes = module.codes()
    assert codes is not None
    assert set(codes) == set(every)
    for source, code in codes.items():
        assert module._from_code(source, code) == re.compile(source)
    assert module._from_code(every[-1], codes[every[-1]]).groupindex == {"year": 1, "month": 2}


def test_what_is_kept_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = r"(\w+), (\w+)"
    assert pattern(source).match("a, b")
    kept = module.codes()
    assert kept and module.codes() is None
    monkeypatch.setattr(module, "_kept", {})
    monkeypatch.setattr(module, "_made", {})
    module.begin(lambda: kept)
    monkeypatch.setattr(re, "compile", None)
    found = pattern(source).fullmatch("le, port")
    assert found and found.groups() == ("le", "port")
    assert module.codes() is None


@pytest.mark.parametrize(
    "code", [(0, [1, 2, 3], 0, {}, (None,)), (0, [], 0, {}, ()), (0, "x", 0, {}, ()), (0,), (99, [2**40], 1, {}, ())]
)
def test_what_is_no_code_is_compiled(code: Code) -> None:
    module.begin(lambda: {"a+": code})
    found = pattern("a+").match("aab")
    assert found and found[0] == "aa"


def test_where_re_is_built_otherwise_it_compiles_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise AttributeError

    module.begin(lambda: {"b+": (0, [1], 0, {}, (None,))})
    monkeypatch.setattr(module, "_from_code", none)
    assert pattern("b+").search("abb")
    assert module.codes() is None


def test_it_is_what_re_makes() -> None:
    found = pattern(r"(?i)l’(\w)")
    assert [one[1] for one in found.finditer("L’été l’or")] == ["é", "o"]
    assert found.sub("", "l’été") == "té"
    assert found.groups == 1
    with pytest.raises(re.error):
        pattern("(").match("")
