"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BATCH = "(select * from {batch})"  # the library puts a subquery with an alias of its own here


class Severity(StrEnum):
    """What a broken rule does."""

    STOPPA = "STOPPA"  # the whole delivery is refused
    FEL = "FEL"  # the row goes to quarantine
    VARNING = "VARNING"  # the row is kept; the sender and the reader are told
    INFO = "INFO"


@dataclass(frozen=True)
class Rule:
    """One rule about the rows of one table.

    Attributes:
        id: stable id; also what a finding and a quarantined row carry.
        table: the table of the contract that it judges.
        title: what must hold, in Swedish.
        severity: what happens to a row that breaks it.
        statement: "Givet … när … så …".
        measures: ids of the measures that the rule protects.
        broken: SQL condition that is true of a row that breaks the rule.
        rows: SQL from-clause of the rows to judge, as `b`; `BATCH` is the table. Only needed where
            a row is judged by others than itself.
    """

    id: str
    table: str
    title: str
    severity: Severity
    statement: str
    broken: str
    measures: tuple[str, ...] = ()
    rows: str = f"{BATCH} as b"

    @property
    def query(self) -> str:
        """The query that Great Expectations runs: nothing, or one row with files and row numbers.

        It selects no other column, so no value of a row can reach a result.
        """
        return (
            "select list(_leverans order by _leverans, _fil, _rad) as leveranser, "
            "list(_fil order by _leverans, _fil, _rad) as filer, "
            "list(_rad order by _leverans, _fil, _rad) as rader "
            "from (select distinct b._leverans, b._fil, b._rad "
            f"from {self.rows} where {self.broken}) having count(*) > 0"
        )
