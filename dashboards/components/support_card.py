"""The card on the recommendations of Socialstyrelsens kunskapsstöd (U7): the supply half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state, build_state_notes
from dashboards.components.table import Cell, build_table
from dashboards.figures.bars import count_bars
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences import utbud_fragor as sentences
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of
from pipelines.publication.reader import Figure, Night

_QUESTION = "Vilka av kunskapsstödets rekommendationer kan barnen få?"
_ONLY_SUPPLY = (
    "Täckt betyder att stadsdelen erbjuder minst en typ som hör till rekommendationen, inte att "
    "de barn som behöver den får den."
)


def build_support(night: Night, units: Units, day: str, view: View) -> html.Section | None:
    """How many recommendations each district covers, and which; None if nothing is published."""
    whole = units.sorted(night.figures("U7", period=day))
    others, city = units.of_districts(whole), city_of(whole)
    if not others:
        return None
    words = labels(night, "rekommendation")
    parts = {
        (figure.enhet, figure.dimension_varde): figure
        for figure in night.figures("U7", period=day, dimension="rekommendation")
    }
    in_city = {code: parts["stad", code] for code in words if ("stad", code) in parts}
    told = [sentences.support(in_city, words, others), _ONLY_SUPPLY]
    sources = source(night, "U7", city)
    if all(figure.varde is None for figure in others):
        return build_card("kunskapsstod", _QUESTION, told, [build_state_notes(whole)], [sources])
    shown = {code: text for code, text in words.items() if any(code == of for _, of in parts)}
    return build_figure_card(
        "kunskapsstod",
        _QUESTION,
        told,
        count_bars(
            chart_rows(units, others, view),
            night.measure("U7"),
            "Rekommendationer som täcks, antal",
            view,
        ),
        build_table(
            f"Kunskapsstödets rekommendationer, {formats.when(day)}",
            ["Enhet", "Täckta", *(f"{text}" for text in shown.values())],
            [
                (units.names[figure.enhet], [_whole(figure), *_parts(figure.enhet, shown, parts)])
                for figure in whole
            ],
            numeric=False,
        ),
        sources,
        cells=whole,
    )


def _whole(figure: Figure) -> Cell:
    if figure.taljare is None or figure.namnare is None:
        return html.Td(build_state(figure))
    return f"{figure.taljare} av {figure.namnare}"


def _parts(
    unit: str, shown: Mapping[str, str], parts: Mapping[tuple[str, str], Figure]
) -> Sequence[Cell]:
    return [_part(parts.get((unit, code))) for code in shown]


def _part(figure: Figure | None) -> Cell:
    """A district covers a recommendation or not; the city has a number of districts."""
    if figure is None:
        return ""
    if figure.taljare is None or figure.namnare is None:
        return html.Td(build_state(figure))
    if figure.enhet == "stad":
        return f"i {figure.taljare} av {figure.namnare}"
    return "täckt" if figure.taljare else "inte täckt"
