"""The first page: an article or the list as the app will show it, made without Textual and shown before it is loaded.

It is laid out by the same `layout` code and in the same theme, and painted over once the app stands. What would take
long (a large text that was edited where one was in it, a list that was never read) is left to the app; so is what
cannot be read.
"""

from __future__ import annotations

import os

from reader.config.look import LOOKS, colours
from reader.config.path import config_file, shipped_file, state_file
from reader.config.setting import load_settings
from reader.config.theme import Theme, read_theme
from reader.session import patterns
from reader.session.first.article import ArticlePage, Highlights, article_page, named
from reader.session.first.standing import FirstPage, Standing
from reader.session.root import find_root
from reader.session.sgr import Sgr, depth
from reader.text.problem import Problem


def standing(library: str | None, article: str | None, columns: int, lines: int, about: str = "") -> Standing | None:
    """Return what stands in a terminal of ``columns`` by ``lines`` cells, or None. ``article`` is as it was asked for.

    ``about`` is what a picture was kept with: of an article its `Highlights`, of the list what was `InView`.
    """
    patterns.begin()
    colour = depth(os.environ)
    if colour is None or columns < 20 or lines < 5:
        return None
    try:
        settings, _ = load_settings(config_file(), state_file())
        theme = _theme(settings.theme)
        if theme is None or theme.ansi:
            return None
        root = find_root(library)

        def open_(id_: str, path: str) -> FirstPage | None:
            try:
                return article_page(root, id_, path, settings, columns, lines - 1)
            except (Problem, OSError, ValueError):
                return None  # the app will say what is wrong

        page: FirstPage | None = None
        if article is None:
            from reader.session.first.articles import InView, ListPage, seen_of

            seen = InView.read(about) if about else seen_of(root, settings, columns, lines - 1)
            page = ListPage(seen, open_) if seen else None
        elif about:
            highlights = Highlights.read(about)
            page = open_(highlights.id, highlights.path)
            if isinstance(page, ArticlePage):
                page.decorate(highlights)
        elif meant := named(root, article):
            page = open_(*meant)
    except (Problem, OSError, ValueError):
        return None  # the command itself will say what is wrong
    if page is None:
        return None
    return Standing(page, Sgr(colours(theme), LOOKS, colour), settings.keymap, columns, lines)


def _theme(name: str) -> Theme | None:
    for file in (config_file("themes", f"{name}.toml"), shipped_file("themes", f"{name}.toml")):
        try:
            with open(file, encoding="utf-8") as written:
                text = written.read()
        except OSError:
            continue
        theme, _ = read_theme(text, name)
        if theme is not None and theme.name == name:
            return theme
    return None
