"""The last card of Lägesbild: the city in a few key figures, and in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.page_parts import source
from dashboards.components.tile import build_tile
from dashboards.navigation import REGI, UPPFOLJNING, UTBUD, PageInfo
from dashboards.query import latest_year
from pipelines.presentation import formats
from pipelines.presentation.sentences import lagesbild as sentences
from pipelines.presentation.sentences import regi, uppfoljning, utbud
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night


@dataclass(frozen=True)
class _City:
    """The city's cells that the page begins with; None where nothing is published."""

    v1: Figure | None
    v2: Figure | None
    r1: Figure | None
    f1: Figure | None
    f3: Figure | None
    f4: Figure | None
    u1: Figure | None
    u1_districts: tuple[Figure, ...]


def build_city(night: Night, units: Units) -> html.Section:
    """The card, for the latest whole year and the latest day."""
    city = _city_cells(night, units)
    sources = (city.v1, city.v2, city.r1, city.f1, city.f3, city.f4, city.u1)
    return build_card(
        "staden",
        "Hur ser det ut i staden?",
        [],
        [
            html.Div(
                [
                    _count_tile("Beviljade insatser", city.v1, "beslut"),
                    _count_tile("Barn med öppen insats", city.v2, "olika barn"),
                    _share_tile("Andel egen regi", city.r1, "beslut"),
                    _share_tile("Första uppföljningen i tid", city.f1, "insatser"),
                    _offer_tile(city),
                ],
                className="tiles",
            ),
            html.Ul(
                [_told(text, page) for text, page in _sentences(night, units, city)],
                className="told",
            ),
        ],
        [source(night, figure.matt, figure) for figure in sources if figure is not None],
    )


def _city_cells(night: Night, units: Units) -> _City:
    def latest(matt: str) -> Figure | None:
        periods = night.periods(matt)
        return night.figure(f"{matt}/stad/{latest_year(periods)}") if periods else None

    days = night.periods("U1")
    offered = units.sorted(night.figures("U1", period=days[0] if days else ""))
    return _City(
        v1=latest("V1"),
        v2=latest("V2"),
        r1=latest("R1"),
        f1=latest("F1"),
        f3=latest("F3"),
        f4=latest("F4"),
        u1=city_of(offered),
        u1_districts=tuple(without_city(offered)),
    )


def _count_tile(name: str, figure: Figure | None, unit: str) -> html.Div:
    if figure is None:
        return build_tile(name, "", [], None)
    value = formats.number(figure.varde or 0)
    return build_tile(name, value, [unit, formats.when(figure.period)], figure)


def _share_tile(name: str, figure: Figure | None, unit: str) -> html.Div:
    if figure is None or figure.varde is None:
        return build_tile(name, "", [formats.when(figure.period)] if figure else [], figure)
    counts = f"{formats.number(figure.taljare or 0)} av {formats.number(figure.namnare or 0)}"
    about = [f"{counts} {unit}", formats.when(figure.period)]
    if figure.undre is not None and figure.ovre is not None:
        about.insert(0, f"osäkerhet {formats.interval(figure.undre, figure.ovre)}")
    return build_tile(name, formats.share(figure.varde), about, figure)


def _offer_tile(city: _City) -> html.Div:
    counts = [figure.taljare for figure in city.u1_districts if figure.taljare is not None]
    if city.u1 is None or city.u1.taljare is None or not counts:
        return build_tile("Erbjudna insatstyper", "", [], city.u1)
    about = [
        "per stadsdel",
        f"{formats.number(city.u1.taljare)} olika tillsammans",
        formats.when(city.u1.period),
    ]
    value = f"{min(counts)}\N{EN DASH}{max(counts)}"
    return build_tile("Erbjudna insatstyper", value, about, city.u1)


def _sentences(night: Night, units: Units, city: _City) -> list[tuple[str, PageInfo | None]]:
    types = len(labels(night, "insatstyp"))
    return [
        (sentences.decisions(city.v1), None),
        (sentences.children(city.v2), None),
        (regi.own_share(city.r1), REGI),
        (uppfoljning.in_time(city.f1), UPPFOLJNING),
        (uppfoljning.now(city.f3, city.f4), UPPFOLJNING),
        (utbud.offered(city.u1_districts, city.u1, units.names, types), UTBUD),
    ]


def _told(text: str, page: PageInfo | None) -> html.Li:
    if page is None:
        return html.Li(text)
    return html.Li([text, " ", html.A(f"Se {page.name}", href=page.path)])
