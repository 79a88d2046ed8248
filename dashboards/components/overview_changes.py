"""The card of Lägesbild on time: where districts come closer or drift apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import Source, build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.table import build_table
from dashboards.figures.sparkband import WORDS, sparkbands
from dashboards.navigation import LIKSTALLIGHET
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.overview import Stretch
from pipelines.presentation.sentences import lagesbild_forandring as sentences

_QUESTION = "Det här närmar sig eller glider isär"
_ROWS = 12  # more would not be legible in one chart; the table has them all


def build_changes(found: Sequence[Stretch], origin: Source, view: View) -> html.Section:
    """The card.

    Args:
        found: the stretches of all measures, in their fixed order.
        origin: the definition of L4.
        view: colours and width.
    """
    drawn = _drawn(found)
    if not drawn:
        return build_card("forandring", _QUESTION, [sentences.changing(())], [], [origin])
    items = [
        html.Li(
            [
                html.A(
                    one.title,
                    href=f"{LIKSTALLIGHET.path}?matt={one.matt}&period={one.rows[-1]['period']}",
                ),
                ": ",
                sentences.change(one),
            ]
        )
        for one in found
        if one.changes
    ]
    breaks = any(not one.is_last for stretches in drawn for one in stretches)
    return build_figure_card(
        "forandring",
        _QUESTION,
        [
            sentences.changing(found),
            sentences.since_law(found),
            sentences.series_about(found),
        ],
        sparkbands(drawn, view),
        _table(found),
        origin,
        key=[
            ("mark-within", "τ"), *([("dot", "τ som säkert ändras")] if items else []),
            ("band", "osäkerhetsintervall (95 %)"),
            ("line-dot", "lika stadsdelar ger sällan mer"),
            *([("line-dashdot", "brott: jämför inte över linjen")] if breaks else []),
        ],
        beside=html.Ul(items, className="differs") if items else None,
        reading="En rad är ett mått. Linjen är τ: stadsdelarnas spridning sedan slumpen räknats "
        "bort; radens nederkant är noll, ingen skillnad. Varje rad har sin egen skala, så höjden "
        "kan inte jämföras mellan mått. Går linjen nedåt mer än bandet rymmer har stadsdelarna "
        "närmat sig varandra. Vid ett brott, som en ny lag, betyder talen inte detsamma före och "
        "efter.",
    )  # fmt: skip


def _drawn(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches of each measure in whole years, or in halves where only they change."""
    series: dict[str, dict[str, list[Stretch]]] = {}
    for one in found:
        if one.known:
            series.setdefault(one.matt, {}).setdefault(one.kind, []).append(one)
    rows = []
    for kinds in series.values():
        halves, years = kinds.get("halvar", []), kinds.get("ar", [])
        tells = any(one.changes for one in halves) and not any(one.changes for one in years)
        rows.append(halves if tells or not years else years)
    told = [row for row in rows if any(one.changes for one in row)]
    kept = [*told, *(row for row in rows if row not in told)][:_ROWS]
    return [row for row in rows if row in kept]


def _table(found: Sequence[Stretch]) -> html.Div:
    return build_table(
        "Skillnad mellan stadsdelarna (τ) från första till sista perioden mellan två brott",
        ["Mått", "Från", "Till", "τ först", "τ sist", "Förändring (95 %)", "Bedömning"],
        [(one.title, _cells(one)) for one in found],
    )


def _cells(one: Stretch) -> list[str]:
    first, last = one.rows[0], one.rows[-1]
    ends = [last["forandring_undre"], last["forandring_ovre"]]
    change = "–"
    if not any(math.isnan(end) for end in ends):
        low, high = (formats.number(end, 1).replace("-", "\N{MINUS SIGN}") for end in ends)
        change = f"{low} till {high} {one.apart}"
    return [
        formats.when(first["period"]),
        formats.when(last["period"]),
        *(_tau(row["tau"]) for row in (first, last)),
        change,
        WORDS[one.verdict],
    ]


def _tau(value: float) -> str:
    return "–" if math.isnan(value) else formats.number(value, 1)
