"""All measures of a district as a table with a body for each group."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboards import html
from dashboards.components.state import build_state
from dashboards.components.table import AGAINST_REST, build_scroll
from dashboards.navigation import LIKSTALLIGHET
from pipelines.presentation import comparisons, formats
from pipelines.presentation.district import Portrait, Row
from pipelines.presentation.scale import NOTHING
from pipelines.presentation.sv import NOT_COMPARED
from pipelines.publication.reader import Figure


def build_district_table(found: Portrait) -> html.Div:
    """Each measure's value, the city's, how far from the rest, and what may be said of it."""
    caption = (
        f"Alla mått för {found.unit.name}, {formats.when(found.period)}; "
        "osäkerhetsintervall (95\N{NO-BREAK SPACE}%) inom parentes"
    )
    numbers = (found.unit.name, "Staden", "Skillnad mot övriga staden")
    head = [
        html.Th("Mått", scope="col"),
        *(html.Th(name, scope="col", className="num") for name in numbers),
        html.Th(AGAINST_REST, scope="col"),
    ]
    bodies = [
        html.Tbody(
            [
                html.Tr(html.Th(group, scope="rowgroup", colSpan=len(head))),
                *(html.Tr([_head(row, found.period), *_cells(row)]) for row in rows),
            ]
        )
        for group, rows in groupby(found.rows, key=lambda row: row.group)
    ]
    return build_scroll(
        caption,
        html.Table([html.Caption(caption), html.Thead(html.Tr(head)), *bodies], className="table"),
    )


def build_onward(row: Row, text: str) -> html.A:
    """The way to the comparison of the same measure and period."""
    address = f"{LIKSTALLIGHET.path}?matt={row.matt}&period={row.one.figure.period}"
    return html.A(text, href=address)


def _head(row: Row, period: str) -> html.Th:
    day = row.one.figure.period
    about = row.measure["raknar"] if row.measure["form"] == "antal" else row.scale.unit
    when = "" if day == period else f", {formats.when(day)}"
    name: Any = build_onward(row, row.title) if row.is_tested else row.title
    return html.Th([name, " ", html.Small(f"{about}{when}")], scope="row")


def _cells(row: Row) -> list[html.Td]:
    verdict = comparisons.verdict(row.one.said) if row.is_tested else NOT_COMPARED
    return [
        html.Td(_value(row, row.one.figure), className="num"),
        html.Td(_value(row, row.city), className="num"),
        html.Td(_apart(row), className="num"),
        html.Td(verdict),
    ]


def _value(row: Row, figure: Figure | None) -> Any:
    if figure is None:
        return "publiceras inte"
    if figure.varde is None:
        return build_state(figure)
    return _with_interval(
        row.scale.text(figure.varde), row.scale.interval(figure.undre, figure.ovre)
    )


def _apart(row: Row) -> Any:
    one, scale = row.one, row.scale
    value = one.number("skillnad")
    if value is None:
        return NOTHING
    interval = scale.signed_interval(one.number("skillnad_undre"), one.number("skillnad_ovre"))
    return _with_interval(f"{scale.signed(value)} {scale.apart}", interval)


def _with_interval(text: str, interval: str) -> Any:
    return text if interval == NOTHING else [text, " ", html.Small(f"({interval})")]
