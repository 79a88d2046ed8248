"""The funnel: each district by its size, inside or outside of what chance gives at that size."""

from __future__ import annotations

from typing import Any

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import Dot, district_label, dots_trace, frame, number_axis, reach
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation.compared import Comparison, District

_LIMITS = {"dot": ("grans95_undre", "grans95_ovre"), "solid": ("grans998_undre", "grans998_ovre")}


def funnel(found: Comparison, view: View) -> Drawing:
    """The districts that are compared, with the published limits at their own sizes.

    Args:
        found: what is published of the measure; limits and verdicts are of the same row, so a dot
            outside a line is always one that the sentence names.
        view: colours and width.
    """
    colours, factor = load_tokens().colours(view.scheme), found.scale.factor
    compared = sorted(
        (one for one in found.shown if one.mark and one.number("grans998_ovre") is not None),
        key=lambda one: one.figure.namnare or 0,
    )
    sizes = [one.figure.namnare or 0 for one in compared]
    traces: list[dict[str, Any]] = []
    for dash, (lower, upper) in _LIMITS.items():
        # Both limits of a level are one line with a gap in it.
        both = [[_scaled(one, name, factor) for one in compared] for name in (lower, upper)]
        traces.append(
            {
                "type": "scatter", "mode": "lines", "hoverinfo": "skip",
                "x": [*sizes, None, *sizes], "y": [*both[0], None, *both[1]],
                "line": {"color": colours["outline"], "width": 1.5, "dash": dash},
            }
        )  # fmt: skip
    traces.append(
        dots_trace(
            [
                Dot(
                    one.figure.namnare, factor * (one.figure.varde or 0), one.mark,
                    f"{one.unit.name}<br>{found.scale.told(one.figure, found.measure)}",
                )
                for one in compared
            ],
            colours,
        )
    )  # fmt: skip
    values = [
        _scaled(one, name, factor) for one in compared for pair in _LIMITS.values() for name in pair
    ]
    low, high = reach([*values, *(factor * (one.figure.varde or 0) for one in compared)])
    left, right = reach(float(size) for size in sizes)
    city = factor * found.city.varde if found.city and found.city.varde is not None else None
    return frame(
        traces, view, 400,
        xaxis=number_axis(left, right, f"Storlek, {found.measure['raknar']}", view, pad=0.08),
        yaxis={**number_axis(low, high, found.scale.unit.capitalize(), view, pad=0.12),
               "showgrid": True},
        shapes=[] if city is None else [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": city, "y1": city,
             "line": {"color": colours["text"], "width": 1.5, "dash": "dash"}}
        ],
        annotations=_labels(compared, factor, (low, high), (left, right), view),
    )  # fmt: skip


def _labels(
    compared: list[District], factor: float, heights: tuple[float, float],
    widths: tuple[float, float], view: View,
) -> list[dict[str, Any]]:  # fmt: skip
    """Names of the districts; of those that stand out first, the others where there is room."""
    found: list[dict[str, Any]] = []
    placed: list[tuple[float, float]] = []
    tall, wide = heights[1] - heights[0], widths[1] - widths[0]
    for one in sorted(compared, key=lambda one: one.mark == "within"):
        x, y = float(one.figure.namnare or 0), factor * (one.figure.varde or 0)
        u, v = (x - widths[0]) / wide, (y - heights[0]) / tall
        crowded = any(
            abs(u - a) < (0.34 if view.narrow else 0.13) and abs(v - b) < 0.07 for a, b in placed
        )
        if one.mark == "within" and (view.narrow or crowded):
            continue
        placed.append((u, v))
        below = one.mark.endswith("lower")
        found.append(
            {
                "x": x, "y": y, "showarrow": False,
                "text": district_label(one.unit, view),
                "xanchor": "right" if u > 0.85 else "left" if u < 0.15 else "center",
                "yanchor": "top" if below else "bottom", "yshift": -8 if below else 8,
            }
        )  # fmt: skip
    return found


def _scaled(one: District, name: str, factor: float) -> float | None:
    value = one.number(name)
    return None if value is None else factor * value
