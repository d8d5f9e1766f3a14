"""The picker: its keys, its answers, and outside text in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from textual import events

from reader.annotation.codebook import checked_path
from reader.text.span import Span
from reader.tui.dialog.picker import Choice, Creation, Growing, Picked, Picker
from reader.tui.dialog.picker_box import PickerBox
from reader.tui.widget.list_pane import ListPane
from tests.tui.app_pilot import until, work_done
from tests.tui.showing import GUARDED, ROUGH, Stage, ask, seen

NAMES = ("phare", "port", "pêche", "quai")


def named(typed: str) -> list[Choice]:
    return [Choice(f"id-{name}", name) for name in NAMES if typed in name]


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        (["enter"], Picked(("id-phare",))),
        (["down", "enter"], Picked(("id-port",))),
        (["ctrl+n", "ctrl+n", "ctrl+p", "enter"], Picked(("id-port",))),
        (["up", "enter"], Picked(("id-phare",))),
        (["q", "u", "enter"], Picked(("id-quai",))),
        (["pagedown", "enter"], Picked(("id-quai",))),
        (["tab", "tab", "enter"], Picked(("id-phare", "id-port"))),
        (["tab", "up", "tab", "down", "enter"], Picked(("id-pêche",))),
        (["o", "tab", "backspace", "q", "tab", "enter"], Picked(("id-port", "id-quai"))),
        (["tab", *"mer", "enter"], Picked(("id-phare",), new="mer")),
        ([*"mer", "enter"], Picked(new="mer")),
        ([*"mer", "space", "space", *"du", "enter"], Picked(new="mer du")),
        ([*"port", "enter"], Picked(("id-port",))),
        (["escape"], None),
    ],
)
async def test_keys(keys: Sequence[str], picked: Picked | None) -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Tag", named, many=True, create=Creation("create “{name}”")))
        await pilot.press(*keys)
        await pilot.pause()
        assert answer.given == [picked]


@pytest.mark.parametrize("key", ["tab", "ctrl+r", "shift+tab"])
async def test_what_was_not_asked_for_does_nothing(key: str) -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", named))
        await pilot.press(key)
        await pilot.pause()
        assert not answer.given
        await pilot.press("enter")
        await pilot.pause()
        assert answer.given == [Picked(("id-phare",))]


async def test_a_choice_is_renamed_and_what_was_checked_stays() -> None:
    asked: list[tuple[str, list[str]]] = []
    names = {"id-port": "port", "id-quai": "quai"}
    async with Stage().run_test(size=(80, 20)) as pilot:
        picker = Picker(
            "Tag",
            lambda _: [Choice(*each) for each in names.items()],
            many=True,
            rename=lambda id_, checked: asked.append((id_, list(checked))),
        )
        answer = await ask(pilot, picker)
        await pilot.press("tab", "down", "ctrl+r")
        assert asked == [("id-quai", ["id-port"])]
        del names["id-port"]
        names["id-havre"] = "havre"
        picker.again({"id-port": "id-havre"})
        assert ("┃  quai" in seen(pilot), answer.given) == (True, [])
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert answer.given == [Picked(("id-havre", "id-quai"))]


async def test_enter_means_what_is_typed_not_what_was_found_before() -> None:
    go_on = threading.Event()

    def later(typed: str) -> Iterator[Callable[[], list[Choice]]]:
        if typed == "qu":
            go_on.wait(30)
        yield lambda: named(typed)

    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Search", lambda typed: Growing([], later(typed))))
        await pilot.press("p")
        await work_done(pilot)
        await pilot.pause()
        assert "phare" in seen(pilot)
        await pilot.press("backspace", "q", "u", "enter")
        assert not answer.given
        go_on.set()
        await until(pilot, lambda: bool(answer.given))
        assert answer.given == [Picked(("id-quai",))]


async def test_nothing_matches_and_nothing_is_taken() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", named))
        await pilot.press(*"zzz", "enter")
        await pilot.pause()
        assert not answer.given
        assert "Nothing matches “zzz”. Ctrl+u clears the line." in seen(pilot)
        await pilot.press("ctrl+u", "enter")
        await pilot.pause()
        assert answer.given == [Picked(("id-phare",))]


async def test_the_preview_follows_the_cursor() -> None:
    def choices(_typed: str) -> list[Choice]:
        return [Choice(name, name, preview=f"Ici {name}.") for name in NAMES]

    async with Stage().run_test(size=(80, 20)) as pilot:
        await ask(pilot, Picker("Go", choices, preview=True))
        assert "Ici phare." in seen(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert "Ici port." in seen(pilot)


async def test_a_dear_preview_is_made_when_it_is_lit() -> None:
    made: list[str] = []

    def preview(name: str) -> str:
        made.append(name)
        return f"Ici {name}."

    def choices(_typed: str) -> list[Choice]:
        return [Choice(name, name, preview=partial(preview, name)) for name in NAMES]

    async with Stage().run_test(size=(80, 20)) as pilot:
        await ask(pilot, Picker("Go", choices, preview=True))
        await pilot.press("down")
        await pilot.pause()
        assert "Ici port." in seen(pilot)
        assert set(made) == {"phare", "port"} and len(NAMES) > 2


async def test_what_was_typed_is_marked_only_in_rows_that_are_seen() -> None:
    lit: list[str] = []

    def mark(name: str) -> tuple[Span, ...]:
        lit.append(name)
        return (Span(0, 1),)

    def choices(_typed: str) -> list[Choice]:
        return [Choice(name, name, lit=partial(mark, name)) for name in map(str, range(100, 200))]

    async with Stage().run_test(size=(80, 20)) as pilot:
        await ask(pilot, Picker("Go", choices))
        lit.clear()
        await pilot.press("1")
        await pilot.pause()
        assert set(lit) == {str(name) for name in range(100, 200) if f" {name} " in seen(pilot)}
        assert 5 < len(set(lit)) < 20


async def test_the_mouse_takes() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", named))
        await pilot.click(ListPane, offset=(4, 2))
        assert not answer.given
        await pilot.press("up")
        await pilot.click(ListPane, offset=(4, 1))
        await pilot.pause()
        assert answer.given == [Picked(("id-port",))]


async def test_outside_text() -> None:
    def choices(_typed: str) -> list[Choice]:
        return [Choice("a", ROUGH, (ROUGH,), (Span(3, 6),), ROUGH)]

    async with Stage().run_test(size=(120, 20)) as pilot:
        await ask(pilot, Picker(ROUGH, choices, preview=True))
        assert GUARDED in seen(pilot)
        assert "\x1b" not in seen(pilot)


async def test_a_paste_brings_no_control_character() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Tag", named, create=Creation("create “{name}”")))
        pilot.app.post_message(events.Paste("un\x1b[2J\x9bdeux\n"))
        await pilot.pause()
        assert "\x1b" not in seen(pilot)
        assert "\x9b" not in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert answer.given == [Picked(new="un␛[2J\ufffddeux")]


async def test_ten_thousand_choices() -> None:
    many = [Choice(str(number), f"Article {number}") for number in range(10_000)]
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", lambda typed: [one for one in many if typed in one.label]))
        await pilot.press(*"9999", "enter")
        await pilot.pause()
        assert answer.given == [Picked(("9999",))]


async def tags(size: tuple[int, int], keys: Sequence[str], checked: Sequence[str] = ()) -> tuple[Picked | None, str]:
    """Return what is picked from the names, of which some are checked, and what was seen before the last key."""

    def choices(typed: str) -> list[Choice]:
        return [Choice(name, name) for name in (*checked, *NAMES) if typed in name]

    async with Stage().run_test(size=size) as pilot:
        create = Creation("+ create “{name}”", checked_path)
        answer = await ask(pilot, Picker("Tags", choices, many=True, create=create, checked=checked))
        await pilot.press(*keys[:-1])
        await pilot.pause()
        before = seen(pilot)
        await pilot.press(keys[-1])
        await pilot.pause()
        return answer.given[0] if answer.given else None, before


@pytest.mark.parametrize(
    ("keys", "paths", "new"),
    [
        (["enter"], ["mer"], ""),
        (["tab", "enter"], [], ""),
        (["down", "enter"], ["mer", "phare"], ""),
        (["down", "tab", "enter"], ["mer", "phare"], ""),
        (["tab", *"qu", "enter"], ["quai"], ""),
        (["tab", *"qu", "tab", "enter"], ["quai"], ""),
        (["q", "u", "tab", "ctrl+u", "enter"], ["mer", "quai"], ""),
        (["tab", *"vent", "enter"], [], "vent"),
        ([*"vent", "tab", *"sel", "tab", "enter"], ["mer", "vent", "sel"], ""),
        ([*"vent", "tab", "tab", "enter"], ["mer"], ""),
        ([*"vent", "space", "slash", "space", *"sel", "tab", "enter"], ["mer", "vent/sel"], ""),
    ],
)
async def test_enter_applies_what_is_checked_and_the_lit_one_if_that_was_chosen_last(
    keys: Sequence[str], paths: Sequence[str], new: str
) -> None:
    picked, _ = await tags((80, 24), keys, ["mer"])
    assert picked == Picked(tuple(paths), new=new)


async def test_a_name_that_cannot_be_one_is_refused_and_nothing_is_lost() -> None:
    picked, before = await tags((80, 24), ["tab", *"x" * 201, "enter"])
    assert picked is None
    assert "A tag's path is too long." in before
    assert "1 checked" in before


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_what_is_checked_and_lit_is_seen_at_any_size(size: tuple[int, int]) -> None:
    many = [f"{number} {'é' * 80}" for number in range(40)]
    _, before = await tags(size, ["tab", "enter"], many)
    assert f"│   {many[0][:9]}" in before or size[1] < 6, "unchecked"
    assert f"┃✓ {many[1][:9]}" in before
    assert "┃✓ 39 " in (await tags(size, [*["down"] * 39, "enter"], many))[1]


@pytest.mark.parametrize(("held", "height"), [(1, 5), (4, 8), (400, 20)])
async def test_it_is_as_high_as_what_it_holds(held: int, height: int) -> None:
    choices = [Choice(str(number), str(number)) for number in range(held)]
    async with Stage().run_test(size=(80, 24)) as pilot:
        await ask(pilot, Picker("Go", lambda typed: [each for each in choices if typed in each.label]))
        box = pilot.app.screen.query_one(PickerBox).region
        assert (box.width, box.height, box.y) == (76, height, 2)
        await pilot.press("1")
        await pilot.pause()
        assert pilot.app.screen.query_one(PickerBox).region == box, "it stands still while one types"


async def test_what_is_set_is_checked_and_the_cursor_is_there() -> None:
    lit: list[str] = []
    async with Stage().run_test(size=(80, 24)) as pilot:
        answer = await ask(pilot, Picker("Theme", named, checked=["id-quai"], lit=lit.append))
        assert "┃✓ quai" in seen(pilot)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert answer.given == [Picked(("id-pêche",))]
        assert lit[-1] == "id-pêche"


async def test_it_says_what_to_type() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        await ask(pilot, Picker("Search", lambda _words: (), hint="Type three letters."))
        assert "Type to search" in seen(pilot)
        assert "Type three letters." in seen(pilot)
        await pilot.press("a", "b", "c")
        await pilot.pause()
        assert "Nothing matches “abc”. Ctrl+u clears the line." in seen(pilot)


class Slowly:
    """Answers with the names that begin with what is typed and, once it may go on, with those that hold it, the last first."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, typed: str) -> Growing:
        return Growing([choice for choice in named(typed) if choice.label.startswith(typed)], self._later(typed))

    def _later(self, typed: str) -> Iterator[Callable[[], list[Choice]]]:
        self.go_on.wait(30)
        yield lambda: named(typed)[::-1]


async def test_what_is_known_is_shown_at_once_and_enter_waits_for_the_best() -> None:
    slowly = Slowly()
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", slowly))
        await pilot.press(*"p")
        await pilot.pause()
        assert "phare" in seen(pilot) and "port" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not answer.given
        slowly.go_on.set()
        await until(pilot, lambda: bool(answer.given))
        assert answer.given == [Picked(("id-pêche",))]


async def test_what_the_cursor_was_moved_to_is_taken_at_once() -> None:
    slowly = Slowly()
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", slowly))
        await pilot.press("p", "down", "enter")
        await pilot.pause()
        assert answer.given == [Picked(("id-port",))]
        slowly.go_on.set()


async def test_what_is_taken_in_meanwhile_is_shown_and_leaves_the_cursor_on_its_choice() -> None:
    more, loaded = threading.Event(), ["port", "quai"]

    def load() -> Iterator[str]:
        yield "3 left"
        more.wait(30)
        loaded.insert(0, "phare")

    async with Stage().run_test(size=(80, 20)) as pilot:
        picker = Picker("Go", lambda _typed: [Choice(name, name) for name in loaded], load=load)
        answer = await ask(pilot, picker)
        await until(pilot, lambda: "3 left" in seen(pilot))
        await pilot.press("down")
        more.set()
        await until(pilot, lambda: "phare" in seen(pilot))
        assert "3 left" not in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert answer.given == [Picked(("quai",))]


async def test_enter_waits_for_what_is_still_taken_in() -> None:
    more, loaded = threading.Event(), list[str]()

    def load() -> Iterator[str]:
        more.wait(30)
        loaded.append("quai")
        yield "1 left"

    def choices(typed: str) -> list[Choice]:
        return [Choice(name, name) for name in loaded if typed in name]

    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, Picker("Go", choices, load=load, hint="There is nothing."))
        await pilot.pause()
        assert "Searching…" in seen(pilot)
        await pilot.press("q", "enter")
        await pilot.pause()
        assert not answer.given
        more.set()
        await until(pilot, lambda: bool(answer.given))
        assert answer.given == [Picked(("quai",))]
