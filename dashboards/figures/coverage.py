"""Types on an axis of the children who live where they are offered, a row for each category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Final

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats

_ROW, _AROUND, _APART = 26, 70, 0.19  # px, px, rows
_LETTERS: Final = 15
Point = tuple[float, str]


def coverage_strip(rows: Mapping[str, Sequence[Point]], view: View) -> Drawing:
    """Dots from 0 to 100 %; those in the same place stand above each other.

    Args:
        rows: category -> (share of the children, text), from top to bottom.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    xs, ys, texts = [], [], []
    for place, points in enumerate(rows.values()):
        many, placed = Counter(share for share, _ in points), Counter[float]()
        for share, text in points:
            step = min(_APART, 0.8 / many[share])
            ys.append(place + step * (placed[share] - (many[share] - 1) / 2))
            placed[share] += 1
            xs.append(share)
            texts.append(text)
    names = [_lines(name) if view.narrow else name for name in rows]
    marks = [0, 0.5, 1] if view.narrow else [0, 0.25, 0.5, 0.75, 1]
    return frame(
        [
            {
                "type": "scatter", "mode": "markers", "x": xs, "y": ys, "cliponaxis": False,
                "marker": {
                    "size": 9, "color": colours["series_1"], "opacity": 0.85,
                    "line": {"color": colours["background"], "width": 1},
                },
                "text": texts, "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        view,
        _AROUND + (_ROW + 4 * view.narrow) * len(rows),
        xaxis={
            "range": [-0.02, 1.02], "tickvals": marks, "showgrid": True,
            "ticktext": [formats.share(mark, 0) for mark in marks],
            "title": {"text": "Andel av stadens barn 0–20 år"},
        },
        yaxis={
            "range": [len(rows) - 0.4, -0.6], "tickvals": list(range(len(rows))),
            "ticktext": names, "ticklabelstandoff": 6,
            "tickfont": {"size": 11 if view.narrow else 13},
        },
    )  # fmt: skip


def _lines(name: str) -> str:
    return "<br>".join(wrap(name, _LETTERS, break_long_words=False, break_on_hyphens=False))
