"""TOML read once: the same text holds the same things, whatever has become of the cache."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from reader.config.path import state_file
from reader.config.toml import KEPT, loads

TEXT = 'name = "papier"\n[ink.yellow]\nforeground = "#000000"\nwide = [1, 2.5, true]\n'


def kept() -> list[Path]:
    folder = Path(state_file("toml"))
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_the_same_text_holds_the_same() -> None:
    assert loads(TEXT) == loads(TEXT) == tomllib.loads(TEXT)
    assert len(kept()) == 1
    assert loads(TEXT.replace("papier", "encre"))["name"] == "encre"


def test_it_is_read_without_tomllib_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    loads(TEXT)
    monkeypatch.setattr(tomllib, "loads", None)
    assert loads(TEXT)["name"] == "papier"


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\xff"])
def test_what_is_damaged_is_read_anew(damage: str) -> None:
    loads(TEXT)
    kept()[0].write_text(damage, encoding="latin-1")
    assert loads(TEXT) == tomllib.loads(TEXT)


def test_what_is_wrong_is_said_every_time() -> None:
    for _ in range(2):
        with pytest.raises(tomllib.TOMLDecodeError):
            loads("a = ")
    assert kept() == []


def test_what_json_does_not_know_is_read_every_time() -> None:
    for _ in range(2):
        assert loads("day = 2025-03-03") == {"day": datetime.date(2025, 3, 3)}
    for _ in range(2):
        assert str(loads("a = nan")["a"]) == "nan"
    assert len(kept()) <= 1


def test_few_are_kept_and_none_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(KEPT + 3):
        assert loads(f"a = {number}") == {"a": number}
    assert len(kept()) == KEPT
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert loads(TEXT) == tomllib.loads(TEXT)
