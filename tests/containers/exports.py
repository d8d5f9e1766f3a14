"""Exports with invented articles, in the shapes that the databases write."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
