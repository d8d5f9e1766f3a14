"""The codes of patterns: kept for the next start, and for no other Python."""

from __future__ import annotations

import pytest

from reader.config.path import state_folder
from reader.session import patterns
from reader.text import pattern


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_made", "_kept"):
        monkeypatch.setattr(pattern, name, {})
    monkeypatch.setattr(pattern, "_met", set())
    monkeypatch.setattr(pattern, "_recall", None)


def test_what_was_met_is_kept_and_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.begin()
    assert pattern.pattern("a+").match("aa")
    patterns.keep()
    kept = patterns.recall()
    assert list(kept) == ["a+"]
    monkeypatch.setattr(pattern, "_kept", {})
    monkeypatch.setattr(pattern, "_made", {})
    patterns.begin()
    assert pattern.pattern("a+").match("aa")
    assert pattern.pattern("b+").match("bb")
    assert pattern._met == {"b+"}
    patterns.keep()
    assert set(patterns.recall()) == {"a+", "b+"}


def test_nothing_new_writes_nothing() -> None:
    patterns.keep()
    assert not (state_folder() / "patterns").exists()


def test_what_another_python_kept_or_what_is_damaged_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pattern.pattern("[a-z]+x").match("abx")
    patterns.keep()
    file = state_folder() / "patterns"
    whole = file.read_bytes()
    assert patterns.recall()
    for at in range(len(whole)):
        file.write_bytes(whole[:at])
        assert not patterns.recall()
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not patterns.recall()
    file.write_bytes(whole)
    monkeypatch.setattr(patterns, "_FORM", "another")
    assert not patterns.recall()
