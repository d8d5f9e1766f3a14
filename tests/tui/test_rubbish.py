"""Rubbish is looked for while one rests, and found."""

from __future__ import annotations

import gc
import sys
import types
import weakref
from collections.abc import Iterator

import pytest

from reader.session.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.rubbish import FEW, MIDDLE, REST, Rubbish


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def put_off() -> Iterator[None]:
    """Have nobody look, as while the program is loaded."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def dropped() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


@pytest.mark.usefixtures("put_off")
class TestRubbish:
    def test_it_is_found_once_one_rests_and_once_a_rest(self) -> None:
        rubbish = Rubbish()
        rubbish.begin()
        lost = dropped()
        assert not rubbish.look(REST / 2)
        assert lost() is not None
        assert rubbish.look(1000)
        assert lost() is None
        assert not rubbish.look(0.0)
        lost = dropped()
        assert not rubbish.look(1e-9)
        rubbish._took = 0.0
        rubbish._looked = 0.0  # a key came since
        assert rubbish.look(REST)
        assert lost() is None

    def test_what_is_made_while_nobody_types_is_found_too(self) -> None:
        rubbish = Rubbish()
        rubbish.begin()
        rubbish.look(1000)
        rubbish._took = 0.0
        assert not rubbish.look(REST)
        for _ in range(MIDDLE):
            gc.collect(1)
        lost = dropped()
        assert rubbish.look(REST)
        assert lost() is None

    def test_the_longer_a_look_takes_the_longer_one_must_have_rested(self) -> None:
        rubbish = Rubbish()
        rubbish.begin()
        rubbish._took = 0.05
        assert not rubbish.look(4.9)
        assert rubbish.look(1000)

    def test_what_was_loaded_is_not_looked_at_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rubbish = Rubbish()
        rubbish.begin()
        frozen = gc.get_freeze_count()
        rubbish.look(1000)
        assert gc.get_freeze_count() <= frozen
        monkeypatch.setitem(sys.modules, "loaded_by_a_dialog", types.ModuleType("loaded_by_a_dialog"))
        kept = [Ring() for _ in range(100)]
        rubbish._looked = rubbish._took = 0.0
        assert rubbish.look(1000)
        assert gc.get_freeze_count() >= frozen + len(kept)
        frozen = gc.get_freeze_count()
        rubbish.more_stays()
        kept += [Ring() for _ in range(100)]
        rubbish._looked = rubbish._took = 0.0
        rubbish.look(1000)
        assert gc.get_freeze_count() >= frozen + 100

    def test_what_keys_leave_is_found_between_them_if_it_is_much(self) -> None:
        rubbish = Rubbish()
        rubbish.begin()
        lost = dropped()
        rubbish.look_at_new()
        assert lost() is not None
        many = [Ring() for _ in range(2 * FEW)]
        rubbish.look_at_new()
        assert lost() is None
        assert len(many) == 2 * FEW

    def test_where_it_was_not_put_off_python_looks_by_itself(self) -> None:
        gc.enable()
        thresholds = gc.get_threshold()
        rubbish = Rubbish()
        rubbish.begin()
        assert gc.get_threshold() == thresholds
        assert not rubbish.look(1000)


async def test_the_app_looks_when_keys_have_rested(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    new: list[bool] = []
    monkeypatch.setattr(Rubbish, "look", lambda _, rested: looked.append(rested))
    monkeypatch.setattr(Rubbish, "look_at_new", lambda _: new.append(True))
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        pilot.app._watch()  # type: ignore[attr-defined]
        await pilot.pause(REST)
        pilot.app._watch()  # type: ignore[attr-defined]
    assert new
    assert min(looked) < REST <= max(looked)
