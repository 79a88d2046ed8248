"""Counts by district now and as they would be: a ring, a dot and the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.figures.base import Chart
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats


def before_after(now: Mapping[str, int], then: Mapping[str, int], view: View) -> Drawing:
    """Rows with two marks each.

    Args:
        now: label -> count; the rows from top to bottom.
        then: label -> what the count would be.
        view: colours and width.
    """
    chart = Chart(list(now), view, "Insatstyper, antal")
    # One trace for all the ways: a gap stands between each of them.
    ways: dict[str, list[Any]] = {"x": [], "y": []}
    for label, count in now.items():
        ways["x"] += [count, then[label], None]
        ways["y"] += [label, label, None]
    said = [
        f"{label}<br>nu {formats.number(count)}, efter {formats.number(then[label])}"
        for label, count in now.items()
    ]
    mark = {"type": "scatter", "mode": "markers", "cliponaxis": False, "text": said,
            "hovertemplate": "%{text}<extra></extra>", "y": list(now)}  # fmt: skip
    chart.traces += [
        {
            "type": "scatter", "mode": "lines", **ways, "hoverinfo": "skip",
            "line": {"color": chart.colours["within"], "width": 3},
        },
        {
            **mark, "x": list(now.values()),
            "marker": {
                "size": 12, "color": chart.colours["background"],
                "line": {"color": chart.colours["outline"], "width": 2},
            },
        },
        {
            **mark, "x": [then[label] for label in now],
            "marker": {"size": 10, "color": chart.colours["accent"]},
        },
    ]  # fmt: skip
    chart.count_axis(max(*now.values(), *then.values(), 1))
    chart.value_column((label, _text(now[label], then[label])) for label in now)
    return chart.finish()


def _text(count: int, after: int) -> str:
    return str(count) if count == after else f"{count} → {after}"
