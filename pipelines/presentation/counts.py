"""Counts of things as running text has them."""

from __future__ import annotations

from pipelines.presentation.formats import number


def rows(count: int) -> str:
    """`1 rad`, `1 250 rader`."""
    return f"{number(count)} {'rad' if count == 1 else 'rader'}"
