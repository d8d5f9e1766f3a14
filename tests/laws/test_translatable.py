"""The law on texts for a person sees what it is made to see."""

from __future__ import annotations

import ast

import pytest

from tests.laws.translatable import lost, texts


def found(source: str) -> int:
    module = ast.parse(source)
    return sum(1 for _ in texts(module)) + sum(1 for _ in lost(module))


@pytest.mark.parametrize(
    "source",
    [
        'raise Problem("There is no such tag.", path)',
        'raise Problem(_("There is no such tag."), path, f"It is in {folder} now.")',
        'say("no tags" if empty else tags)',
        'parser.add_argument("id", help="the annotation\'s id")',
        'what = f"The {name} has changed meanwhile."',
        'row(title="By tag")',
        '_(f"There is no {thing}.")',
        '_("There is no " + thing)',
        "f\"{what} {_('It stays as it is.')}\"",
    ],
)
def test_a_text_for_a_person_that_cannot_be_translated_is_found(source: str) -> None:
    assert found(source) == 1


@pytest.mark.parametrize(
    "source",
    [
        'raise Problem(_("There is no such tag."), path)',
        'raise ValueError("There is no such tag.")',
        'say(ngettext("{count} tag.", "{count} tags.", count).format(count=count))',
        'def named() -> str:\n    """Return its name. It may be empty."""',
        'raise Problem(title, f"scolie pass {action}", usage)',
        'say(f"{where}: {what}")',
        'f"{key}: {_(row.name)}"',
        'workspace.apply("merge tags", make)',
    ],
)
def test_what_is_marked_or_not_for_a_person_is_not(source: str) -> None:
    assert found(source) == 0
