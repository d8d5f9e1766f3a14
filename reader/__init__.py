"""Scolie: a keyboard-driven reader and annotation tool for the terminal."""

__version__ = "0.4.0"
