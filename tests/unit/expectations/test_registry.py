"""What every rule must say of itself (syntetiska data)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from expectations import limits, registry, utredningar
from expectations.registry import all_rules, domain_rules
from expectations.rule import DELIVERIES, Kind, Rule, Severity
from expectations.sources import sharing
from pipelines.contract import load_contract
from pipelines.measures import load_measures

CONTRACT = load_contract()
RULES = all_rules(CONTRACT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_holds_what_it_touches_and_what_to_do(rule: Rule) -> None:
    assert rule.statement.startswith("Givet ") and ", när " in rule.statement
    assert ", så " in rule.statement and rule.statement.endswith(".")
    assert rule.title and not rule.title.endswith(".")
    assert rule.measures and set(rule.measures) <= set(load_measures())
    assert rule.advice_sender.endswith(".") and rule.advice_reader.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_query_returns_places_and_no_value(rule: Rule) -> None:
    selected = rule.query.split(" from (select _leverans, _fil, list(_rad")[0]
    assert selected.count(" as ") == 3
    assert set(
        CONTRACT.tabeller[rule.table].kolumner if rule.table != DELIVERIES else ()
    ).isdisjoint(selected.replace(",", " ").replace("(", " ").replace(")", " ").split())


def test_there_are_at_least_sixty_rules_of_the_domain_in_all_ten_tables_and_all_three_kinds() -> (
    None
):
    rules = domain_rules()
    assert len(rules) >= 60
    assert {rule.table for rule in rules} == {*CONTRACT.tabeller, "leveranser"}
    assert min(Counter(rule.kind for rule in rules).values()) >= 20
    assert {rule.kind for rule in rules} == set(Kind)


def test_only_forbidden_data_an_unfit_denominator_and_a_short_file_stop_a_delivery() -> None:
    stops = {rule.id for rule in RULES if rule.severity is Severity.STOPPA}
    assert stops == {"INS-08", "BEF-01", "BEF-02", "LEV-20"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"id": "UTR-02"}, "samma id"),
        ({"table": "skolor"}, "okända tabeller: skolor"),
        ({"measures": ("Z9",)}, "okända mått: Z9"),
        ({"table": "leveranser", "severity": Severity.FEL}, "hållas tillbaka som en rad"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], words: str
) -> None:
    first, *others = utredningar.RULES
    monkeypatch.setattr(utredningar, "RULES", (replace(first, **changed), *others))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=words):
        registry.all_rules(CONTRACT)


def test_a_limit_is_written_as_a_swede_writes_it() -> None:
    assert limits.percent(0.3) == "30 %"
    assert limits.percent(0.125) == "12,5 %"
    assert limits.number(1.2) == "1,2"


def test_rows_that_share_a_key_are_never_found_by_a_hash_alone() -> None:
    """Two keys with one hash would be one group; the second grouping is by the key itself."""
    sql = sharing(("barn_id",), "min(kon) <> max(kon)")
    assert "group by hash(_leverans, barn_id)" in sql
    assert "group by _leverans, barn_id having min(kon) <> max(kon)" in sql
