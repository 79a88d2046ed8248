"""The card of Kvalitet on what protection costs: how much of each table is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboards import html
from dashboards.components.card import build_card, build_table_details
from dashboards.components.table import build_table
from pipelines.presentation.measure_words import BREAKDOWNS
from pipelines.presentation.tables import records, records_if_any
from pipelines.presentation.units import count_word
from pipelines.publication.reader import Night

_WHOLE: Final = 100
_NBSP: Final = "\N{NO-BREAK SPACE}"
_PERIODS: Final = {"ar": "år", "halvar": "halvår", "kvartal": "kvartal", "dag": "dag"}
_LEVELS: Final = {"stad": "staden", "enhet": "nämnderna"}


def build_cost(night: Night) -> html.Section | None:
    """The card; None for a night that was published before the cost was told.

    Only tables where something is hidden have a row: shares of the numbers that are not zero, and
    of what they count, that are shown, in whole per cent over all periods.
    """
    tables = records_if_any(night, "skyddskostnad")
    if not tables:
        return None
    titles = {row["id"]: row["titel"] for row in records(night, "matt")}
    touched = [row for row in tables if min(row["visade_andel"], row["volym_andel"]) < _WHOLE]
    table = build_table(
        "Tabeller där tal är skyddade, alla perioder tillsammans",
        ["Tabell", "Tal som visas", "Volym som visas"],
        [(_name(row, titles), _cells(row)) for row in touched],
    )
    return build_card(
        "skydd",
        "Hur mycket är skyddat?",
        [
            _told(len(tables), len(touched)),
            "Ett tal är skyddat om det, eller ett annat tal som det avslöjar, rör färre än fem "
            "barn. Därför kan också stora tal, och summor, saknas. Volymen är det som talen "
            "räknar: beslut, insatser eller barn.",
        ],
        [build_table_details(table) if touched else None],
    )


def _told(tables: int, touched: int) -> str:
    if not touched:
        return "Alla tal visas, eller så gott som alla."
    if touched == tables:
        return "I alla tabeller är några tal skyddade."
    return (
        f"I {count_word(tables - touched)} av {count_word(tables)} tabeller visas alla tal, eller "
        f"så gott som alla. I {count_word(touched)} är tal skyddade."
    )


def _name(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    by = BREAKDOWNS.get(row["dimension"], row["dimension"])
    title = titles.get(row["matt"], row["matt"]) + (f" efter {by}" if by else "")
    period = _PERIODS.get(row["periodslag"], row["periodslag"])
    return f"{title}: {period}, {_LEVELS.get(row['niva'], row['niva'])}"


def _cells(row: Mapping[str, Any]) -> list[str]:
    return [f"{row[name]}{_NBSP}%" for name in ("visade_andel", "volym_andel")]
