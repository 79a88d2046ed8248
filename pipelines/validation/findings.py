"""A finding: a rule, a file and row numbers. Never a value."""

from __future__ import annotations

from dataclasses import dataclass

from expectations.rule import Severity


@dataclass(frozen=True)
class Finding:
    """Rows of one file that break one rule.

    Attributes:
        rule: the rule's id.
        severity: what happens to the rows.
        table: the contract's table.
        delivery: leverans-id.
        file: name of the file in the delivery.
        rows: row numbers in the file, ascending; the heading is row 1.
    """

    rule: str
    severity: Severity
    table: str
    delivery: str
    file: str
    rows: tuple[int, ...]
