import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.command.notation import from_event, is_sent, parse_key, parse_sequence, write_sequence

NAMES = ["Space", "Enter", "Esc", "Tab", "Backspace", "Del", "Home", "PgUp", "PgDn", "Up", "Down", "F2"]
PRINTABLE = [character for character in string.printable if character.isprintable() and character != " "]
KEYS = st.one_of(
    st.sampled_from(PRINTABLE),
    st.builds("".join, st.tuples(st.sampled_from(["", "Ctrl+", "Alt+", "Ctrl+Alt+"]), st.sampled_from(PRINTABLE))),
    st.builds("".join, st.tuples(st.sampled_from(["", "Ctrl+", "Shift+", "Ctrl+Shift+"]), st.sampled_from(NAMES))),
)


class TestParse:
    @given(KEYS)
    def test_a_normal_form_is_its_own_normal_form(self, written: str) -> None:
        once = parse_key(written)
        assert parse_key(once) == once

    @given(st.lists(KEYS, min_size=1, max_size=4))
    def test_a_sequence_reads_back_as_it_is_written(self, written: list[str]) -> None:
        keys = parse_sequence(" ".join(written))
        assert parse_sequence(write_sequence(keys)) == keys

    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("J", "J"),
            ("Shift+j", "J"),
            ("ctrl+R", "Ctrl+r"),
            ("shift+DOWN", "Shift+Down"),
            ("pagedown", "PgDn"),
            ("escape", "Esc"),
            ("+", "+"),
            ("Ctrl++", "Ctrl++"),
            ("Shift+Ctrl+Up", "Ctrl+Shift+Up"),
            ("Ctrl+i", "Tab"),
            ("Ctrl+m", "Enter"),
            ("Ctrl+@", "Ctrl+Space"),
            ("Ctrl+/", "Ctrl+_"),
            (">", ">"),
            ("é", "é"),
        ],
    )
    def test_spellings(self, written: str, key: str) -> None:
        assert parse_key(written) == key

    @pytest.mark.parametrize("written", ["", "Hyper+x", "Shift+=", "Ctrl+", "word", "Shift+1", "\x1b", "Ctrl+nope"])
    def test_what_is_not_a_key_is_refused(self, written: str) -> None:
        with pytest.raises(ValueError):
            parse_key(written)

    @pytest.mark.parametrize(
        "written",
        [
            "h",
            "é",
            "?",
            "Enter",
            "Shift+Tab",
            "Ctrl+r",
            "Ctrl+Space",
            "Ctrl+]",
            "Alt+a",
            "Alt+Shift+a",
            "Ctrl+Del",
            "F5",
            "Shift+Down",
            "Ctrl+Shift+Up",
            "Ctrl+Alt+Home",
            "Shift+F2",
            "Ctrl+i",
            "Ctrl+[",
        ],
    )
    def test_what_every_terminal_sends(self, written: str) -> None:
        assert is_sent(parse_key(written))

    @pytest.mark.parametrize(
        "written",
        [
            "Shift+Enter",
            "Ctrl+Enter",
            "Shift+Esc",
            "Ctrl+Tab",
            "Ctrl+Shift+Tab",
            "Shift+Space",
            "Ctrl+Backspace",
            "Ctrl+1",
            "Ctrl+;",
            "Ctrl+é",
            "Ctrl+Shift+a",
            "Ctrl+Alt+a",
            "Alt+Enter",
            "Alt+1",
            "Ctrl+Shift+Space",
        ],
    )
    def test_what_only_some_terminals_send(self, written: str) -> None:
        assert not is_sent(parse_key(written))

    @pytest.mark.parametrize("written", ["", "   ", "<char>", "<char> a", "m <char> b"])
    def test_any_character_comes_last_and_after_a_key(self, written: str) -> None:
        with pytest.raises(ValueError):
            parse_sequence(written)

    def test_any_character_after_a_prefix(self) -> None:
        assert parse_sequence("' <char>") == ("'", "<char>")


class TestEvents:
    @pytest.mark.parametrize(
        ("key", "character", "expected"),
        [
            ("j", "j", "j"),
            ("J", "J", "J"),
            ("shift+j", None, "J"),
            ("shift+j", "J", "J"),
            ("greater_than_sign", ">", ">"),
            ("greater_than_sign", None, ">"),
            ("full_stop", None, "."),
            ("minus", None, "-"),
            ("equals_sign", None, "="),
            ("apostrophe", None, "'"),
            ("comma", ",", ","),
            ("space", " ", "Space"),
            ("space", None, "Space"),
            ("ctrl+d", "\x04", "Ctrl+d"),
            ("ctrl+i", None, "Tab"),
            ("tab", "\t", "Tab"),
            ("shift+tab", None, "Shift+Tab"),
            ("backtab", None, "Shift+Tab"),
            ("enter", "\r", "Enter"),
            ("escape", "\x1b", "Esc"),
            ("pagedown", None, "PgDn"),
            ("shift+down", None, "Shift+Down"),
            ("ctrl+shift+up", None, "Ctrl+Shift+Up"),
            ("delete", None, "Del"),
            ("alt+j", "j", "Alt+j"),
            ("alt+shift+j", "J", "Alt+J"),
            ("f1", None, "F1"),
            ("é", "é", "é"),
        ],
    )
    def test_what_terminals_send(self, key: str, character: str | None, expected: str) -> None:
        assert from_event(key, character) == expected

    @pytest.mark.parametrize(
        "key", ["left_shift", "right_alt", "left_control", "caps_lock", "ignore", "super+j", "shift+comma", ""]
    )
    def test_what_is_not_a_key_of_its_own_is_ignored(self, key: str) -> None:
        assert from_event(key, None) is None

    @given(st.characters(codec="utf-8"))
    def test_a_printable_character_is_its_own_key(self, character: str) -> None:
        if character.isprintable() and character != " ":
            assert from_event("whatever", character) == character

    @given(st.text(max_size=12), st.none() | st.characters())
    def test_no_event_is_an_error(self, key: str, character: str | None) -> None:
        found = from_event(key, character)
        assert found is None or found
