"""Each district's distance to the rest of the city, in the fixed order, with its interval."""

from __future__ import annotations

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import RowChart, reach
from dashboards.view import View
from pipelines.presentation.compared import Comparison, District


def against_rest(found: Comparison, view: View) -> Drawing:
    """Dots with 95 % intervals around the line of no difference.

    Args:
        found: what is published of the measure.
        view: colours and width.
    """
    title = f"Skillnad mot övriga staden, {found.scale.apart}"
    chart = RowChart([_label(one, view) for one in found.districts], view, title)
    factor = found.scale.factor
    told = [(one, *_numbers(one, factor)) for one in found.districts]
    known = [part for part in told if part[1] is not None]
    low, high = reach([0.0, *(end for _, *numbers in known for end in numbers)])
    chart.absences([Row(_label(one, view), one.figure) for one in found.hidden], low, high)
    chart.line_at(0.0, "Övriga staden")
    for one, value, lower, upper in known:
        hover = (
            f"{one.unit.name}<br>{found.scale.signed(one.number('skillnad'))} {found.scale.apart}"
        )
        chart.dot(_label(one, view), (value or 0.0, lower, upper), one.mark or "within", hover)
    chart.value_column(
        (_label(one, view), found.scale.signed(one.number("skillnad"))) for one, *_ in known
    )
    chart.axis(low, high)
    return chart.finish()


def _label(one: District, view: View) -> str:
    return one.unit.kortnamn if view.narrow else one.unit.name


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
