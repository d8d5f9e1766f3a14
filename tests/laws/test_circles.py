"""The imports that a contract on circles still allows are all needed: the list only gets shorter."""

from __future__ import annotations

import tomllib

import grimp

from tests.laws.source import TOP

CONTRACTS = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
CIRCLES = [contract for contract in CONTRACTS if contract["type"] == "acyclic_siblings"]
ALLOWED = [each for contract in CIRCLES for each in contract.get("ignore_imports", [])]


def has_circles(imports: grimp.ImportGraph, package: str) -> bool:
    """Whether modules of a package, or of one inside it, import each other in a circle."""
    inside = imports.find_children(package)
    return bool(inside) and (
        bool(imports.nominate_cycle_breakers(package)) or any(has_circles(imports, each) for each in inside)
    )


def test_every_package_is_under_a_contract() -> None:
    assert "reader" in {ancestor for contract in CIRCLES for ancestor in contract["ancestors"]}


def test_an_import_that_is_allowed_still_makes_a_circle() -> None:
    imports = grimp.build_graph("reader")  # imports for types alone are counted
    pairs = [each.split(" -> ") for each in ALLOWED]
    for importer, imported in pairs:
        imports.remove_import(importer=importer, imported=imported)
    needless = []
    for importer, imported in pairs:
        imports.add_import(importer=importer, imported=imported)
        if not has_circles(imports, "reader"):
            needless.append(f"{importer} -> {imported}")
        imports.remove_import(importer=importer, imported=imported)
    assert needless == [], "Remove these from pyproject.toml."
