"""Which measures are compared, and as what: a share, a rate, or a count followed over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.status import Status
from pipelines.statistics.small_numbers import COMPARE_FROM, Kind

CITY: Final = "stad"
SERIES: Final = ["matt", "dimension", "dimension_varde"]
CHART: Final = [*SERIES, "period"]
_EVENTS: Final = frozenset({"barn", "beslut", "insatser"})
_PER: Final = {"per_1000": 1000.0, "kvot": 1.0}


@dataclass(frozen=True)
class Subject:
    """How one measure is compared.

    Attributes:
        kind: a share (x of n), a rate (x against n) or a count.
        per: a rate's unit: 1 000 children, or one.
        counts_children: whether each child is counted once, so that rows are independent.
    """

    kind: Kind
    per: float = 1.0
    counts_children: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator."""
        return self.kind is Kind.ANDEL


def subject(measure: Measure) -> Subject | None:
    """How a measure is compared, from its YAML alone; None for one that is not.

    A share is compared if it has an interval: offers are facts, and have none. A rate is compared
    if its numerator counts children, beslut or insatser: days, kronor and full-time posts do not
    vary as events do. A count is only followed over time (`may_be_charted`).
    """
    counted = measure.raknar.split(" ")[0] in _EVENTS
    children = measure.raknar == "barn"
    if measure.form == "andel" and measure.intervall != "inget":
        return Subject(Kind.ANDEL, counts_children=children)
    if (
        measure.form in _PER
        and counted
        and (measure.form == "per_1000" or "per" in _words(measure))
    ):
        return Subject(Kind.KVOT, _PER[measure.form], children)
    if measure.form == "antal" and counted:
        return Subject(Kind.ANTAL, counts_children=children)
    return None


def compared(measures: Mapping[str, Measure]) -> dict[str, Subject]:
    """The measures that districts are compared in: shares and rates, by id."""
    found = {id_: subject(measure) for id_, measure in measures.items()}
    return {id_: s for id_, s in found.items() if s is not None and s.kind is not Kind.ANTAL}


def may_be_charted(one: Subject) -> bool:
    """Whether a measure's quarters follow each other by chance alone, as a control chart takes it.

    A child that goes on is counted anew each quarter, so counts and rates of children do not.
    """
    return one.is_share or not one.counts_children


def usable(among: pd.DataFrame) -> pd.DataFrame:
    """The cells that a spread may rest on: shown, and of at least twenty."""
    shown = (among["status"] == Status.VISAD) & among["taljare"].notna()
    return among[shown & (among["namnare"] >= COMPARE_FROM)]


def _words(measure: Measure) -> list[str]:
    return measure.raknar.split(" ")
