"""The equiplot: every district on one line, the city, and how wide equal districts would lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import (
    Dot,
    RowChart,
    band,
    dots_trace,
    faces,
    frame,
    number_axis,
    reach,
)
from dashboards.view import View
from pipelines.presentation.compared import Comparison, District
from pipelines.presentation.sv import MARK, NOT_COMPARED

_LEVELS: Final = (1.0, -1.0, 2.0, -2.0)
_LETTER, _GAP, _CARD = 7.6, 14, 1080  # px: of a letter, between labels, of the narrowest chart


def equiplot(found: Comparison, view: View) -> Drawing:
    """One line with labelled dots; in a narrow window one row a district.

    Args:
        found: what is published of the measure.
        view: colours and width.
    """
    return _rows(found, view) if view.narrow else _line(found, view)


def null_band(found: Comparison) -> tuple[float, float] | None:
    """The width that equal districts seldom exceed, laid around the city; None if not known.

    In the scale's units. Only its width is a result: where it lies is for the eye.
    """
    if found.spread is None or found.city is None or found.city.varde is None:
        return None
    half = float(found.spread["bredd_slump_ovre"]) / 2
    middle = found.scale.factor * found.city.varde
    return middle - half, middle + half


def _ends(found: Comparison) -> tuple[float, float]:
    factor = found.scale.factor
    inside = [factor * (one.figure.varde or 0) for one in found.shown]
    return reach([*inside, *(null_band(found) or ())])


def _line(found: Comparison, view: View) -> Drawing:
    low, high = _ends(found)
    chart = RowChart([""], view, _title(found))
    colours, factor = chart.colours, found.scale.factor
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    dots: list[Dot] = []
    if (around := null_band(found)) is not None:
        shapes.append(band(*around, colours))
    if found.city is not None and found.city.varde is not None:
        city = factor * found.city.varde
        chart.line_at(city, f"Staden {found.scale.text(found.city.varde)}")
        shapes += chart._shapes
        notes += chart._annotations
    drawn = faces(found.marks)
    for one, place, level in _placed(found.shown, factor, low, high):
        x = factor * (one.figure.varde or 0)
        shapes.append(
            {"type": "line", "x0": x, "y0": 0, "x1": place, "y1": level * 0.78,
             "line": {"color": colours["outline"], "width": 1}}
        )  # fmt: skip
        notes.append(
            {"x": place, "y": level, "text": one.unit.name, "showarrow": False,
             "bgcolor": colours["background"], "borderpad": 1}
        )  # fmt: skip
        hover = f"{one.unit.name}<br>{found.scale.told(one.figure, found.measure)}"
        dots.append(Dot(x, 0, drawn[one.unit.kod], hover))
    return frame(
        [dots_trace(dots, colours, 13)], view, 250,
        xaxis={**number_axis(low, high, _title(found), view, wanted=8, pad=0.08),
               "showgrid": True},
        yaxis={"range": [-2.6, 2.6], "visible": False},
        shapes=shapes, annotations=notes,
        margin={"l": 8, "r": 8, "t": 26, "b": 44},
    )  # fmt: skip


def _placed(
    districts: Sequence[District], factor: float, low: float, high: float
) -> list[tuple[District, float, float]]:
    """Each district with where its label stands: (place, level), on four levels without overlap."""
    per_px = (high - low) * 1.16 / _CARD
    taken: dict[float, float] = {}
    found = []
    for one in sorted(districts, key=lambda one: one.figure.varde or 0):
        x, half = factor * (one.figure.varde or 0), len(one.unit.name) * _LETTER / 2 * per_px
        free = {
            level: max(x, taken.get(level, float("-inf")) + _GAP * per_px + half)
            for level in _LEVELS
        }
        level = min(_LEVELS, key=lambda level: (round((free[level] - x) / per_px), abs(level)))
        taken[level] = free[level] + half
        found.append((one, free[level], level))
    return found


def _rows(found: Comparison, view: View) -> Drawing:
    low, high = _ends(found)
    chart = RowChart([one.unit.kortnamn for one in found.districts], view, _title(found))
    if (around := null_band(found)) is not None:
        chart.band(*around)
    chart.absences([Row(one.unit.kortnamn, one.figure) for one in found.hidden], low, high)
    factor = found.scale.factor
    if found.city is not None and found.city.varde is not None:
        chart.line_at(factor * found.city.varde, f"Staden {found.scale.text(found.city.varde)}")
    drawn = faces(found.marks)
    for one in found.shown:
        hover = f"{one.unit.name}<br>{found.scale.told(one.figure, found.measure)}"
        point = (factor * (one.figure.varde or 0), None, None)
        chart.dot(one.unit.kortnamn, point, drawn[one.unit.kod], hover)
    chart.axis(low, high)
    chart.value_column(
        (one.unit.kortnamn, found.scale.text(one.figure.varde)) for one in found.shown
    )
    return chart.finish()


def _title(found: Comparison) -> str:
    return f"{found.measure['titel']}, {found.scale.unit}"


def key_of(found: Comparison) -> list[tuple[str, str]]:
    """The key: what the marks mean, of those that are there."""
    return [*districts_key(found), ("band", "så brett ligger lika stadsdelar av slump")]


def districts_key(found: Comparison) -> list[tuple[str, str]]:
    """The marks of the districts that are there."""
    return _key(found.marks)


def marks_key(found: Comparison) -> list[tuple[str, str]]:
    """The marks of all units that are there, central and unknown too."""
    others = {cell.enhet: "" for cell in found.others if cell.varde is not None}
    return _key({**found.marks, **others})


def _key(marks: Mapping[str, str]) -> list[tuple[str, str]]:
    if not any(marks.values()):
        return [("mark-within", NOT_COMPARED)] if marks else []
    there = set(marks.values())
    verdicts = [(f"mark-{mark}", word) for mark, word in MARK.items() if mark in there]
    return [*verdicts, ("ring", NOT_COMPARED)] if "" in there else verdicts
