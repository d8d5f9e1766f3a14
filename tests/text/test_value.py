"""Values: they are what they hold, and never change."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from reader.text.value import _FEW, Value, as_dict, fields, fresh, replace


class Stop(Value):
    """A stop on a line."""

    name: str
    lines: tuple[str, ...] = ()
    seen: dict[str, int] = fresh(factory=dict)


class Even(Value):
    number: int

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError(self.number)


def test_a_value_is_what_it_holds() -> None:
    one = Stop("Gare", ("1", "2"))
    assert one == Stop(name="Gare", lines=("1", "2"))
    assert one != Stop("Gare") and one != ("Gare", ("1", "2"), {})
    assert repr(one) == "Stop(name='Gare', lines=('1', '2'), seen={})"
    assert hash(Even(2)) == hash(Even(2)) and len({Even(2), Even(2), Even(4)}) == 2
    assert Even(2) != Stop("2")


def test_a_value_does_not_change() -> None:
    one = Stop("Gare")
    with pytest.raises(AttributeError):
        one.name = "Port"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del one.name
    with pytest.raises(AttributeError):
        one.other = 1


def test_a_default_may_be_made_anew_for_each() -> None:
    one, other = Stop("Gare"), Stop("Port")
    one.seen["bus"] = 1
    assert other.seen == {} and Stop("Gare", seen={"bus": 1}) == one


def test_wrong_fields_are_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"Stop\.__init__.*name"):
        Stop()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="colour"):
        replace(Stop("Gare"), colour="red")
    with pytest.raises(ValueError):
        Even(3)
    with pytest.raises(ValueError):
        replace(Even(2), number=5)


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), (("a", (), {}, 1), {}), (("a",), {"name": "b"}), (("a",), {"colour": 1}), ((), {"lines": ()})],
)
def test_wrong_fields_are_refused_by_the_first_value_as_by_the_last(
    given: tuple[Any, ...], named: dict[str, Any], compiled: bool
) -> None:
    class Fresh(Value):
        name: str
        lines: tuple[str, ...] = ()
        seen: dict[str, int] = fresh(factory=dict)

    for _ in range(2 * _FEW if compiled else 0):
        assert Fresh("Gare", seen={"a": 1}) == Fresh("Gare", (), {"a": 1})
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        Fresh(*given, **named)
    one, other = Fresh("Gare"), Fresh("Port", lines=("1",))
    one.seen["bus"] = 1
    assert (one.name, one.lines, other.seen) == ("Gare", (), {})


def test_other_contents_make_another_value() -> None:
    one = Stop("Gare", ("1",))
    assert replace(one, name="Port") == Stop("Port", ("1",)) and one.name == "Gare"
    assert fields(Stop) == fields(one) == ("name", "lines", "seen")
    assert as_dict(one) == {"name": "Gare", "lines": ("1",), "seen": {}}


def test_a_value_is_matched_by_place() -> None:
    match Stop("Gare", ("1",)):
        case Stop(name, lines):
            assert (name, lines) == ("Gare", ("1",))


def test_it_costs_no_dataclasses() -> None:
    code = "import sys, reader.text.value\nprint([n for n in ('dataclasses', 'inspect', 'typing') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
