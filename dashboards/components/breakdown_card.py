"""A card with one unit's counts or shares by a breakdown: category, age, who took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.table import build_table, count_cell, share_cells
from dashboards.figures.bars import count_bars, share_bars
from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.values import row_label
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.measure_words import BREAKDOWNS
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.shares import hidden_sentence, not_shown
from pipelines.presentation.tables import labels
from pipelines.presentation.units import listed
from pipelines.publication.reader import Figure, Night

_SHARES = [("within", "andel"), ("whisker strong", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)")]
_TOLD = 6  # parts that one sentence can hold


def build_breakdown_card(
    night: Night, matt: str, dimension: str, period: str, unit: tuple[str, str], question: str,
    view: View, told: Sequence[str] = (),
) -> html.Section | None:  # fmt: skip
    """One unit's cells by the values of a dimension, in their own order; None if there are none.

    Args:
        night: the published night.
        matt: a measure that counts, or a share.
        dimension: the breakdown.
        period: of the cells.
        unit: code and name of the unit whose cells are shown.
        question: the heading.
        view: colours and width.
        told: what else must be said to read the parts rightly.
    """
    code, name = unit
    cells = {
        figure.dimension_varde: figure
        for figure in night.figures(matt, enhet=code, period=period, dimension=dimension)
    }
    words = labels(night, dimension) if cells else {}
    rows = [Row(words[value], cells[value]) for value in words if value in cells]
    if not rows:
        return None
    measure = night.measure(matt)
    figures = [row.figure for row in rows]
    is_share = Scale.of_cells(measure, figures).is_share
    names = {row.figure.dimension_varde: row.label for row in rows}
    whole = night.figure(f"{matt}/{code}/{period}")
    heads = ["Av", "Antal", "Andel", "Osäkerhetsintervall (95 %)"]
    table = build_table(
        f"{measure['titel']} efter {BREAKDOWNS[dimension]}, {name}, {formats.when(period)}",
        [
            BREAKDOWNS[dimension].capitalize(),
            *(heads if is_share else [f"Antal {measure['raknar']}"]),
        ],
        [
            (row.label, share_cells(row.figure) if is_share else [count_cell(row.figure)])
            for row in rows
        ],
    )
    first = _shares(figures, names, name) if is_share else _most(figures, names, name, whole)
    return build_figure_card(
        f"{matt}-{dimension}".casefold(),
        question,
        [first, _hidden(figures, names), *told],
        _chart([Row(row_label(r.label, view), r.figure) for r in rows], measure, view, is_share),
        table,
        source(night, matt, whole),
        key=_key(figures) if is_share else [],
        cells=figures,
    )


def _key(figures: Sequence[Figure]) -> list[tuple[str, str]]:
    has_intervals = any(figure.undre is not None for figure in figures)
    return _SHARES if has_intervals else _SHARES[:1]


def _chart(rows: Sequence[Row], measure: dict[str, str], view: View, is_share: bool) -> Drawing:
    if is_share:
        return share_bars(rows, None, measure, f"Procent av {measure['raknar']}", view)
    return count_bars(rows, measure, f"{measure['titel']}, antal {measure['raknar']}", view)


def _shares(figures: Sequence[Figure], names: dict[str, str], unit: str) -> str:
    """Every share that can be shown, in the breakdown's order; the two ends if they are many."""
    shown = [(figure.varde, figure) for figure in figures if figure.varde is not None]
    if not shown:
        return not_shown("Fördelningen", figures[0])
    is_range = len(shown) > _TOLD
    among = "av det som kan visas, " if is_range and len(shown) < len(figures) else ""
    if is_range:
        shown = sorted(shown, key=lambda part: part[0])
        shown = [shown[0], shown[-1]]
    parts = [
        f"{_begin(names[figure.dimension_varde])} {formats.share(value)}" for value, figure in shown
    ]
    told = f"{among}från {' till '.join(parts)}" if is_range else "; ".join(parts)
    return f"{unit}, {formats.when(figures[0].period)}: {told}."


def _begin(word: str) -> str:
    """A label inside a sentence; a word in capitals, such as a law's, stays as it is."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def _most(figures: list[Figure], names: dict[str, str], unit: str, whole: Figure | None) -> str:
    counted = [figure for figure in figures if figure.taljare is not None]
    if not counted:
        return not_shown("Fördelningen", figures[0])
    highest = max(figure.taljare or 0 for figure in counted)
    which = [names[f.dimension_varde].lower() for f in counted if f.taljare == highest]
    total = ""
    if whole is not None and whole.taljare is not None:
        total = f" {formats.number(whole.taljare)} i allt;"
    among = "" if not _hidden(figures, names) else " av det som kan visas"
    return (
        f"{unit}, {formats.when(counted[0].period)}:{total} flest{among} i {listed(which)} "
        f"({formats.number(highest)})."
    )


def _hidden(figures: list[Figure], names: dict[str, str]) -> str:
    """`hidden_sentence` of parts instead of units."""
    return hidden_sentence(
        [
            replace(figure, enhet=figure.dimension_varde)
            for figure in figures
            if figure.status != "strukturell_nolla"
        ],
        names,
    )
