"""What is said comes in the language that was asked for, whatever happens to its catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import translation
from reader.translation import DOMAIN, FOLDER, language, languages, ngettext, number, percent, use, wanted

COMPILED = FOLDER / "fr" / "LC_MESSAGES" / f"{DOMAIN}.mo"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


def test_there_are_english_and_each_language_with_a_catalogue() -> None:
    assert languages()[:1] == ("en",)
    assert "fr" in languages()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA.UTF-8@euro"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "xx_YY.UTF-8"}, "en"),
        ({"LANG": "../../fr"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANGUAGE": "fr"}, "fr"),
        ({"LANGUAGE": "tlh:fr_FR:en"}, "fr"),
        ({"LANGUAGE": "", "LC_ALL": "", "LANG": "fr_FR"}, "fr"),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], expected: str) -> None:
    assert wanted(environment) == expected


def test_a_language_is_used_until_another_is() -> None:
    assert use("fr")
    assert language() == "fr"
    assert number(1_234_567) == "1\u202f234\u202f567"
    assert percent(0.125) == "12,5\u00a0%"
    assert use("en")
    assert language() == "en"
    assert number(1_234_567) == "1,234,567"
    assert percent(0.125) == "12.5%"


def test_what_has_no_translation_is_said_in_english() -> None:
    use("fr")
    assert translation._("No catalogue has this.") == "No catalogue has this."
    assert ngettext("{count} zebra", "{count} zebras", 2) == "{count} zebras"


def test_a_language_without_a_catalogue_is_english(tmp_path: Path) -> None:
    use("fr")
    assert not use("fr", tmp_path)
    assert language() == "en"


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5), st.integers(0, 10_000))
def test_a_damaged_catalogue_is_english_or_what_is_left_of_it(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("locales")
    data = bytearray(COMPILED.read_bytes())
    for at, byte in changes:
        data[at % len(data)] = byte
    place = folder / "fr" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(bytes(data[: len(data) - cut % 50]))
    used = use("fr", folder)
    assert language() == ("fr" if used else "en")
    for count in range(30):
        assert ngettext("{count} zebra", "{count} zebras", count)
    shutil.rmtree(folder)


def test_a_share_has_the_space_and_the_comma_of_the_language() -> None:
    assert (percent(0.81, 0), percent(0.125)) == ("81%", "12.5%")
    assert use("fr")
    assert (percent(0.81, 0), percent(0.125)) == ("81\xa0%", "12,5\xa0%")
