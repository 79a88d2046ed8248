"""The six states of a cell: the same face and word wherever a cell is shown."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import html
from dashboards.components.attributes import attributes
from pipelines.presentation.sv import STATUS_ABOUT, state_word, status_text
from pipelines.publication.reader import Figure


def build_state(figure: Figure) -> html.Span:
    """The mark and the word of a cell that shows no value."""
    return html.Span(
        [
            html.Span(className=f"face face-{figure.status}", **attributes(aria_hidden="true")),
            state_word(figure.status, figure.orsak),
        ],
        className="state",
    )


def build_state_notes(figures: Iterable[Figure]) -> html.Div | None:
    """What the states among some cells mean; None if every cell shows its value."""
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.varde is None and figure.status in (*STATUS_ABOUT, "saknas"):
            found.setdefault(state_word(figure.status, figure.orsak), figure)
    if not found:
        return None
    return html.Div(
        [
            html.P([build_state(figure), f": {status_text(figure.status, figure.orsak)}"])
            for figure in found.values()
        ],
        className="state-notes",
    )
