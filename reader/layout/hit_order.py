"""The orders in which the hits of a search are shown."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """What a concordance is sorted by."""

    PLACE = "place"
    RIGHT = "right"
    LEFT = "left"
    DATE = "date"
    SOURCE = "source"


ORDERS = tuple(Order)
