"""The first card of a district: its data, how many, and what is offered."""

from __future__ import annotations

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.page_parts import source
from dashboards.components.tile import build_tile
from pipelines.presentation import formats
from pipelines.presentation.district import Portrait, Row
from pipelines.presentation.freshness import deliveries
from pipelines.presentation.sentences import stadsdelen_about as sentences
from pipelines.presentation.tables import labels, records
from pipelines.publication.reader import Night

_TILES = {
    "V1": "Beviljade insatser",
    "V4": "Barn med insats per 1\N{NO-BREAK SPACE}000 barn",
    "V2": "Barn med öppen insats",
    "U1": "Erbjudna insatstyper",
    "F3": "Försenade uppföljningar nu",
}


def build_about(night: Night, found: Portrait) -> html.Section:
    """The card; a measure that is not published of the district has no tile."""
    by_name = {delivery.namn: delivery for delivery in deliveries(night)}
    classes = [row["klass"] for row in records(night, "kvalitet", enhet_kod=found.unit.kod)]
    rows = [row for matt in _TILES if (row := found.row(matt)) is not None]
    return build_card(
        "stadsdelen",
        f"Hur många får insatser i {found.unit.name}, och vad erbjuds?",
        [
            sentences.offer_sentence(found, len(labels(night, "insatstyp"))),
            sentences.delivery_sentence(by_name.get(found.unit.namn), classes),
        ],
        [html.Div([_tile(row) for row in rows], className="tiles")],
        [source(night, row.matt, row.one.figure) for row in rows],
    )


def _tile(row: Row) -> html.Div:
    figure, city = row.one.figure, row.city
    about = [formats.when(figure.period)]
    if row.matt != "U1" and city is not None and city.varde is not None:
        about.append(f"hela staden {row.scale.number(city.varde)}")
    return build_tile(_TILES[row.matt], row.scale.number(figure.varde), about, figure)
