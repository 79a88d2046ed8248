"""The card on what the policy's questions would make of the spread (U8)."""

from __future__ import annotations

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.page_parts import source
from dashboards.components.state import build_state_notes
from dashboards.components.table import Cell, build_table, count_cell
from pipelines.presentation import formats
from pipelines.presentation.sentences import utbud_fragor as sentences
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of
from pipelines.publication.reader import Figure, Night


def build_scenarios(night: Night, units: Units, day: str) -> html.Section | None:
    """What the policy's questions would make of the spread; None if nothing is published."""
    words = labels(night, "scenario")
    there = night.figures("U8", period=day, dimension="scenario")
    by_question = {
        code: [figure for figure in there if figure.dimension_varde == code] for code in words
    }
    by_question = {code: cells for code, cells in by_question.items() if cells}
    if not by_question:
        return None
    now = units.sorted(night.figures("U1", period=day))
    told = [
        sentences.scenario(words[code], units.of_districts(cells), city_of(cells))
        for code, cells in by_question.items()
    ]
    then = {(code, f.enhet): f for code, cells in by_question.items() for f in cells}
    table = build_table(
        f"Insatstyper nu och om en fråga blev verklighet, {formats.when(day)}",
        ["Enhet", "Nu", *(words[code] for code in by_question)],
        [
            (
                units.names[cell.enhet],
                [count_cell(cell), *(_then(then.get((code, cell.enhet))) for code in by_question)],
            )
            for cell in now
        ],
    )
    return build_card(
        "om-analys",
        "Hur blir spridningen om stadens frågor blir verklighet?",
        [sentences.present(units.of_districts(now), city_of(now)), *told, sentences.NO_FORECAST],
        [table, build_state_notes([*now, *there])],
        [source(night, "U8", next((f for f in there if f.enhet == "stad"), there[0]))],
    )


def _then(figure: Figure | None) -> Cell:
    return "" if figure is None else count_cell(figure)
