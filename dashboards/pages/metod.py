"""Metod och definitioner: every measure, how it is counted and what it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.filters import Search, build_filters
from dashboards.components.page_parts import Query, page_head
from dashboards.navigation import METOD
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation import compared
from pipelines.presentation.measure_search import cleaned, grouped
from pipelines.presentation.measure_words import BREAKDOWNS, PERIODS
from pipelines.presentation.method import method_items
from pipelines.publication.reader import Night


def choices(_: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's only parameter, what is searched for; any text, as `cleaned` leaves it."""
    words = cleaned(asked.get("sok"))
    return {"sok": Choice(words, (words,))}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The measures that hold the words asked for, or all of them."""
    words = choices(night, query)["sok"].value
    found = grouped(night, words)
    count = sum(len(measures) for measures in found.values())
    there = {matt for titles in compared.measures(night).values() for matt in titles}
    told = f"{count} mått" + (f" innehåller ”{words}”." if words else " finns.")
    if not count:
        told = f"Inget mått innehåller ”{words}”. Pröva ett kortare ord, eller återställ."
    return [
        *page_head(
            METOD.name,
            "Så räknas varje mått, vad det inte är och hur det kan läsas. Texten är måttets egen "
            "definition. Allt som visas är skyddat och får användas, också i ett tjänsteutlåtande: "
            "behåll källraden, så att andra kan hitta tillbaka.",
            build_filters(
                METOD,
                Search("sok", "Sök bland måtten", words, "Ord eller R1; tryck Enter"),
            ),
        ),
        html.P(told, role="status", id="traffar"),
        *(
            _group(place, name, measures, there, is_open=count == 1)
            for place, (name, measures) in enumerate(found.items())
        ),
    ]


def _group(
    place: int, name: str, measures: list[dict[str, str]], there: set[str], *, is_open: bool
) -> html.Section:
    heading = f"grupp-{place}"
    return html.Section(
        [html.H2(name, id=heading), *(_measure(m, m["id"] in there, is_open) for m in measures)],
        className="card method",
        **attributes(aria_labelledby=heading),
    )


def _measure(measure: dict[str, str], is_compared: bool, is_open: bool) -> html.Details:
    facts = [
        *method_items(measure),
        ("Perioder", _words(measure["perioder"], PERIODS)),
        ("Uppdelningar", _words(measure["uppdelningar"], BREAKDOWNS) or "inga"),
        ("Vad det inte är", measure["inte"]),
        ("Råd till den som läser", measure["rad"]),
        ("Källa", measure["kalla"]),
        ("Definitionens version", measure["version"]),
    ]
    parts: list[Any] = [
        html.Summary([measure["titel"], " ", html.Span(f"({measure['id']})", className="id")]),
        html.Dl([html.Div([html.Dt(term), html.Dd(text)]) for term, text in facts]),
    ]
    if is_compared:
        parts.append(
            html.P(
                html.A(
                    f"Jämför stadsdelarna i ”{measure['titel']}”",
                    href=f"/likstallighet?matt={measure['id']}",
                )
            )
        )
    return html.Details(parts, open=is_open, id=f"matt-{measure['id'].casefold()}")


def _words(codes: str, words: Mapping[str, str]) -> str:
    return ", ".join(words.get(code, code) for code in codes.split(", ") if code)
