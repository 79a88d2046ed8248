"""The cards of a comparison: how far apart, outside of chance, against the rest."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import Source
from dashboards.components.figure_card import build_absent, build_figure_card
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.against_rest import against_rest
from dashboards.figures.equiplot import districts_key, equiplot, key_of
from dashboards.figures.funnel import funnel
from dashboards.view import View
from pipelines.presentation import comparisons, formats
from pipelines.presentation.compared import Comparison, District
from pipelines.presentation.sentences import likstallighet as sentences
from pipelines.presentation.sv import NOT_COMPARED, SPREAD
from pipelines.presentation.units import listed

_VERDICT = "Mot övriga staden"


def build_spread(found: Comparison, origin: Source, view: View) -> html.Section:
    """The equiplot with the verdicts as the page's first sentence."""
    rows = [
        (
            one.unit.name,
            _cells(
                one,
                [
                    found.scale.text(one.figure.varde),
                    found.scale.interval(one.figure.undre, one.figure.ovre),
                    _counts(one),
                ],
            ),
        )
        for one in found.districts
    ]
    columns = [found.scale.unit.capitalize(), "Osäkerhetsintervall (95 %)", "Antal", _VERDICT]
    return build_figure_card(
        "skillnad",
        f"Hur långt isär ligger stadsdelarna i ”{found.measure['titel']}”?",
        [sentences.verdict_sentence(found), sentences.city_sentence(found), _width(found)],
        equiplot(found, view),
        build_table(caption_of(found, "stadsdelarnas tal"), ["Stadsdel", *columns], rows),
        origin,
        key=[*key_of(found), ("dash", "staden")],
        cells=[one.figure for one in found.districts],
        beside=None if view.narrow else build_absent(found.hidden),
        reading="Varje märke är en stadsdel. Det grå bandet är så brett som stadsdelarna sällan "
        "(högst 2,5 gånger av 100) skulle ligga isär om de vore lika: dess bredd är resultatet, "
        "och det är lagt kring staden för ögats skull. Ryms märkena i bandet kan skillnaden vara "
        "slump.",
    )


def build_funnel(found: Comparison, origin: Source, view: View) -> html.Section:
    """The funnel, with τ in words."""
    scale = found.scale
    rows = [
        (
            one.unit.name,
            _cells(
                one,
                [
                    formats.number(one.figure.namnare or 0),
                    scale.text(one.figure.varde),
                    scale.interval(one.number("grans95_undre"), one.number("grans95_ovre")),
                    scale.interval(one.number("grans998_undre"), one.number("grans998_ovre")),
                ],
            ),
        )
        for one in found.districts
    ]
    columns = [
        f"Storlek ({found.measure['raknar']})", scale.unit.capitalize(),
        "Slumpen ger (95 %)", "Slumpen ger (99,8 %)", _VERDICT,
    ]  # fmt: skip
    return build_figure_card(
        "trattdiagram",
        "Vilka stadsdelar ligger utanför det som slumpen ger?",
        [
            _outside(found),
            sentences.tau_sentence(found),
            sentences.left_out(one for one in found.shown if not one.mark),
        ],
        funnel(found, view),
        build_table(caption_of(found, "gränser för slumpen"), ["Stadsdel", *columns], rows),
        origin,
        key=[
            *districts_key(found), ("line-dot", "95 %"), ("line-solid", "99,8 %"),
            ("line-dash", "staden"),
        ],
        cells=[one.figure for one in found.districts],
        beside=build_absent(found.hidden),
        reading="Trattdiagram: ju större stadsdel, desto mindre kan slumpen flytta dess tal, och "
        "desto smalare är tratten. Utanför den heldragna linjen hamnar en stadsdel som är lik de "
        "övriga högst två gånger av tusen; utanför den prickade högst fem av hundra.",
    )  # fmt: skip


def build_against(found: Comparison, origin: Source, view: View) -> html.Section:
    """Each district against the rest of the city, in the fixed order."""
    scale = found.scale
    rows = [
        (
            one.unit.name,
            _cells(
                one,
                [
                    scale.signed(one.number("skillnad")),
                    scale.signed_interval(
                        one.number("skillnad_undre"), one.number("skillnad_ovre")
                    ),
                ],
            ),
        )
        for one in found.districts
    ]
    return build_figure_card(
        "mot-ovriga",
        "Hur långt från övriga staden ligger varje stadsdel?",
        [sentences.apart_sentence(found)],
        against_rest(found, view),
        build_table(
            caption_of(found, "skillnad mot övriga staden"),
            ["Stadsdel", f"Skillnad ({scale.apart})", "Osäkerhetsintervall (95 %)", _VERDICT],
            rows,
        ),
        origin,
        key=[*districts_key(found), ("whisker", "osäkerhetsintervall (95 %)")],
        cells=[one.figure for one in found.districts],
        reading="Varje stadsdel jämförs med resten av staden, utan sig själv. Stadsdelarna står i "
        "bokstavsordning. Strecket är osäkerhetsintervallet: så långt kan slumpen ensam ha "
        "flyttat skillnaden.",
    )


def _cells(one: District, cells: Sequence[Cell]) -> list[Cell]:
    """The cells and the verdict of a district; one state in their place if it is hidden."""
    if one.figure.varde is None:
        return [html.Td(build_state(one.figure), colSpan=len(cells) + 1, className="num")]
    said = comparisons.verdict(one.said) if one.said else NOT_COMPARED
    return [*cells, html.Td(said, className="num")]


def _counts(one: District) -> str:
    return f"{formats.number(one.figure.taljare or 0)} av {formats.number(one.figure.namnare or 0)}"


def _width(found: Comparison) -> str:
    row = found.spread
    if row is None:
        return "Spridningen räknas inte ut: för få stadsdelar kan visas."
    return (
        f"De ligger {formats.number(row['bredd'], 1)} {found.scale.apart} isär, från den lägsta "
        f"till den högsta; lika stadsdelar skulle sällan ligga mer än "
        f"{formats.number(row['bredd_slump_ovre'], 1)} isär: {SPREAD[row['bredd_utslag']]}."
    )


def _outside(found: Comparison) -> str:
    out = [one.unit.name for one in found.districts if one.mark in {"lower", "higher"}]
    if not out:
        return "Ingen stadsdel ligger utanför den heldragna linjen (99,8 %)."
    return f"Utanför den heldragna linjen (99,8 %) ligger {listed(out)}."


def caption_of(found: Comparison, what: str) -> str:
    """The caption of a comparison's table; each table of a page has its own."""
    return f"{found.measure['titel']}, {formats.when(found.period)}: {what}"
