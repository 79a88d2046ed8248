"""A card on what becomes of something in the whole city: each step and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.table import Cell, build_table, share_cells
from dashboards.figures.flow import Step, flow_bars
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences.flode import hidden_parts, step_sentence
from pipelines.presentation.tables import labels
from pipelines.publication.reader import Night

_CITY = "stad"


@dataclass(frozen=True)
class Stage:
    """A step's cells.

    Attributes:
        matt: a share by parts that all have the same denominator.
        dimension: what it divides by.
        whole: what is divided, as `Aktualiseringar som kom in`.
    """

    matt: str
    dimension: str
    whole: str


def build_flow_card(
    night: Night, card_id: str, question: str, stages: Sequence[Stage], period: str,
    told: Sequence[str], view: View,
) -> html.Section | None:  # fmt: skip
    """The card; None if none of its steps is published for the period.

    Args:
        night: the published night.
        card_id: id of the card.
        question: the heading.
        stages: the steps, in the order that they follow on each other.
        period: of the cells.
        told: how it is to be read.
        view: colours and width; in a narrow window the names of the wholes are cut short.
    """
    steps = [(stage, step) for stage in stages if (step := _step(night, stage, period)).parts]
    if not steps:
        return None
    cells = [cell for _, step in steps for _, cell in step.parts]
    return build_figure_card(
        card_id,
        question,
        [
            *(step_sentence(step.whole, step.parts) for _, step in steps),
            *(hidden_parts(step.parts) for _, step in steps),
            *told,
        ],
        flow_bars([_short(step) if view.narrow else step for _, step in steps], "Antal", view),
        _table(period, [step for _, step in steps]),
        # The footer stands for the first step; its whole is what it counts.
        source(night, steps[0][0].matt, steps[0][1].parts[0][1]),
        cells=cells,
    )


def _step(night: Night, stage: Stage, period: str) -> Step:
    found = night.figures(stage.matt, enhet=_CITY, period=period, dimension=stage.dimension)
    cells = {figure.dimension_varde: figure for figure in found}
    words = labels(night, stage.dimension)
    return Step(stage.whole, [(words[code], cells[code]) for code in words if code in cells])


def _short(step: Step) -> Step:
    return Step(step.whole.split(" ", maxsplit=1)[0], step.parts)


def _table(period: str, steps: Sequence[Step]) -> html.Div:
    rows: list[tuple[Any, Sequence[Cell]]] = []
    for step in steps:
        whole = "–" if step.count is None else formats.number(step.count)
        rows.append((html.B(step.whole), [whole, "", "", ""]))
        rows += [(name, share_cells(cell)) for name, cell in step.parts]
    heads = ["Steg och utfall", "Av", "Antal", "Andel", "Osäkerhetsintervall (95 %)"]
    return build_table(f"Hela staden, {formats.when(period)}", heads, rows)
