"""The keys can be typed on the keyboards that people have, in France and elsewhere."""

from __future__ import annotations

from string import ascii_letters, ascii_lowercase

import pytest

from reader.command.keyfile import preset
from reader.command.keymap import Binding
from reader.command.notation import ANY
from reader.command.preset import PRESETS
from reader.command.table import COMMANDS

UNSHIFTED = {
    "AZERTY": "²&é\"'(-è_çà)=$ù*<,;:!",
    "QWERTY": "`-=[]\\;',./",
    "QWERTY of the United Kingdom": "`-=[]#;',./\\",
    "QWERTZ": "ßü+öä#<,.-",
    "BÉPO": "$\"«»()@+-/*=%éèçêà,.'",
    "BÉPO of AFNOR": '$"«»()@+-/*=%éèçêà,.’',
}
SHIFTED = {
    "AZERTY": "°+£%µ>?./§",
    "QWERTY": '~!@#$%^&*()_+{}|:"<>?',
    "QWERTY of the United Kingdom": '¬!"£$%^&*()_+{}~:@<>?|',
    "QWERTZ": "°!\"§$%&/()=?ÜÖÄ*'>;:_",
    "BÉPO": "#°`!;:?ÉÈÇÊÀ",
    "BÉPO of AFNOR": "#°`!;:?ÉÈÇÊÀ",
}
"""What each keyboard types besides letters and digits, without AltGr and without its dead keys (as XKB has them)."""
LAYOUTS = tuple(UNSHIFTED)


def is_typed(key: str, layout: str) -> bool:
    """Whether a keyboard has a key without AltGr or a dead key."""
    bare = key.removeprefix("Ctrl+")
    if len(bare) > 1:
        return True  # a key with a name, or any character
    if bare != key:
        return bare in ascii_lowercase + UNSHIFTED[layout]
    return key in ascii_letters + UNSHIFTED[layout] + SHIFTED[layout]


def keys_of(name: str) -> list[Binding]:
    return [binding for binding in preset(name) if binding.keys != (ANY,)]


@pytest.mark.parametrize("name", PRESETS)
def test_no_key_needs_alt_ctrl_with_shift_or_a_digit(name: str) -> None:
    """AZERTY and BÉPO have the digits with shift; the terminal keeps many keys with Alt or Ctrl+Shift for itself."""
    wrong = [
        binding
        for binding in keys_of(name)
        if any("Alt+" in key or "Ctrl+Shift+" in key or key.isdecimal() for key in binding.keys)
    ]
    assert wrong == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", PRESETS)
def test_every_command_has_keys_that_a_keyboard_types(name: str, layout: str) -> None:
    keymap = preset(name)
    missing = {
        command.name
        for command in COMMANDS
        for place in command.where
        if not any(
            all(is_typed(key, layout) for key in written.split(" ")) for written in keymap.keys_of(command, place)
        )
    }
    assert missing == set()
