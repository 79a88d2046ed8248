"""The card on what "in time" means: the intervals in force, with source and status."""

from __future__ import annotations

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.table import build_table
from pipelines.presentation import formats
from pipelines.presentation.tables import records
from pipelines.publication.reader import Night

_NBSP = "\N{NO-BREAK SPACE}"
_APPLIES = {
    "behovsprovad": "Behovsprövade insatser",
    "kontakt": "Kontaktperson och kontaktfamilj",
    "lvu22": "Insatser enligt 22 § LVU",
}


def build_policy_card(night: Night) -> html.Section:
    """The intervals of a night."""
    rows = records(night, "policy", parameter="uppföljningsintervall")
    table = build_table(
        "Uppföljningsintervall efter slag av insats",
        ["Gäller", "Intervall", "Källa", "Status"],
        [
            (
                _APPLIES.get(row["galler"], row["galler"]),
                [
                    f"{formats.number(row['varde'])}{_NBSP}{row['enhet']}",
                    row["kalla"],
                    row["status"].replace(" ", _NBSP),
                ],
            )
            for row in rows
        ],
        numeric=False,
    )
    return build_card(
        "policy",
        "Vad betyder ”i tid”?",
        [
            "En uppföljning är i tid om den hölls senast på förfallodagen: starten, eller den "
            "senaste uppföljningen, plus intervallet i kalendermånader.",
            "Intervallen är en policy med källa och status, inte lagkrav. Ändras policyn, ändras "
            "siffrorna.",
        ],
        [table],
    )
