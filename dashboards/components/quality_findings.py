"""The cards of Kvalitet on what the checks found: which rows were kept out, and which marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.table import Cell, build_table
from pipelines.presentation.quality import CLASSES, REFUSED, QualityRow, where_text
from pipelines.presentation.sentences import kvalitet as sentences

_SHARES: Final = {CLASSES[0]: f"{CLASSES[0]} rader"}


def build_findings(
    rows: Sequence[QualityRow], titles: Mapping[str, str], districts: int, unit: tuple[str, str]
) -> list[html.Section]:
    """Both cards.

    Args:
        rows: the checks that found something in the units asked for.
        titles: id of a measure -> its name.
        districts: how many there are.
        unit: code and name of the unit that is asked for; empty ones for all.
    """
    kept = [row for row in rows if row.allvar == REFUSED]
    marked = [row for row in rows if row.allvar != REFUSED]
    return [
        build_card(
            "vagrat",
            "Vad fick inte vara med?",
            [sentences.refused(rows, unit[1]), sentences.CLASSES_ABOUT],
            [_table("Kontroller vars rader inte räknas", kept, titles, districts, unit)],
        ),
        build_card(
            "markt",
            "Vad räknas med märkning?",
            [sentences.marked(rows, unit[1])],
            [_table("Kontroller vars rader räknas med märkning", marked, titles, districts, unit)],
        ),
    ]


def _table(
    caption: str, rows: Sequence[QualityRow], titles: Mapping[str, str], districts: int,
    unit: tuple[str, str],
) -> html.Div | None:  # fmt: skip
    if not rows:
        return None
    return build_table(
        caption,
        [
            "Det som ska gälla",
            "Rader i leveransen" if unit[0] else "Var, och hur stor del",
            "Mått som påverkas",
        ],
        [(_head(row), _cells(row, titles, districts, unit[0])) for row in rows],
        numeric=False,
    )


def _head(row: QualityRow) -> html.Span:
    """The rule, with a place of its own that other pages can lead to."""
    parts: list[Any] = [_capital(row.titel), " ", html.Span(f"({row.regel})", className="id")]
    return html.Span(parts, id=row.fragment, className="rule")


def _cells(row: QualityRow, titles: Mapping[str, str], districts: int, unit: str) -> list[Cell]:
    touched = "; ".join(titles.get(matt, matt) for matt in row.measures) or "–"
    if unit:
        return [row.units[unit], touched]
    where = [
        f"{_SHARES.get(name, name)}: {where_text(row.where[name], districts)}"
        for name in reversed(CLASSES)
        if name in row.where
    ]
    return [_capital("; ".join(where).replace(": Alla", ": alla")), touched]


def _capital(text: str) -> str:
    """A capital first, unless the text begins with the name of a column."""
    return text if "_" in text.split(" ", maxsplit=1)[0] else text[:1].upper() + text[1:]
