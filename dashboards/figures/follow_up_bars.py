"""What is late beside what is not due yet: one bar a unit, in two parts that never mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboards.figures.base import BAR, Chart
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sv import state_word
from pipelines.publication.reader import Figure

_STUB: Final = 0.03  # of the longest bar; the same for all, so it tells nothing
_NUMBER, _WORD = 34, 68  # px between a row's label and its bar


@dataclass(frozen=True)
class Part:
    """A count, or the state that stands in its place.

    Attributes:
        count: the count; None if it is not shown.
        status: the cell's state.
        word: what stands where the number would.
    """

    count: int | None
    status: str
    word: str

    @classmethod
    def of(cls, figure: Figure) -> Part:
        """A cell that counts."""
        return cls(figure.taljare, figure.status, state_word(figure.status, figure.orsak))

    @property
    def text(self) -> str:
        """The number or the word."""
        return self.word if self.count is None else formats.number(self.count)


@dataclass(frozen=True)
class Standing:
    """One row: how many are late, and how many are not due yet."""

    label: str
    late: Part
    not_due: Part

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of it is shown."""
        return self.late.count is None and self.not_due.count is None


def standing_bars(
    rows: Sequence[Standing], words: tuple[str, str], axis_title: str, view: View
) -> Drawing:
    """Late from zero, then not due as an outline; the numbers stand on either side.

    Args:
        rows: from top to bottom; a part that is not shown is a short face of the same length in
            every row, and its word stands where the number would. A row of which nothing is
            shown is one face from edge to edge.
        words: what the two parts are called.
        axis_title: the horizontal axis, with its unit.
        view: colours and width.
    """
    chart = Chart([row.label for row in rows], view, axis_title)
    counts = ((row.late.count or 0) + (row.not_due.count or 0) for row in rows)
    longest = max(counts, default=0) or 1
    stub, colours = _STUB * longest, chart.colours
    starts = [stub if row.late.count is None else row.late.count for row in rows]
    # A bar of no length would still draw its outline, so what is hidden has none.
    waiting = [
        (row, at) for row, at in zip(rows, starts, strict=True) if row.not_due.count is not None
    ]
    chart.traces += [
        {
            **_bar(chart.labels, [row.late.count or 0 for row in rows], 0),
            "marker": {"color": colours["accent"]},
            "hovertext": [_hover(row, words) for row in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            **_bar([row.label for row, _ in waiting], [row.not_due.count for row, _ in waiting],
                   [at for _, at in waiting]),
            "marker": chart.outline(), "text": [row.not_due.text for row, _ in waiting],
            "textposition": "outside", "textfont": {"color": colours["text"]},
            "constraintext": "none", "cliponaxis": False,
            "hovertext": [_hover(row, words) for row, _ in waiting],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        *_stubs(chart, rows, starts, stub, longest),
    ]  # fmt: skip
    chart.count_axis(longest)
    drawn = chart.finish(barmode="overlay")
    spelt = any(row.late.count is None and not row.is_hidden for row in rows)
    drawn["layout"]["yaxis"]["ticklabelstandoff"] = _WORD if spelt else _NUMBER
    drawn["layout"]["annotations"] = [
        {
            "x": 0, "xanchor": "right", "xshift": -5, "y": row.label, "yanchor": "middle",
            "text": row.late.text if row.late.count is None else f"<b>{row.late.text}</b>",
            "showarrow": False,
        }
        for row in rows
        if not row.is_hidden
    ]  # fmt: skip
    return drawn


@dataclass(frozen=True)
class _Face:
    """A bar that shows no number: its place, its length, and its word in or after it."""

    label: str
    start: float
    length: float
    word: str
    where: str


def _stubs(
    chart: Chart, rows: Sequence[Standing], starts: Sequence[float], stub: float, longest: float
) -> list[dict[str, Any]]:
    """The faces of parts that are not shown, at most a trace for each face."""
    faces: dict[bool, list[_Face]] = {True: [], False: []}
    for row, start in zip(rows, starts, strict=True):
        own = faces[row.late.status == "skyddad"]
        if row.is_hidden:
            own.append(_Face(row.label, 0.0, longest, f"<b>{row.late.word}</b>", "inside"))
        elif row.late.count is None:
            own.append(_Face(row.label, 0.0, stub, "", "none"))
        elif row.not_due.count is None:
            own = faces[row.not_due.status == "skyddad"]
            own.append(_Face(row.label, start, stub, row.not_due.word, "outside"))
    return [
        {
            **_bar([f.label for f in own], [f.length for f in own], [f.start for f in own]),
            "marker": chart.hatch() if is_hatched else chart.outline(),
            "text": [f.word for f in own], "textposition": [f.where for f in own],
            "insidetextanchor": "middle", "textangle": 0,
            "textfont": {"color": chart.colours["text"]}, "constraintext": "none",
            "hoverinfo": "skip",
        }
        for is_hatched, own in faces.items()
        if own
    ]  # fmt: skip


def _bar(labels: Sequence[str], lengths: Sequence[Any], base: Any) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "width": BAR,
        "x": list(lengths), "y": list(labels), "base": base,
    }  # fmt: skip


def _hover(row: Standing, words: tuple[str, str]) -> str:
    return f"{row.label}<br>{words[0]}: {row.late.text}<br>{words[1]}: {row.not_due.text}"
