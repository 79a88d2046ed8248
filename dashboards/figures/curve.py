"""The curve to the first follow-up: steps, the due day as a line, and numbers at risk below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame, number_axis
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.curves import Curve, Point
from pipelines.presentation.sv import POLICY_NOT_LAW

_HEIGHT, _AXIS, _RISK = 420, 52, 38  # px: the chart, under the axis, for each row at risk
_WIDE, _NARROW = 2, 6  # weeks between two numbers at risk
_BESIDE: Final = 0.06  # of the axis: closer ends get their names on different sides
Named = tuple[str, Curve]


def curve_steps(shown: Sequence[Named], view: View) -> Drawing:
    """Curves as steps on one axis of weeks.

    Args:
        shown: (name, curve), the one that the card is about first, with its interval, and then
            the city's if it is another; at least one.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    main = shown[0][1]
    last = max(curve.points[-1].week for _, curve in shown)
    traces = [
        _interval(main.points, colours),
        *(
            _line(name, curve.points, colours["outline" if place else "accent"], bool(place))
            for place, (name, curve) in reversed(list(enumerate(shown)))
        ),
    ]
    right = 16 if view.narrow else 24 + max(int(7.5 * len(name)) for name, _ in shown)
    end = max(last, main.due_week) + 1
    return frame(
        traces, view, _HEIGHT,
        margin={"l": 8, "r": right, "t": 30, "b": _AXIS + _RISK * len(shown)},
        xaxis={**number_axis(0, end, "Veckor från insatsens start", view, wanted=12, pad=0),
               "range": [-end / 80, end], "automargin": False},
        yaxis={
            "range": [0, 1.02], "tickvals": [0, 0.25, 0.5, 0.75, 1], "showgrid": True,
            "ticktext": [formats.share(part, 0) for part in (0, 0.25, 0.5, 0.75, 1)],
            "title": {"text": "" if view.narrow else "Har fått en första uppföljning"},
        },
        shapes=[
            {
                "type": "line", "x0": main.due_week, "x1": main.due_week, "y0": 0, "y1": 1,
                "yref": "paper", "line": {"color": colours["text"], "width": 1.5, "dash": "dash"},
            }
        ],
        annotations=[
            _due(main, end, view),
            *([] if view.narrow else _names(shown)),
            *_at_risk(shown, view, colours),
        ],
    )  # fmt: skip


def thinned(curve: Curve, gap: int) -> list[Point]:
    """The points whose numbers there is room for: first, due day, last, and others between."""
    kept = [curve.points[0], curve.at_due, curve.points[-1]]
    for point in curve.points:
        if all(abs(point.week - other.week) >= gap for other in kept):
            kept.append(point)
    return sorted(set(kept), key=lambda point: point.week)


def _line(name: str, points: Sequence[Point], colour: str, is_beside: bool) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [p.week for p in points],
        "y": [p.share for p in points],
        "line": {"color": colour, "width": 2 if is_beside else 3, "shape": "hv",
                 "dash": "dot" if is_beside else "solid"},
        "text": [
            f"{name}, vecka {p.week}<br>{formats.share(p.share, 0)} uppföljda<br>"
            f"{formats.number(p.still)} öppna strax innan" for p in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _interval(points: Sequence[Point], colours: Mapping[str, str]) -> dict[str, Any]:
    """The interval as one closed shape: along the upper limits, and back along the lower."""
    weeks = [p.week for p in points]
    upper, lower = (
        _stepped(weeks, [p.high for p in points]),
        _stepped(weeks, [p.low for p in points]),
    )
    ring = [*upper, *reversed(lower)]
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip",
        "x": [x for x, _ in ring], "y": [y for _, y in ring],
        "line": {"width": 0}, "fillcolor": colours["within"], "opacity": 0.25,
    }  # fmt: skip


def _stepped(weeks: Sequence[int], values: Sequence[float]) -> list[tuple[int, float]]:
    """The corners of steps that hold each value until the next week."""
    corners = [(weeks[0], values[0])]
    for week, before, value in zip(weeks[1:], values, values[1:], strict=False):
        corners += [(week, before), (week, value)]
    return corners


def _due(main: Curve, end: float, view: View) -> dict[str, Any]:
    """The due day's label: it says that the day is a policy, wherever there is room for it."""
    shared = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    if view.narrow:
        text = f"Förfallodag ({POLICY_NOT_LAW})"
        return {**shared, "x": 1, "xref": "paper", "xanchor": "right", "text": text}
    is_late = main.due_week > end / 2
    return {
        **shared,
        "x": main.due_week,
        "xanchor": "right" if is_late else "left",
        "xshift": 8 if is_late else -8,
        "text": f"Förfallodag, {main.months} månader ({POLICY_NOT_LAW})",
    }


def _names(shown: Sequence[Named]) -> list[dict[str, Any]]:
    ends = [(name, curve.points[-1]) for name, curve in shown]
    are_close = len(ends) > 1 and abs(ends[0][1].share - ends[1][1].share) < _BESIDE
    highest = max(ends, key=lambda end: end[1].share)
    return [
        {
            "x": point.week, "y": point.share, "xanchor": "left", "xshift": 6,
            "text": name[:1].upper() + name[1:],
            "showarrow": False,
            "yanchor": "middle" if not are_close else
            "bottom" if (name, point) == highest else "top",
        }
        for name, point in ends
    ]  # fmt: skip


def _at_risk(
    shown: Sequence[Named], view: View, colours: Mapping[str, str]
) -> list[dict[str, Any]]:
    """For each curve a heading and, under its own weeks, how many were still open."""
    found: list[dict[str, Any]] = []
    for place, (name, curve) in enumerate(shown):
        top = -(_AXIS + place * _RISK)
        found.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "y": 0, "yref": "paper",
                "yanchor": "top", "yshift": top, "showarrow": False,
                "text": f"Ännu öppna, {name}:",
                "font": {"color": colours["secondary"], "size": 12},
            }
        )  # fmt: skip
        found += [
            {
                "x": point.week, "xanchor": "center", "y": 0, "yref": "paper", "yanchor": "top",
                "yshift": top - 16, "showarrow": False, "text": formats.number(point.still),
                "font": {"size": 12},
            }
            for point in thinned(curve, _NARROW if view.narrow else _WIDE)
        ]  # fmt: skip
    return found
