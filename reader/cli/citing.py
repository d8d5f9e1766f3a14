"""How the command line cites: style, format and language of its arguments, with the user's templates."""

from __future__ import annotations

from collections.abc import Iterable

from reader.config.path import config_folder, state_folder
from reader.config.setting import load_settings
from reader.session.output.excerpts import Citing
from reader.text.problem import Problem
from reader.translation import _


def citing(style: str, format: str, language: str, others: Iterable[str] = ()) -> Citing:
    """Return a way of citing, with the user's templates; Problem if it has no such format, nor the ``others``."""
    made = Citing(style, format, language, load_settings(config_folder(), state_folder())[0].templates)
    if format not in made.formats and format not in others:
        formats = ", ".join((*made.formats, *others))
        raise Problem(_("There is no such format."), format, _("Formats are {formats}.").format(formats=formats))
    return made
