"""While a query is typed, fields and their values are offered."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.search.query.completion import Names, completions, continued
from reader.search.query.fields import FIELDS
from reader.search.query.parser import parse
from reader.search.query.tree import Field
from reader.text.fold import is_blank

NAMES: Names = {
    "tag": lambda: ["souveraineté", "souveraineté/mer", "acteur/État", 'le "gros" mot', "sel", "mer/sel"],
    "source": lambda: ["Le Monde", "Libération", "Ouest-France"],
    "author": lambda: ["Anne Roy"],
    "lang": lambda: ["fr", "en"],
}


def offered(query: str, cursor: int | None = None) -> list[str]:
    at = len(query) if cursor is None else cursor
    return [completion.applied(query) for completion in completions(query, at, NAMES)]


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("tag:souv", ["tag:souveraineté", "tag:souveraineté/mer"]),
        ("mer -tag:SOUVERAINETE/", ["mer -tag:souveraineté/mer"]),
        ("tag:etat", ["tag:acteur/État"]),
        ("tag:=souv", ["tag:=souveraineté", "tag:=souveraineté/mer"]),
        ("tag:le", ['tag:"le ""gros"" mot"']),
        ('tag:"le ""g', ['tag:"le ""gros"" mot"']),
        ("(source:l", ['(source:"Le Monde"', "(source:Libération"]),
        ('source:"le m', ['source:"Le Monde"']),
        ("source:france", []),
        ("source:mon", ['source:"Le Monde"']),
        ("status:", ["status:unread", "status:reading", "status:done"]),
        ("author:", ['author:"Anne Roy"']),
        ("mer sta", ["mer state:", "mer status:"]),
        ("mer s", []),
        ("date:20", []),
        ("zzz:a", []),
        ('"une tag:souv', []),
        ('"une sour', []),
        ("", []),
    ],
)
def test_what_is_offered(query: str, whole: list[str]) -> None:
    assert sorted(offered(query)) == sorted(whole)


def test_what_stands_behind_the_cursor_stays() -> None:
    assert offered("tag:acteu mer", 9) == ["tag:acteur/État mer"]


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("tag:souverainete/", "tag:souverainete/mer"),
        ("source:", 'source:"Le Monde"'),
        ('source:"le', 'source:"le Monde"'),
        ("source:lib", "source:libération"),
        ("mer -source:le m", None),
        ("mer -source:le", 'mer -source:"Le Monde"'),  # its quotation marks were not typed
        ("source:l", 'source:"Le Monde"'),
        ("source:monde", 'source:"Le Monde"'),
        ('source:"mon', 'source:"Le Monde"'),
        ("(author:roy", '(author:"Anne Roy"'),
        ("tag:etat", "tag:acteur/État"),
        ("tag:souverainete", "tag:souverainete/mer"),
        ("tag:mer", "tag:mer/sel"),
        ("tag:sel", None),
        ("lang:f", "lang:fr"),
        ("lang:fr", None),
        ("mon", None),
        ("sour", "source:"),
        ("tag:zzz", None),
    ],
)
def test_a_query_goes_on_behind_its_last_letter(query: str, whole: str | None) -> None:
    assert continued(query, NAMES) == whole


values = st.text('aé "*=()«/-:', min_size=1, max_size=8).filter(
    lambda value: not is_blank(value) and value == value.strip()
)


@example("//", 0)
@given(values, st.integers(0, 8))
def test_what_is_offered_asks_for_that_value(value: str, letters: int) -> None:
    begun = value[:letters].replace('"', '""')
    for query in (f'tag:"{begun}', "tag:"):
        (completion,) = completions(query, len(query), {"tag": lambda: [value]})
        assert parse(completion.applied(query)) == Field("tag", value)


@given(st.text() | st.sampled_from([*FIELDS]).map(lambda name: f"{name}:"), st.integers(0, 20))
def test_any_text_can_be_completed(query: str, cursor: int) -> None:
    for completion in completions(query, min(cursor, len(query)), NAMES):
        assert completion.at.end == min(cursor, len(query))
