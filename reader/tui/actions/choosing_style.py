"""Choose the citation style or the format of excerpts from a list that shows a passage in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.citation.styles import STYLES
from reader.session.output.excerpts import Citing
from reader.text.fold import fold_key
from reader.translation import _, language
from reader.tui.service.host import Asks


def choose_style(
    host: Asks,
    citing: Citing,
    cited: Callable[[Citing], str],
    excerpt: Callable[[Citing], str],
    then: Callable[..., None],
) -> None:
    """Ask for a style or a format; the user's templates are among the formats.

    ``cited`` returns how the article is cited, ``excerpt`` the whole excerpt. ``then`` is called with ``style`` or
    ``format``.
    """
    from reader.tui.dialog.picker import Choice, Picked, Picker  # a screen opens without

    names = {f"style {key}": style.names[citing.language or language()] for key, style in STYLES.items()}
    names |= {f"format {key}": _("Format: {name}").format(name=_(row.label)) for key, row in citing.formats.items()}

    def preview(id_: str) -> str:
        what, _blank, key = id_.partition(" ")
        return cited(replace(citing, style=key)) if what == "style" else excerpt(replace(citing, format=key))

    def choices(words: str) -> list[Choice]:
        return [
            Choice(id_, name, preview=preview(id_))
            for id_, name in names.items()
            if fold_key(words.strip()) in fold_key(f"{name} {id_.partition(' ')[2]}")
        ]

    def chosen(picked: Picked | None) -> None:
        if picked and picked.ids:
            what, _blank, key = picked.ids[0].partition(" ")
            then(**{what: key})

    checked = [f"style {citing.style}", f"format {citing.format}"]
    host.ask(Picker(_("Citation style and format"), choices, checked=checked, preview=True), chosen)
