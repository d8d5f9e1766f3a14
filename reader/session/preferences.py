"""What the user chose: settings, keys and themes, with the faults in their files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.command.keymap import Keymap
from reader.config.file import read_text
from reader.config.keys import load_keymap
from reader.config.path import SETTINGS, config_folder, shipped, state_folder
from reader.config.setting import Choice, Settings, load_settings, set_by_user
from reader.config.setting import remember as remember_values
from reader.config.theme import Theme, load_themes
from reader.text.fault import Fault
from reader.text.toml import line_of
from reader.translation import _


@dataclass(frozen=True, slots=True)
class Preferences:
    """The checked choices; ``faults`` says what was skipped."""

    settings: Settings
    keymap: Keymap
    themes: dict[str, Theme]
    faults: tuple[Fault, ...]


def preferences() -> Preferences:
    """Return the user's choices; bad files are skipped and reported in ``faults``, so it never fails."""
    settings, faults = load_settings(config_folder(), state_folder())
    keymap, more = load_keymap(settings.keymap, config_folder())
    themes, still_more = load_themes([shipped("themes"), config_folder() / "themes"])
    all_faults = [*faults, *more, *still_more]
    if settings.theme not in themes:
        file = config_folder() / SETTINGS
        line = line_of(read_text(file)[0] or "", None, "theme")
        if line:  # a remembered theme that is gone is not the user's mistake
            what = _("There is no theme called {theme}.").format(theme=settings.theme)
            all_faults.append(
                Fault(str(file), line, what, _("Choose one of {names}.").format(names=", ".join(sorted(themes))))
            )
        settings = replace(settings, theme=next((name for name in (Settings().theme, *themes) if name in themes), ""))
    return Preferences(settings, keymap, themes, tuple(all_faults))


def keymap_of(preset: str) -> Keymap:
    """Return a preset with the changes of the user's file; its faults were reported at the start."""
    return load_keymap(preset, config_folder())[0]


def is_in_users_file(setting: str) -> bool:
    """Whether the user's own file sets a field, which then comes before what is remembered."""
    return setting in set_by_user(config_folder())


def remember(**values: Choice) -> None:
    """Keep what was chosen on the screen, beside the user's own file. OSError if that cannot be written."""
    remember_values(state_folder(), values)
