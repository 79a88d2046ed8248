"""Cards on what is offered: how many types (U1), which and where, and how spread (U3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.graph import build_key
from dashboards.components.matrix import build_matrix
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state_notes
from dashboards.components.table import build_table, count_cell
from dashboards.figures.bars import count_bars
from dashboards.figures.base import Row
from dashboards.view import View
from pipelines.presentation import formats, tables
from pipelines.presentation.offer_groups import Group
from pipelines.presentation.offers import MISSING, WORDS, Offers
from pipelines.presentation.sentences import utbud as sentences
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night


def build_counts(night: Night, units: Units, offers: Offers, view: View) -> html.Section:
    """How many types each district offers."""
    day, names = offers.day, units.names
    cells = units.sorted(night.figures("U1", period=day))
    city, others = city_of(cells), without_city(cells)
    told = [
        sentences.offered(others, city, names, len(offers.types)),
        sentences.missing(offers),
    ]
    rows = chart_rows(units, others, view)
    return build_figure_card(
        "antal-typer",
        "Hur många insatstyper erbjuder stadsdelarna?",
        told,
        count_bars(rows, night.measure("U1"), "Insatstyper, antal", view, marked=_ends(rows)),
        build_table(
            f"Erbjudna insatstyper den {formats.when(day)}",
            ["Enhet", "Insatstyper"],
            [(names[cell.enhet], [count_cell(cell)]) for cell in cells],
        ),
        source(night, "U1", city),
        cells=cells,
    )


def _ends(rows: Sequence[Row]) -> dict[str, str]:
    counts = {row.label: row.figure.taljare for row in rows if row.figure.taljare is not None}
    if not counts or len(counts) < len(rows):
        return {}  # nobody knows who has the fewest while a district is missing
    fewest, most = min(counts.values()), max(counts.values())
    return {
        label: "färst" if count == fewest else "flest"
        for label, count in counts.items()
        if count in {fewest, most}
    }


def build_where(
    night: Night,
    offers: Offers,
    groups: Sequence[Group],
    children: Mapping[str, Figure],
    words: str,
    view: View,
) -> html.Section:
    """Which of the types in some groups are offered where, and what share of the children there.

    Args:
        night: the published night.
        offers: who offers what.
        groups: the types that are shown.
        children: type -> its cell of U4.
        words: what the reader searched for.
        view: the window.
    """
    shown = [code for group in groups for code in group.types]
    caption = f"Insatstyper och stadsdelar den {formats.when(offers.day)}"
    told = sentences.matrix(offers, len(shown)) if shown else sentences.found_nothing(words)
    key = [(f"offer-{how}", word) for how, word in WORDS.items() if how != MISSING]
    key += [("offer-saknas", word) for word in dict.fromkeys(offers.missing.values())]
    sources = [source(night, "U1", night.figure(f"U1/stad/{offers.day}"))]
    if children:
        sources.append(source(night, "U4", next(iter(children.values()))))
    return build_card(
        "var",
        "Vilka insatstyper erbjuds var, och för hur stor andel av barnen?",
        [told, sentences.missing(offers)],
        [
            build_key(key) if shown else None,
            build_matrix(offers, groups, children, caption, view) if shown else None,
            build_state_notes(children.values()),
        ],
        sources,
    )


def build_spread(night: Night, day: str, view: View) -> html.Section:
    """In how many districts the types are found."""
    labels = tables.labels(night, "spridning")
    by_class = {
        cell.dimension_varde: cell
        for cell in night.figures("U3", period=day, dimension="spridning")
    }
    cells = [by_class[code] for code in labels if code in by_class]
    told = [sentences.spread(cells)]
    question = "Hur spridda är insatstyperna?"
    origin = source(night, "U3", cells[0] if cells else None)
    if all(cell.taljare is None for cell in cells):
        return build_card("spridning", question, told, [build_state_notes(cells)], [origin])
    rows = [Row(labels[cell.dimension_varde], cell) for cell in cells]
    chart = count_bars(rows, night.measure("U3"), "Insatstyper, antal", view)
    table = build_table(
        f"Insatstyper efter antal stadsdelar som erbjuder dem, {formats.when(day)}",
        ["Erbjuds i", "Insatstyper", "Andel av de erbjudna"],
        [(labels[cell.dimension_varde], [count_cell(cell), _share(cell)]) for cell in cells],
    )
    return build_figure_card("spridning", question, told, chart, table, origin, cells=cells)


def _share(cell: Figure) -> str:
    return formats.share(cell.varde) if cell.varde is not None else ""
