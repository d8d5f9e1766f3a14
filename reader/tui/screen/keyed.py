"""The former name of `keyed_screen`, until all its users import that one."""

from reader.tui.screen.keyed_screen import KeyedScreen as KeyedScreen
