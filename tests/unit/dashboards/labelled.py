"""Nights by hand (syntetiska data) with the names of more breakdowns than the small one has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd

from pipelines.publication.reader import Figure, Night
from tests.unit.dashboards import nights
from tests.unit.dashboards.nights import cell, publish


def labelled_night(
    folder: Path,
    cells: Iterable[Figure],
    words: Mapping[str, Mapping[str, str]],
    own: Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]] = lambda _: {},
    **more: Any,
) -> Night:
    """Publish a night.

    Args:
        folder: home of the night.
        cells: its cells.
        words: breakdown -> code -> name, in order.
        own: the usual tables -> those that are to be others, or more.
        more: what else `publish` takes. A night is written once for each run and cells, so nights
            that differ in their tables alone need names of their own.
    """
    plain = nights.small_tables

    def tables(*given: Any) -> dict[str, pd.DataFrame]:
        found: dict[str, pd.DataFrame] = plain(*given)
        extra = [
            {"dimension": dimension, "kod": code, "text": text, "ordning": n, "grupp": ""}
            for dimension, texts in words.items()
            for n, (code, text) in enumerate(texts.items())
        ]
        found["etiketter"] = pd.concat([found["etiketter"], pd.DataFrame(extra)])
        return found | own(found)

    with patch.object(nights, "small_tables", tables):
        return publish(folder, cells, **more)


def valued(address: str, value: float, namnare: int | None = None) -> Figure:
    """A cell that shows a value without counts, such as a median or a cost."""
    return replace(cell(address), varde=value, namnare=namnare)


def plain_share(address: str, taljare: int, namnare: int) -> Figure:
    """A share without an interval, in a measure that has none."""
    return replace(cell(address, taljare, namnare), undre=None, ovre=None)
