"""No circles of imports: the contract covers the whole package and excuses no import."""

from __future__ import annotations

import tomllib

from tests.laws.source import TOP

CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
CIRCLES = [contract for contract in CONTRACTS if contract["type"] == "acyclic_siblings"]


def test_every_package_is_under_a_contract() -> None:
    assert "reader" in {ancestor for contract in CIRCLES for ancestor in contract["ancestors"]}


def test_no_import_is_excused() -> None:
    assert [excused for contract in CIRCLES for excused in contract.get("ignore_imports", [])] == []
