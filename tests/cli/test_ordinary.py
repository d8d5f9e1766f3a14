"""Ordinary arguments are read as `argparse` reads them, and everything else is left to it."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader.cli.annotations
from reader.cli import excerpt, jump, listing, read
from reader.cli.command_line import ordinary, parsed
from reader.text.problem import Problem

MODULES: dict[str, ModuleType] = {
    "list": listing,
    "annotations": reader.cli.annotations,
    "excerpt": excerpt,
    "jump": jump,
    "read": read,
}
ODD = ["--", "-", "--js", "--library=x", "-lx", "-n3", "-h", "-3", "- x", "--json=1", "-ln", "--style=apa"]
OPTIONS = ["-l", "--library", "--json", "-n", "--id", "--style", "--format", "--lang", "--copy"]
VALUES = ["port", "deux mots", "", "tag:mer", "3", "0", "apa", "iso690", "plain", "citation", "fr", "@x", "--json"]

modules = st.sampled_from(sorted(MODULES))
arguments = st.lists(st.sampled_from([*OPTIONS, *VALUES, *ODD]) | st.text(max_size=3), max_size=6)


def by_argparse(name: str, module: ModuleType, asked: list[str]) -> dict[str, object] | None:
    """Return what `argparse` makes of the arguments; None if it complains, or shows its help."""
    try:
        return vars(parsed(name, module, asked))
    except (Problem, SystemExit):
        return None


@given(modules, arguments)
def test_what_is_read_is_what_argparse_reads(name: str, asked: list[str]) -> None:
    read = ordinary(MODULES[name], asked)
    if read is not None:
        assert vars(read) == by_argparse(name, MODULES[name], asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("list", []),
        ("list", ["port", "-l", "x", "status:done", "--json"]),
        ("annotations", ["--library", "x", "tag:mer", "ne presse"]),
        ("excerpt", ["--id", "a", "--style", "iso690", "--format", "markdown", "--lang", "fr", "--copy"]),
        ("jump", ["prt", "-n", "3", "vil"]),
        ("read", []),
        ("read", ["-l", "x", "port"]),
    ],
)
def test_what_people_ask_is_read_without_argparse(name: str, asked: list[str]) -> None:
    read = ordinary(MODULES[name], asked)
    assert read is not None
    assert vars(read) == by_argparse(name, MODULES[name], asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("jump", []),
        ("read", ["port", "mer"]),
        ("jump", ["port", "-n", "0"]),
        ("jump", ["port", "-n"]),
        ("jump", ["port", "-n3"]),
        ("excerpt", ["--style", "mla"]),
        ("excerpt", ["--lan", "fr"]),
        ("excerpt", ["--lang=fr"]),
        ("list", ["--help"]),
        ("list", ["--unknown"]),
        ("list", ["--", "-x"]),
    ],
)
def test_what_is_not_ordinary_is_left_to_argparse(name: str, asked: list[str]) -> None:
    assert ordinary(MODULES[name], asked) is None
