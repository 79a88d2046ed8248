"""What pages and their cards share: rows of charts, sources of cards, and the head of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import html
from dashboards.components.banners import build_note
from dashboards.components.card import Source
from dashboards.components.checks import checks_of
from dashboards.figures.base import Row
from dashboards.query import Choice, choose, latest_year
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Figure, Night

Query = Mapping[str, object]


def chart_rows(units: Units, figures: Sequence[Figure], view: View) -> list[Row]:
    """Cells as rows of a chart, with short names where the window is narrow."""
    labels = {unit.kod: unit.kortnamn if view.narrow else unit.name for unit in units.all}
    return [Row(labels[figure.enhet], figure) for figure in figures]


def period_choice(asked: Query, periods: Sequence[str]) -> dict[str, Choice]:
    """`period`, first the latest whole year; empty if there is none."""
    if not periods:
        return {}
    return {"period": choose(asked.get("period"), periods, latest_year(periods), "Perioden")}


def nothing_yet(title: str) -> list[Any]:
    """A page on measures of which nothing is published yet."""
    text = "Det finns inga siffror att visa ännu: ingen period är mogen."
    return [*page_head(title, ""), html.Section(html.P(text, className="lead"), className="card")]


def city_key(city: Figure | None) -> list[tuple[str, str]]:
    """The city's line in the key of a chart, if there is a line."""
    return [("dash", "staden")] if city is not None and city.varde is not None else []


def source(night: Night, matt: str, city: Figure | None) -> Source:
    """What a card on a measure rests on."""
    uttagsdatum = night.manifest["uttagsdatum"]
    return Source(night.measure(matt), city, uttagsdatum, checks_of(night, matt))


def page_head(title: str, intro: str, control: Any = None, note: str = "") -> list[Any]:
    """The page's only h1, what the page is for, its control, and a note if one is called for."""
    lead = html.P(intro, className="intro") if intro else None
    parts = [html.H1(title, tabIndex="-1"), lead, control, build_note(note)]
    return [part for part in parts if part is not None]
