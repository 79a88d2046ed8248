"""Each district's distance to the rest of the city, in the fixed order, with its interval."""

from __future__ import annotations

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import RowChart, district_label, faces, reach
from dashboards.view import View
from pipelines.presentation.compared import Comparison, District, why_not


def against_rest(found: Comparison, view: View) -> Drawing:
    """Dots with 95 % intervals around the line of no difference.

    Args:
        found: what is published of the measure.
        view: colours and width.
    """
    title = f"Skillnad mot övriga staden, {found.scale.apart}"
    chart = RowChart([district_label(one.unit, view) for one in found.districts], view, title)
    factor = found.scale.factor
    told = [(one, *_numbers(one, factor)) for one in found.shown]
    known = [part for part in told if part[1] is not None]
    low, high = reach([0.0, *(end for _, *numbers in known for end in numbers)])
    chart.absences(
        [Row(district_label(one.unit, view), one.figure) for one in found.hidden], low, high
    )
    for one, value, *_ in told:
        if value is None:
            chart.blank(district_label(one.unit, view), why_not(one).partition(":")[0], low, high)
    chart.line_at(0.0, "Övriga staden")
    drawn = faces({one.unit.kod: one.mark for one, *_ in known})
    for one, value, lower, upper in known:
        hover = (
            f"{one.unit.name}<br>{found.scale.signed(one.number('skillnad'))} {found.scale.apart}"
        )
        chart.dot(
            district_label(one.unit, view), (value or 0.0, lower, upper), drawn[one.unit.kod], hover
        )
    chart.value_column(
        (district_label(one.unit, view), found.scale.signed(one.number("skillnad")))
        for one, *_ in known
    )
    chart.axis(low, high)
    return chart.finish()


def _numbers(one: District, factor: float) -> tuple[float | None, float | None, float | None]:
    value, low, high = (
        one.number(name) for name in ("skillnad", "skillnad_undre", "skillnad_ovre")
    )
    if value is None:
        return None, None, None
    return (
        factor * value,
        None if low is None else factor * low,
        None if high is None else factor * high,
    )
