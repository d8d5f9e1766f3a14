import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.command.command import Context
from reader.command.keyfile import preset
from reader.command.keymap import Binding, Keymap, KeyMatch, Pending, clashing
from reader.command.notation import parse_sequence
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME, commands_in

ARTICLE = [command.name for command in commands_in("article")]
SEQUENCES = st.lists(st.sampled_from(["g", "h", "Space", "J", "Ctrl+r"]), min_size=1, max_size=3).map(" ".join)
BINDINGS = st.lists(st.tuples(SEQUENCES, st.sampled_from(ARTICLE)), max_size=8)


def bind(keys: str, name: str, context: Context = "article") -> Binding:
    return Binding(context, parse_sequence(keys), BY_NAME[name])


def apart(pairs: list[tuple[str, str]]) -> list[Binding]:
    kept: list[Binding] = []
    for keys, name in pairs:
        binding = bind(keys, name)
        if not any(clashing(binding, other) for other in kept):
            kept.append(binding)
    return kept


class TestLaws:
    @given(BINDINGS)
    def test_every_binding_is_found_and_every_beginning_is_pending(self, pairs: list[tuple[str, str]]) -> None:
        keymap = Keymap(apart(pairs))
        for binding in keymap:
            assert keymap.resolve("article", binding.keys) == KeyMatch(binding.command)
            for length in range(1, len(binding.keys)):
                found = keymap.resolve("article", binding.keys[:length])
                assert isinstance(found, Pending)
                assert binding.keys[length] in dict(found.continuations)
            assert keymap.resolve("article", (*binding.keys, "h")) is None
            assert keymap.resolve("library", binding.keys) is None

    @given(BINDINGS)
    def test_a_keymap_is_refused_exactly_when_two_bindings_clash(self, pairs: list[tuple[str, str]]) -> None:
        bindings = [bind(keys, name) for keys, name in pairs]
        clash = any(clashing(one, other) for one in bindings for other in bindings)
        if clash:
            with pytest.raises(ValueError):
                Keymap(bindings)
        else:
            assert set(Keymap(bindings)) == set(bindings)

    @given(BINDINGS, BINDINGS)
    def test_fresh_bindings_win_and_what_does_not_clash_stays(
        self, old: list[tuple[str, str]], new: list[tuple[str, str]]
    ) -> None:
        base, fresh = apart(old), apart(new)
        stays = [binding for binding in base if not any(clashing(binding, other) for other in fresh)]
        assert set(Keymap(base).replacing(fresh)) == {*fresh, *stays}


class TestResolve:
    def test_the_character_typed_is_the_argument(self) -> None:
        keymap = Keymap([bind("m <char>", "mark.set"), bind("m x", "goto.marks")])
        assert keymap.resolve("article", ("m", "é")) == KeyMatch(BY_NAME["mark.set"], "é")
        assert keymap.resolve("article", ("m", "x")) == KeyMatch(BY_NAME["goto.marks"])
        assert keymap.resolve("article", ("m", "Esc")) is None

    def test_nothing_is_bound_in_an_empty_keymap(self) -> None:
        assert Keymap().resolve("article", ("h",)) is None
        assert Keymap().resolve("article", ()) is None

    def test_the_preferred_key_comes_first(self) -> None:
        assert preset("default").keys_of("move.next-sentence", "article") == ("j", "Down")
        assert preset("default").keys_of(BY_NAME["mark.set"], "article") == ("m <char>",)
        assert preset("default").keys_of("mark.set", "library") == ()


@pytest.mark.parametrize(
    ("keys", "name", "context"),
    [("h", "annotation.highlight", "library"), ("x", "picker.mark", "picker"), ("Space", "note.keep", "note")],
)
def test_bindings_that_make_no_sense_are_refused(keys: str, name: str, context: Context) -> None:
    with pytest.raises(ValueError):
        Keymap([bind(keys, name, context)])


@pytest.mark.parametrize("name", PRESETS)
def test_the_same_bindings_in_any_order_are_the_same_keymap(name: str) -> None:
    assert Keymap(reversed(list(preset(name)))) == preset(name)
