"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BATCH = "(select * from {batch})"  # the library puts a subquery with an alias of its own here
DELIVERIES = "leveranser"  # the one table beside the contract's: a row per delivery and table


class Severity(StrEnum):
    """What a broken rule does."""

    STOPPA = "STOPPA"  # the whole delivery is refused
    FEL = "FEL"  # the row goes to quarantine
    VARNING = "VARNING"  # the row is kept; the sender and the reader are told
    INFO = "INFO"

    @property
    def consequence(self) -> str:
        """What it means for the sender, in a few Swedish words."""
        return _CONSEQUENCE[self]


class Kind(StrEnum):
    """What sort of fault the rule looks for."""

    OVERENSSTAMMELSE = "overensstammelse"
    FULLSTANDIGHET = "fullstandighet"
    RIMLIGHET = "rimlighet"

    @property
    def text(self) -> str:
        """The kind in Swedish."""
        return _KIND[self]


_CONSEQUENCE = {
    Severity.STOPPA: "hela leveransen stoppas",
    Severity.FEL: "raden hålls tillbaka och räknas inte",
    Severity.VARNING: "raden räknas, med märkning",
    Severity.INFO: "en upplysning; ingenting ändras",
}
_KIND = {
    Kind.OVERENSSTAMMELSE: "Överensstämmelse",
    Kind.FULLSTANDIGHET: "Fullständighet",
    Kind.RIMLIGHET: "Rimlighet",
}


@dataclass(frozen=True)
class Rule:
    """One rule about the rows of one table.

    Attributes:
        id: stable id; also what a finding and a quarantined row carry.
        table: the table of the contract that it judges, or `leveranser`.
        title: what must hold, in Swedish.
        severity: what happens to a row that breaks it.
        kind: conformance, completeness or plausibility.
        statement: "Givet … när … så …".
        measures: ids of the measures that the rule protects (`pipelines/measures.py`).
        advice_sender: what the one who delivers can do.
        advice_reader: what it means for the one who reads the figures.
        broken: SQL condition that is true of a row that breaks the rule.
        rows: SQL from-clause of the rows to judge, as `b`; `BATCH` is the table. Only needed where
            a row is judged by others than itself. Row number 0 means the whole file.
    """

    id: str
    table: str
    title: str
    severity: Severity
    kind: Kind
    statement: str
    measures: tuple[str, ...]
    advice_sender: str
    advice_reader: str
    broken: str
    rows: str = f"{BATCH} as b"

    @property
    def query(self) -> str:
        """The query that Great Expectations runs: nothing, or one row with files and row numbers.

        It selects no other column, so no value of a row can reach a result. Row numbers are sorted
        a file at a time: a long list of findings must not cost more than the rule.
        """
        each = (
            "flatten(list(list_resize(list_value({0}), len(rader), {0}) order by _leverans, _fil))"
        )
        return (
            f"select {each.format('_leverans')} as leveranser, {each.format('_fil')} as filer, "
            "flatten(list(rader order by _leverans, _fil)) as rader "
            "from (select _leverans, _fil, list(_rad order by _rad) as rader "
            "from (select distinct b._leverans, b._fil, b._rad "
            f"from {self.rows} where {self.broken}) group by _leverans, _fil) having count(*) > 0"
        )
