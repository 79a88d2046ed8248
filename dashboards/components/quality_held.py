"""The card of Kvalitet on numbers that stand since an earlier run."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import html
from dashboards.components.card import build_card, build_table_details
from dashboards.components.table import build_table
from pipelines.presentation import formats
from pipelines.presentation.sentences import kvalitet as sentences


def build_held(runs: Mapping[str, int], tonight: str) -> html.Section:
    """The card.

    Args:
        runs: run -> how many protected addresses hold from it.
        tonight: the run that is published.
    """
    table = build_table(
        "Adresser med skydd efter den körning som de gäller från",
        ["Körning", "Adresser"],
        [(run, [formats.number(runs[run])]) for run in sorted(runs, reverse=True)],
    )
    return build_card(
        "galler-fran",
        "Gäller alla tal från i natt?",
        [
            sentences.holding(runs, tonight),
            "En adress är platsen för ett tal, visat eller inte: ett mått i en enhet och period, "
            "till exempel R1/farsta/2025.",
        ],
        [build_table_details(table) if len(runs) > 1 else None],
    )
