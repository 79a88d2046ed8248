"""The whole list of rules."""

from __future__ import annotations

from expectations import befolkning, insatser, insatsutbud, uppfoljningar
from expectations.contract_rules import contract_rules
from expectations.rule import Rule
from pipelines.contract import Contract


def all_rules(contract: Contract) -> tuple[Rule, ...]:
    """Every rule, in a fixed order: the contract's, then each table's own.

    Raises:
        ValueError: two rules share an id, or a rule names a table that the contract lacks.
    """
    rules = (
        *contract_rules(contract),
        *insatser.RULES,
        *uppfoljningar.RULES,
        *insatsutbud.RULES,
        *befolkning.RULES,
    )
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise ValueError("två regler har samma id")
    if unknown := {rule.table for rule in rules} - set(contract.tabeller):
        raise ValueError(f"regler för okända tabeller: {', '.join(sorted(unknown))}")
    return rules
