"""Looks: how a theme shows the names on a row of the page (`layout.page`). No meaning depends on colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from reader.annotation.model import Ink


@dataclass(frozen=True, slots=True)
class Look:
    """Two variables of a theme (empty: the colour below stays) and a text style such as ``bold underline``."""

    foreground: str = ""
    background: str = ""
    style: str = ""


LOOKS = {
    "focus": Look("focus-foreground", "focus-background"),
    "selection": Look("selection-foreground", "selection-background"),
    "hit": Look("hit-foreground", "hit-background"),
    "kept": Look("selection-foreground", "selection-background"),
    "label": Look("background", "mark", "bold reverse"),
    "title": Look(style="bold"),
    "facts": Look("dim"),
    "standfirst": Look(style="italic"),
    "attribution": Look("dim", style="italic"),
    "caption": Look("dim"),
    "credit": Look("dim", style="italic"),
    "dim": Look("dim"),
    "heading": Look(style="bold"),
    "strong": Look(style="bold"),
    "emphasis": Look(style="italic"),
    "code": Look("secondary"),
    "link": Look("primary"),
    "struck": Look(style="strike"),
    "lit": Look("focus-foreground", "focus-background", "underline"),
    "line": Look(style="underline"),
    "overlap": Look(style="uu"),
    "overlap-line": Look(style="underline"),
    "overlap-plain": Look(style="underline reverse"),
    "mark": Look("mark", style="bold"),
    **{f"ink-{ink}": Look(f"ink-{ink}-foreground", f"ink-{ink}-background", "underline") for ink in Ink},
    **{f"fill-{ink}": Look(f"ink-{ink}-foreground", f"ink-{ink}-background") for ink in Ink},
    **{f"lane-{ink}": Look(f"lane-{ink}") for ink in Ink},
}
BARE = {"focus": "reverse", "lit": "reverse", "selection": "reverse", "kept": "reverse", "hit": "reverse underline"}
"""What is added to some looks where there are no colours."""
