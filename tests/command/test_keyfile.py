import re
from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.command.keyfile import WAYS_OUT, preset, preset_text, read_keymap
from reader.command.keymap import Keymap, KeyMatch
from reader.command.notation import is_sent
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME, COMMANDS

DEFAULT = preset("default")


@pytest.mark.parametrize("name", PRESETS)
class TestPresets:
    def test_no_line_is_at_fault(self, name: str) -> None:
        base = Keymap() if name == "default" else DEFAULT
        assert read_keymap(preset_text(name), name, base)[1] == []

    def test_every_command_has_a_key_wherever_it_means_something(self, name: str) -> None:
        keymap = preset(name)
        keyless = [(c.name, place) for c in COMMANDS for place in c.where if not keymap.keys_of(c, place)]
        assert keyless == []


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("h",), "annotation.highlight"),
        (("J",), "select.next-sentence"),
        (("Shift+Down",), "select.next-sentence"),
        (("g", "a"), "goto.article"),
        (("z", "z"), "view.zen"),
        (("y",), "excerpt.copy"),
        (("Ctrl+c",), "excerpt.bare"),
        (("=",), "select.grow"),
        (("U",), "edit.redo"),
    ],
)
def test_the_designed_keys(keys: tuple[str, ...], name: str) -> None:
    assert DEFAULT.resolve("article", keys) == KeyMatch(BY_NAME[name])


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="no preset"):
        preset("emacs")


def read(text: str) -> tuple[Keymap, list[tuple[int | None, str]]]:
    keymap, faults = read_keymap(text, "keys.toml", DEFAULT)
    return keymap, [(fault.line, fault.what) for fault in faults]


class TestUserFiles:
    def test_an_empty_file_changes_nothing(self) -> None:
        assert read("") == (DEFAULT, [])

    def test_what_is_named_is_replaced_and_the_rest_stays(self) -> None:
        keymap, faults = read('[article]\n"annotation.highlight" = ["M"]\n')
        assert not faults
        assert keymap.keys_of("annotation.highlight", "article") == ("M",)
        assert keymap.resolve("article", ("h",)) is None
        assert keymap.keys_of("annotation.tag", "article") == ("t",)

    @pytest.mark.parametrize(
        ("line", "loser"),
        [
            ('"annotation.tag" = ["g h"]', "goto.last-change"),
            ('"annotation.tag" = ["Q", "Ctrl+q"]', "app.quit"),
            ('"annotation.tag" = ["E"]', "excerpts.export"),
            ('"annotation.tag" = ["r"]', "structure.split"),
        ],
    )
    def test_the_keys_of_a_later_command_give_way_to_an_earlier_file(self, line: str, loser: str) -> None:
        keymap, faults = read(f"[article]\n{line}\n")
        assert faults == []
        assert keymap.keys_of(loser, "article") == ()
        assert keymap.keys_of("annotation.tag", "article")

    def test_a_key_that_hides_earlier_and_later_commands_is_reported_for_the_earlier_ones(self) -> None:
        _, ((_, what),) = read('[article]\n"annotation.tag" = ["g"]\n')
        assert "“goto.tags”" in what
        assert "goto.last-change" not in what

    def test_an_empty_list_takes_the_keys_away(self) -> None:
        keymap, faults = read('[article]\n"excerpt.pipe" = []\n')
        assert not faults
        assert keymap.resolve("article", ("!",)) is None

    def test_two_commands_can_swap_their_keys(self) -> None:
        keymap, faults = read('[article]\n"annotation.highlight" = ["t"]\n"annotation.tag" = ["h"]\n')
        assert not faults
        assert keymap.resolve("article", ("h",)) == KeyMatch(BY_NAME["annotation.tag"])

    def test_a_key_taken_from_another_command_is_reported(self) -> None:
        keymap, [(line, what)] = read('\n[article]\n"annotation.tag" = ["h"]\n')
        assert line == 3
        assert "annotation.highlight" in what
        assert keymap.resolve("article", ("h",)) == KeyMatch(BY_NAME["annotation.tag"])

    @pytest.mark.parametrize("name", WAYS_OUT)
    @pytest.mark.parametrize("place", ["everywhere", ""])
    def test_a_way_out_whose_keys_are_taken_away_keeps_them(self, name: str, place: str) -> None:
        context = min(BY_NAME[name].where)
        keymap, [(line, what)] = read(f'[{place or context}]\n"{name}" = []\n')
        assert (line, what) == (2, f"“{name}” needs a key.")
        assert keymap == DEFAULT

    @pytest.mark.parametrize(
        "keys", ["Shift+Enter", "Ctrl+1", "Ctrl+Shift+q", "F2 Ctrl+Enter", "Ctrl+é", "Alt+Backspace"]
    )
    def test_a_key_that_most_terminals_never_send_is_named_and_still_bound(self, keys: str) -> None:
        keymap, [(line, what)] = read(f'[article]\n"annotation.tag" = ["{keys}"]\n')
        assert (line, f"“{keys.split()[-1]}”, a key of “annotation.tag”," in what) == (2, True)
        assert keymap.keys_of("annotation.tag", "article") == (keys,)

    @pytest.mark.parametrize("name", WAYS_OUT)
    def test_a_way_out_keeps_its_keys_beside_one_that_most_terminals_never_send(self, name: str) -> None:
        context = min(BY_NAME[name].where)
        keymap, faults = read(f'[{context}]\n"{name}" = ["Shift+Enter"]\n')
        assert len(faults) == 2
        assert keymap.keys_of(name, context) == ("Shift+Enter", *DEFAULT.keys_of(name, context))

    def test_a_way_out_without_keys_in_several_places_is_named_at_the_first(self) -> None:
        sections = ("stats", "library", "codebook", "article", "journal", "review")
        _, [(line, what)] = read("".join(f'[{section}]\n"app.back" = []\n' for section in sections))
        assert (line, what) == (2, "“app.back” needs a key.")

    def test_a_key_that_is_the_only_one_of_a_way_out_is_not_given_to_another(self) -> None:
        keymap, [(line, what)] = read('\n[article]\n"annotation.tag" = ["q"]\n')
        assert line == 3
        assert what == "“q” in [article] is the only key of “app.back”, which needs one."
        assert keymap == DEFAULT

    def test_the_keys_of_a_way_out_can_be_given_away_with_another_in_their_place(self) -> None:
        keymap, faults = read('[everywhere]\n"app.back" = ["Q"]\n[article]\n"annotation.tag" = ["q"]\n')
        assert not faults
        assert keymap.resolve("article", ("q",)) == KeyMatch(BY_NAME["annotation.tag"])

    @given(
        st.dictionaries(
            st.sampled_from([*WAYS_OUT, "annotation.tag", "view.theme"]),
            st.lists(st.sampled_from(["q", "?", "Ctrl+p", "Esc", "F5", "F5 a", "Shift+Enter"]), max_size=2),
        ),
        st.sampled_from(["article", "library", "everywhere", "picker", "note", "pass"]),
    )
    def test_no_file_leaves_a_place_without_a_way_out(self, keys: dict[str, list[str]], place: str) -> None:
        keymap, _ = read("\n".join([f"[{place}]", *(f'"{name}" = {dumps(each)}' for name, each in keys.items())]))
        sent = {(each.context, each.command.name) for each in keymap if all(map(is_sent, each.keys))}
        assert [(name, at) for name in WAYS_OUT for at in BY_NAME[name].where if (at, name) not in sent] == []

    def test_the_first_of_two_that_clash_holds(self) -> None:
        keymap, faults = read('[article]\n"select.keep" = ["F5"]\n"select.drop" = ["F5 a", "X"]\n')
        assert [line for line, _ in faults] == [3]
        assert keymap.resolve("article", ("F5",)) == KeyMatch(BY_NAME["select.keep"])
        assert keymap.keys_of("select.drop", "article") == ("X",)

    def test_the_table_of_a_place_goes_before_everywhere(self) -> None:
        keymap, faults = read('[everywhere]\n"app.help" = ["F1"]\n[article]\n"app.help" = ["F2"]\n')
        assert not faults
        assert keymap.keys_of("app.help", "article") == ("F2",)
        assert keymap.keys_of("app.help", "library") == ("F1",)

    @pytest.mark.parametrize(
        ("text", "line", "word"),
        [
            ('# mine\n[artcle]\n"app.help" = ["F1"]\n', 2, "artcle"),
            ('[article]\n\n"anotation.tag" = ["t"]\n', 3, "anotation.tag"),
            ('[library]\n"annotation.tag" = ["t"]\n', 2, "annotation.tag"),
            ('[article]\n"annotation.tag" = ["Hyper+t"]\n', 2, "Hyper"),
            ('[article]\n"annotation.tag" = 3\n', 2, "annotation.tag"),
            ('[picker]\n"picker.mark" = ["x"]\n', 2, "types text"),
            ('top = 1\n[article]\n"annotation.tag" = ["t"]\n', 1, "top"),
            ('[article]\n"annotation.tag" = ["t"\n[side]\n', 3, "TOML"),
        ],
    )
    def test_a_fault_names_its_line(self, text: str, line: int, word: str) -> None:
        keymap, [(found, what)] = read(text)
        assert (found, word in what) == (line, True)
        assert keymap.keys_of("annotation.tag", "article") == ("t",)

    def test_a_near_name_is_proposed(self) -> None:
        _, [fault] = read_keymap('[article]\n"anotation.tag" = ["t"]\n', "keys.toml", DEFAULT)
        assert "annotation.tag" in fault.mend
        assert fault.place == "keys.toml:2"

    @given(st.text(alphabet=st.sampled_from('[]"=.\n#,g h<>charticleF1{}' + "\\'"), max_size=80))
    def test_no_text_is_fatal(self, text: str) -> None:
        keymap, faults = read(text)
        assert keymap == DEFAULT or text.strip()
        assert all(line is None or line >= 1 for line, _ in faults)

    def test_deep_nesting_is_a_fault(self) -> None:
        assert read("a = " + "[" * 100_000)[0] == DEFAULT


def test_names_are_subject_and_verb_and_unlike() -> None:
    assert len(BY_NAME) == len(COMMANDS)
    assert all(re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z]+)*", command.name) for command in COMMANDS)
    assert all(command.where and len(command.label) <= 20 for command in COMMANDS)
    assert all(command.help.endswith(".") for command in COMMANDS)
