"""The cards of a comparison that need more: age and sex, and change over time."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from dashboards import html
from dashboards.components.card import Source, build_card
from dashboards.components.comparison_cards import caption_of
from dashboards.components.figure_card import build_figure_card
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.over_time import tau_over_time
from dashboards.figures.standardised import crude_to_standardised, has_arrow, standard_mark
from dashboards.navigation import LIKSTALLIGHET
from dashboards.view import View
from pipelines.presentation import comparisons, formats
from pipelines.presentation.compared import Comparison, crude, why_not
from pipelines.presentation.scale import NOTHING
from pipelines.presentation.sentences import likstallighet as sentences
from pipelines.presentation.sv import MARK
from pipelines.publication.reader import Night


def build_standardised(found: Comparison, origin: Source, view: View) -> html.Section:
    """From crude to standardised by age and sex."""
    rows: list[tuple[str, list[Cell]]] = []
    for one in found.districts:
        row = found.standard.get(one.unit.kod)
        if row is None or math.isnan(row["kvot"]):
            is_hidden = one.figure.varde is None
            why = build_state(one.figure) if is_hidden else why_not(one, row or {})
            rows.append((one.unit.name, [html.Td(why, colSpan=4)]))
            continue
        start = crude(row)
        rows.append(
            (
                one.unit.name,
                [
                    formats.number(row["ratal"], 1),
                    NOTHING if start is None else formats.number(start, 2),
                    formats.number(row["kvot"], 2),
                    f"{formats.number(row['undre'], 2)}\N{EN DASH}"
                    f"{formats.number(row['ovre'], 2)}",
                ],
            )
        )  # fmt: skip
    return build_figure_card(
        "standardiserat",
        "Hur mycket beror på barnens ålder och kön?",
        [sentences.standard_sentence(found)],
        crude_to_standardised(found, view),
        build_table(
            caption_of(found, "standardiserat"),
            ["Stadsdel", found.scale.unit.capitalize(), "Gånger stadens, rått",
             "Gånger stadens, standardiserat", "Osäkerhetsintervall (95 %)"],
            rows,
        ),
        origin,
        key=[("ring", "rått, före"),
             *((f"mark-{mark}", f"standardiserat: {word}") for mark, word in _standard_key(found)),
             ("whisker", "osäkerhetsintervall (95 %)")],
        reading="Den tomma ringen är stadsdelens tal delat med stadens. "
        + ("Pilen går till talet" if has_arrow(found) else "Märket under den är talet")
        + " när man i stället jämför med hur många barn som stadens tal för varje ålder och kön "
        "skulle ge där. Två stadsdelars standardiserade tal kan inte jämföras med varandra, bara "
        "med staden.",
    )  # fmt: skip


def build_over_time(night: Night, found: Comparison, origin: Source, view: View) -> html.Section:
    """τ over time, with the breaks."""
    question = "Minskar eller ökar skillnaden mellan stadsdelarna?"
    change = comparisons.change_sentence(
        night, found.measure["id"], found.period, found.dimension, found.value
    )
    if not found.trend:
        text = "Skillnaden över tid bedöms inte: för få perioder kan jämföras."
        return build_card("over-tid", question, [text], [], [origin])
    rows = [
        (
            formats.when(row["period"]) + (" (brott före)" if row["brott"] else ""),
            [
                formats.number(row["tau"], 1),
                f"{formats.number(row['undre'], 1)}\N{EN DASH}{formats.number(row['ovre'], 1)}",
                formats.number(row["slump_ovre"], 1),
            ],
        )
        for row in found.trend
    ]
    breaks = any(row["brott"] for row in found.trend)
    unit = found.scale.apart
    return build_figure_card(
        "over-tid",
        question,
        [change],
        tau_over_time(found, view),
        build_table(
            f"{found.measure['titel']}, skillnad mellan stadsdelarna (τ, {unit})",
            ["Period", "τ", "Osäkerhetsintervall (95 %)", "Lika stadsdelar ger sällan mer än"],
            rows,
        ),
        origin,
        key=[("dot", "τ"), ("whisker", "osäkerhetsintervall (95 %)"),
             ("line-dot", "lika stadsdelar ger sällan mer"),
             *([("line-dashdot", "brott: jämför inte över linjen")] if breaks else [])],
        beside=_half_years(night, found),
        reading="τ (tau) är stadsdelarnas spridning sedan slumpen räknats bort; noll är inga "
        "skillnader. Vid ett brott, som en ny lag eller ny statistik, betyder talen inte "
        "detsamma före och efter: förändringen bedöms för varje sträcka för sig.",
    )  # fmt: skip


def _half_years(night: Night, found: Comparison) -> html.P | None:
    """The way to the half-years, where the year cannot be judged but they can."""
    matt = found.measure["id"]
    period = comparisons.half_years(night, matt, found.period, found.dimension, found.value)
    if not period:
        return None
    asked = {"matt": matt, "period": period}
    if found.dimension:
        asked["uppdelning"] = f"{found.dimension}={found.value}"
    link = html.A(
        f"Se {formats.when(period)}",
        href=f"{LIKSTALLIGHET.path}?{urlencode(asked)}",
    )
    return html.P(["Året kan inte bedömas, men halvåren efter brottet kan det. ", link, "."])


def _standard_key(found: Comparison) -> list[tuple[str, str]]:
    there = {standard_mark(row) for row in found.standard.values()}
    return [(mark, word) for mark, word in MARK.items() if mark in there]
