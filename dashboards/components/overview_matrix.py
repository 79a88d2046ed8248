"""The table of Lägesbild: measures by districts, each with the face and the word of its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.card import Source, build_card
from dashboards.components.graph import build_key
from dashboards.components.overview_differences import build_link
from dashboards.components.table import build_scroll
from pipelines.presentation import comparisons, formats
from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.overview import Compared
from pipelines.presentation.sv import NOT_COMPARED, SURE, UNSURE, VERDICT
from pipelines.presentation.units import Unit, Units, listed

_WORDS: Final = {
    "lower": "lägre",
    "look_lower": f"lägre, {VERDICT['vart_att_titta_pa']}",
    "within": VERDICT["inom_vantad_variation"],
    "look_higher": f"högre, {VERDICT['vart_att_titta_pa']}",
    "higher": "högre",
}
_SEEN: Final = {"lower": "lägre", "look_lower": "lägre", "look_higher": "högre", "higher": "högre"}


def build_matrix(found: Sequence[Compared], units: Units, origin: Source) -> html.Section:
    """The card.

    Args:
        found: the measures to show, in their fixed order.
        units: the night's units.
        origin: the comparison's own definition.
    """
    question = "Hur ligger varje stadsdel mot övriga staden?"
    if not found:
        text = "Inget mått i gruppen kan jämföras mellan stadsdelarna i perioden."
        return build_card("alla-matt", question, [text], [], [origin])
    when = formats.when(found[0].period)
    return build_card(
        "alla-matt",
        question,
        [
            "Varje rad är ett mått och varje kolumn en stadsdel, i samma ordning överallt. Fyllda "
            f"märken skiljer sig mer än slumpen brukar ge {SURE}, tomma är värda att titta på "
            f"{UNSURE}. Högre är inte bättre eller sämre."
        ],
        [
            build_key(
                [
                    *((f"mark-{mark}", word) for mark, word in _WORDS.items()),
                    ("hatched", VERDICT["skyddad"]),
                ]
            ),
            _table(found, units.districts, f"Stadsdelarna mot övriga staden, {when}"),
        ],
        [origin],
    )


def _table(found: Sequence[Compared], districts: Sequence[Unit], caption: str) -> html.Div:
    head = html.Tr(
        [
            html.Th("Mått", scope="col", className="corner"),
            *(
                html.Th(_name(unit), scope="col", className="district", title=unit.namn)
                for unit in districts
            ),
        ]
    )
    bodies = [
        html.Tbody(
            [
                html.Tr(
                    html.Th(GROUPS[group], scope="rowgroup", colSpan=len(districts) + 1),
                    className="group",
                ),
                *(_row(one, districts) for one in rows),
            ]
        )
        for group, rows in groupby(found, key=lambda one: one.group)
    ]
    table = html.Table([html.Caption(caption), html.Thead(head), *bodies], className="verdicts")
    return build_scroll(caption, table)


def _name(unit: Unit) -> list[html.Span]:
    """The short name for the eye; who listens gets the whole one."""
    if unit.kortnamn == unit.namn:
        return [html.Span(unit.namn)]
    return [
        html.Span(unit.kortnamn, **attributes(aria_hidden="true")),
        html.Span(unit.namn, className="unseen"),
    ]


def _row(one: Compared, districts: Sequence[Unit]) -> html.Tr:
    head = html.Th(build_link(one), scope="row")
    if not one.units():
        reasons = dict.fromkeys(comparisons.verdict(said) for said in one.said.values())
        told = listed(list(reasons)) or NOT_COMPARED
        return html.Tr([head, html.Td(told, colSpan=len(districts), className="said none")])
    return html.Tr([head, *(_cell(one, unit.kod) for unit in districts)])


def _cell(one: Compared, unit: str) -> html.Td:
    """A mark and its word; what is not compared has a word and, if protected, a hatch."""
    mark = one.mark(unit)
    if mark:
        seen = _SEEN.get(mark)
        rest = _WORDS[mark] if seen is None else _WORDS[mark].removeprefix(seen)
        parts: list[Any] = [seen] if seen else []
        if rest:
            parts.append(html.Span(rest, className="unseen"))
        return html.Td(parts, className=f"said {mark}", title=_WORDS[mark])
    said = one.said.get(unit)
    if said is None:
        return html.Td(NOT_COMPARED, className="said none")
    word = VERDICT[said["utslag"]]
    face = "hidden" if said["utslag"] == "skyddad" else "none"
    whole = comparisons.verdict(said)
    if whole == word:
        return html.Td(word, className=f"said {face}")
    # Why stands in the title for the pointer, and in the cell for who listens.
    why = whole.removeprefix(word) if whole.startswith(word) else f": {whole}"
    return html.Td(
        [word, html.Span(why, className="unseen")], className=f"said {face}", title=whole
    )
