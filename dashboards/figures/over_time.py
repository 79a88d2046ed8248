"""τ period by period, stretch by stretch: no line crosses a break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame, number_axis, reach
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.compared import Comparison


def tau_over_time(found: Comparison, view: View) -> Drawing:
    """τ with its 95 % interval, what equal districts seldom exceed, and the breaks.

    Args:
        found: what is published of the measure; needs rows of `forandring`.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    rows = [{**row, "plats": place} for place, row in enumerate(found.trend)]
    periods = [str(row["period"]) for row in rows]
    traces: list[dict[str, Any]] = []
    for stretch in dict.fromkeys(row["stracka"] for row in rows):
        part = [row for row in rows if row["stracka"] == stretch]
        traces += [_chance(part, colours), _tau(part, colours, found.scale.apart)]
    ends = [row[name] for row in rows for name in ("ovre", "tau", "slump_ovre")]
    low, high = 0.0, reach([0.0, *ends])[1]
    shapes, notes = _breaks(rows, colours)
    return frame(
        traces, view, 340,
        xaxis={"range": [-0.5, len(periods) - 0.5], "tickvals": list(range(len(periods))),
               "ticktext": [_short(period, view) for period in periods]},
        yaxis={**number_axis(low, high, f"τ, {found.scale.apart}", view),
               "range": [0, high * 1.05], "showgrid": True},
        shapes=shapes, annotations=notes,
    )  # fmt: skip


def _tau(
    part: Sequence[Mapping[str, Any]], colours: Mapping[str, str], unit: str
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers",
        "x": [row["plats"] for row in part], "y": [row["tau"] for row in part],
        "line": {"color": colours["accent"], "width": 2},
        "marker": {"color": colours["accent"], "size": 9}, "cliponaxis": False,
        "error_y": {
            "type": "data", "symmetric": False, "thickness": 2, "width": 0,
            "color": colours["within"],
            "array": [row["ovre"] - row["tau"] for row in part],
            "arrayminus": [row["tau"] - row["undre"] for row in part],
        },
        "text": [
            f"{formats.when(row['period'])}<br>τ {formats.number(row['tau'], 1)} {unit}"
            for row in part
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _chance(part: Sequence[Mapping[str, Any]], colours: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "hoverinfo": "skip",
        "x": [row["plats"] for row in part], "y": [row["slump_ovre"] for row in part],
        "line": {"color": colours["outline"], "width": 1.5, "dash": "dot"},
        "marker": {"color": colours["outline"], "size": 5, "symbol": "line-ew-open"},
    }  # fmt: skip


def _breaks(
    rows: Sequence[Mapping[str, Any]], colours: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    places = [row["plats"] - 0.5 for row in rows if row["brott"]]
    line = {"color": colours["text"], "width": 1, "dash": "dashdot"}
    return (
        [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}
         for x in places],
        [{"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": "brott",
          "showarrow": False} for x in places],
    )  # fmt: skip


def _short(period: str, view: View) -> str:
    """`2025`; `2025 H1` becomes `2025:1`, as Swedish statistics writes a half or a quarter."""
    year, rest = period[:4], period[5:]
    if not rest:
        return year
    return f"{year[2:] if view.narrow else year}:{rest}"
