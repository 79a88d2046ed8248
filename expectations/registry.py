"""The whole list of rules."""

from __future__ import annotations

from typing import Final

from expectations import (
    aktualiseringar,
    befolkning,
    dokumentationsvillkor,
    genomforandeplaner,
    insatser,
    insatser_flera,
    insatser_tid,
    insatser_utan_behovsprovning,
    insatsutbud,
    mellan_flode,
    mellan_uppfoljning,
    mellan_utbud,
    mot_forra_leveransen,
    personalresurser,
    uppfoljningar,
    utredningar,
)
from expectations.contract_rules import contract_rules
from expectations.rule import DELIVERIES, Rule, Severity
from pipelines.contract import Contract
from pipelines.measures import load_measures

_HOMES: Final = (
    insatser,
    insatser_tid,
    insatser_flera,
    uppfoljningar,
    genomforandeplaner,
    utredningar,
    aktualiseringar,
    insatsutbud,
    befolkning,
    insatser_utan_behovsprovning,
    personalresurser,
    dokumentationsvillkor,
    mellan_flode,
    mellan_uppfoljning,
    mellan_utbud,
    mot_forra_leveransen,
)


def domain_rules() -> tuple[Rule, ...]:
    """The rules that are written by hand, by home and in order of writing."""
    return tuple(rule for home in _HOMES for rule in home.RULES)


def all_rules(contract: Contract) -> tuple[Rule, ...]:
    """Every rule, in a fixed order: the contract's, then the domain's.

    Raises:
        ValueError: two rules share an id; a rule names a table that neither the contract has nor
            `leveranser` is, or a measure that nobody knows; or it would quarantine a delivery.
    """
    rules = (*contract_rules(contract), *domain_rules())
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise ValueError("två regler har samma id")
    if unknown := {rule.table for rule in rules} - {*contract.tabeller, DELIVERIES}:
        raise ValueError(f"regler för okända tabeller: {', '.join(sorted(unknown))}")
    if unknown := {measure for rule in rules for measure in rule.measures} - set(load_measures()):
        raise ValueError(f"regler för okända mått: {', '.join(sorted(unknown))}")
    if any(r.table == DELIVERIES and r.severity is Severity.FEL for r in rules):
        raise ValueError(
            "en leverans kan stoppas eller märkas, men inte hållas tillbaka som en rad"
        )
    return rules
