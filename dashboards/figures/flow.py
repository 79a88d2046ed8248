"""What becomes of something, step by step: each step's whole as a bar, and its parts under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.figures.base import BAR, Chart, Row
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.publication.reader import Figure


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        whole: what is divided, as `Aktualiseringar som kom in`.
        parts: (name, cell) of what became of it; names differ between steps.
    """

    whole: str
    parts: Sequence[tuple[str, Figure]]

    @property
    def count(self) -> int | None:
        """How many are divided; None if no part says it (a hidden one may)."""
        return next((cell.namnare for _, cell in self.parts if cell.namnare is not None), None)


def flow_bars(steps: Sequence[Step], axis_title: str, view: View) -> Drawing:
    """The steps on one scale; parts that cannot be shown have the face of their state.

    Args:
        steps: in the order that they follow on each other.
        axis_title: the horizontal axis, with its unit.
        view: colours and width.
    """
    labels, names, counts, texts, fills, hidden = [], [], [], [], [], []
    colours = Chart([], view, "").colours
    for step in steps:
        labels.append(f"<b>{step.whole}</b>")
        if step.count is not None:
            names.append(labels[-1])
            counts.append(step.count)
            texts.append(f"<b>{formats.number(step.count)}</b>")
            fills.append(colours["accent"])
        for name, cell in step.parts:
            labels.append(name)
            if cell.varde is None or cell.taljare is None:
                hidden.append(Row(name, cell))
                continue
            names.append(name)
            counts.append(cell.taljare)
            texts.append(f"{formats.number(cell.taljare)} · {formats.share(cell.varde)}")
            fills.append(colours["within"])
    chart = Chart(labels, view, axis_title)
    highest = max(counts, default=0) or 1
    chart.absences(hidden, 0, highest)
    chart.traces.append(
        {
            "type": "bar", "orientation": "h", "width": BAR,
            "x": counts, "y": names, "marker": {"color": fills},
            "text": texts, "textposition": "outside", "constraintext": "none",
            "textfont": {"color": colours["text"]}, "cliponaxis": False,
            "hovertext": [f"{n}<br>{t}" for n, t in zip(names, texts, strict=True)],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )  # fmt: skip
    chart.count_axis(highest)
    return chart.finish()
