"""Small bands: τ of many measures, each in a row of its own and on its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.overview import Stretch

WORDS: Final = {
    "minskar": "närmar sig",
    "okar": "glider isär",
    "ingen_saker_forandring": "ingen säker ändring",
    "ej_bedombar": "går inte att bedöma",
}
_TALL: Final = 0.72  # of a row; the rest is air
_TALL_NARROW: Final = 0.44  # a label stands in the row
_SHORT: Final = 0.14  # years on either side of a period that stands alone
_HALVES: Final = {"H1": -0.25, "H2": 0.25}
_ROW, _BOTTOM, _TOP = 35, 34, 6
_DRAWN: Final = ("tau", "undre", "ovre", "slump_ovre")
# Colour, width and size of marks: grey unless something is said.
_TAUS: Final = {"quiet": ("secondary", 1.5, 5), "loud": ("accent", 3, 8)}
Line = tuple[list[float | None], list[float | None]]


def sparkbands(measures: Sequence[Sequence[Stretch]], view: View) -> Drawing:
    """A row a measure: τ, its 95 % band, and what equal districts seldom exceed.

    Args:
        measures: the stretches of each measure in one kind of period, the first at the top, with
            some τ in each row; no line crosses the break between two of them.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    lines: dict[str, Line] = {name: ([], []) for name in ("band", "chance", "break", *_TAUS)}
    hovers: dict[str, list[str | None]] = {name: [] for name in _TAUS}
    tall = _TALL_NARROW if view.narrow else _TALL
    for row, stretches in enumerate(measures):
        bottom, factor = len(measures) - 1 - row, tall / _highest(stretches)
        for one in stretches:
            x = [_place(str(known["period"])) for known in one.known]
            if not x:
                continue
            tau, low, high, seldom = (
                [bottom + factor * known[name] for known in one.known] for name in _DRAWN
            )
            # A period that stands alone has a band of some width too.
            wide, times = (x, 1) if len(x) > 1 else ([x[0] - _SHORT, x[0] + _SHORT], 2)
            _add(lines["band"], [*wide, *reversed(wide)], [*low * times, *reversed(high * times)])
            _add(lines["chance"], wide, seldom * times)
            _add(lines[_voice(one)], x, tau)
            hovers[_voice(one)] += [*_hovers(one), None]
            if not one.is_last:
                edge = x[-1] + (0.5 if one.kind == "ar" else 0.25)
                _add(lines["break"], [edge, edge], [bottom, bottom + tall])
    return frame(
        [
            {**_line(lines["band"]), "fill": "toself", "mode": "none",
             "fillcolor": colours["within"], "opacity": 0.3},
            {**_line(lines["chance"]), "mode": "lines",
             "line": {"color": colours["outline"], "width": 1.5, "dash": "dot"}},
            {**_line(lines["break"]), "mode": "lines",
             "line": {"color": colours["text"], "width": 1, "dash": "dashdot"}},
            *(
                {**_line(lines[name]), "mode": "lines+markers", "cliponaxis": False,
                 "line": {"color": colours[colour], "width": width},
                 "marker": {"color": colours[colour], "size": size},
                 "text": hovers[name], "hoverinfo": "text"}
                for name, (colour, width, size) in _TAUS.items()
            ),
        ],
        view, _TOP + _BOTTOM + _ROW * len(measures),
        margin={"l": 0 if view.narrow else 8, "r": 8 if view.narrow else 225, "t": _TOP,
                "b": _BOTTOM},
        xaxis=_years(measures),
        yaxis=_names(measures, view),
        annotations=_labels(measures, view),
    )  # fmt: skip


def telling(stretches: Sequence[Stretch]) -> Stretch:
    """The latest stretch that changes, else the latest that can be judged, else the latest."""
    judged = [one for one in stretches if one.verdict != "ej_bedombar"]
    return next((one for one in reversed(judged) if one.changes), (judged or stretches)[-1])


def _place(period: str) -> float:
    """Years stand at themselves, halves a quarter of a year from them."""
    return int(period[:4]) + _HALVES.get(period[4:], 0.0)


def _highest(stretches: Sequence[Stretch]) -> float:
    ends = (float(row[name]) for one in stretches for row in one.known for name in _DRAWN)
    return max((end for end in ends if end > 0), default=1.0)


def _add(line: Line, x: Sequence[float], y: Sequence[float]) -> None:
    """Add a part, and the gap after it."""
    line[0].extend([*x, None])
    line[1].extend([*y, None])


def _line(line: Line) -> dict[str, Any]:
    return {"type": "scatter", "x": line[0], "y": line[1], "hoverinfo": "skip"}


def _voice(one: Stretch) -> str:
    return "loud" if one.changes else "quiet"


def _hovers(one: Stretch) -> list[str]:
    return [
        f"{one.title}<br>{formats.when(row['period'])}: τ {formats.number(row['tau'], 1)} "
        f"{one.apart}"
        for row in one.known
    ]


def _years(measures: Sequence[Sequence[Stretch]]) -> dict[str, Any]:
    known = (row for stretches in measures for one in stretches for row in one.known)
    places = [_place(str(row["period"])) for row in known]
    first, last = (round(end) for end in (min(places), max(places)))
    years = list(range(first, last + 1))
    return {
        "range": [first - 0.5, last + 0.5], "tickvals": years,
        "ticktext": [str(year) for year in years], "zeroline": False,
    }  # fmt: skip


def _names(measures: Sequence[Sequence[Stretch]], view: View) -> dict[str, Any]:
    axis = {"range": [-0.15, len(measures) - 0.05], "zeroline": False, "showgrid": False}
    if view.narrow:
        return {**axis, "showticklabels": False}
    middles = [len(measures) - 1 - row + _TALL / 2 for row in range(len(measures))]
    titles = [stretches[0].title for stretches in measures]
    return {**axis, "tickvals": middles, "ticktext": titles, "ticklabelstandoff": 8}


def _labels(measures: Sequence[Sequence[Stretch]], view: View) -> list[dict[str, Any]]:
    """What is said of each row beside it; where narrow, with the measure's name above it."""
    found = []
    for row, stretches in enumerate(measures):
        bottom, said = len(measures) - 1 - row, telling(stretches)
        word = WORDS[said.verdict] + ("" if said.is_last else " före brottet")
        if said.changes:
            word = f"<b>{word}</b>"
        if view.narrow:
            text = f"{said.title}: {word}" if said.changes else said.title
            place = {
                "x": 0,
                "y": bottom + _TALL_NARROW,
                "xanchor": "left",
                "yanchor": "bottom",
                "text": text,
                "font": {"size": 11},
            }
        else:
            place = {"x": 1, "y": bottom + _TALL / 2, "xanchor": "left", "yanchor": "middle",
                     "xshift": 10, "text": word}  # fmt: skip
        found.append({"xref": "paper", "showarrow": False, "align": "left", **place})
    return found
