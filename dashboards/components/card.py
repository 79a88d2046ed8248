"""A card: the question, one sentence, the figure, the table, and where it all comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.checks import build_checks
from dashboards.components.terms import Terms
from dashboards.components.tools import build_tools
from pipelines.presentation.method import footer_line, method_items, needs_warning, rule_status
from pipelines.presentation.quality import QualityRow
from pipelines.publication.reader import Figure


@dataclass(frozen=True)
class Source:
    """What a card rests on.

    Attributes:
        measure: the measure's definition.
        city: the cell that stands for the card, for its count, period and address.
        uttagsdatum: the youngest extract date.
        checks: those that found fault in the rows that the measure is counted from.
    """

    measure: Mapping[str, str]
    city: Figure | None
    uttagsdatum: str
    checks: tuple[QualityRow, ...] = ()


def build_card(
    card_id: str,
    question: str,
    sentences: Sequence[str],
    content: Sequence[Any],
    sources: Sequence[Source] = (),
) -> html.Section:
    """A card of a page.

    Args:
        card_id: id of the card.
        question: the heading.
        sentences: what the figures say, the first one largest; empty ones are left out.
        content: figure, key, table.
        sources: the measures behind the card, each with its footer.

    Checks that found fault stand above the figure, the tools to take it away below the footer.
    """
    told = [text for text in sentences if text]
    parts = [part for part in content if part is not None]
    checks = build_checks(check for source in sources for check in source.checks) if parts else None
    terms = Terms(card_id)
    paragraphs = [
        html.P(terms.explain(text), className="lead" if place == 0 else "")
        for place, text in enumerate(told)
    ]
    explanations = terms.explanations()
    return html.Section(
        [
            html.H2(question, id=f"{card_id}-fraga"),
            *paragraphs,
            *([checks] if checks else []),
            *parts,
            *([html.Footer([_footer(source) for source in sources])] if sources else []),
            build_tools(question, parts),
            *([explanations] if explanations else []),
        ],
        id=card_id,
        className="card",
        **attributes(aria_labelledby=f"{card_id}-fraga"),
    )


def build_table_details(table: Any) -> html.Details:
    """A table that the reader unfolds; paper always shows it."""
    return html.Details([html.Summary("Visa som tabell"), table], className="table-details")


def _footer(source: Source) -> html.Div:
    measure = source.measure
    line: list[Any] = [footer_line(measure, source.city, source.uttagsdatum)]
    if source.city is not None:
        line += [" · ", html.Code(source.city.adress)]
    if needs_warning(measure):
        line += [" ", html.Span(rule_status(measure), className="tag")]
    return html.Div(
        [
            html.P(line),
            html.Details(
                [
                    html.Summary(["Så räknas det", html.Span(f": {measure['titel']}")]),
                    html.Dl(
                        [
                            html.Div([html.Dt(term), html.Dd(text)])
                            for term, text in method_items(measure)
                        ]
                    ),
                ]
            ),
        ],
        className="source",
        **attributes(data_matt=measure["id"]),
    )
