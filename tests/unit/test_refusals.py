"""Every rule that refuses has one home, and every home is used (syntetiska data)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from expectations.registry import all_rules
from pipelines.contract import load_contract
from pipelines.errors import DeliveryRefused
from pipelines.intake import refusals
from pipelines.intake.gate import rules as gate_rules

PIPELINES = Path(refusals.__file__).parents[1]
HOMES = {Path(refusals.__file__), Path(gate_rules.__file__)}
HOMED = refusals.RULES.keys() | gate_rules.RULES.keys()
_ID = re.compile(r"[A-Z]{3}-\d\d")


def ids_in(source: str) -> set[str]:
    """Every rule id that stands alone in a text of the code, wherever it is raised from."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _ID.fullmatch(node.value)
    }


def raised_outright(source: str) -> Iterator[str]:
    """The first argument of each `DeliveryRefused("…")` that is written out."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == DeliveryRefused.__name__
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)


def used() -> set[str]:
    about_rows = {rule.id for rule in all_rules(load_contract())}
    found = set()
    for path in PIPELINES.rglob("*.py"):
        if path not in HOMES:
            found |= ids_in(path.read_text(encoding="utf-8"))
    return found - about_rows


def test_every_rule_that_is_raised_has_a_home_and_every_home_is_raised() -> None:
    assert used() == HOMED


def test_every_refusal_that_is_written_out_is_found_by_its_id() -> None:
    outright = {
        rule
        for path in PIPELINES.rglob("*.py")
        for rule in raised_outright(path.read_text(encoding="utf-8"))
    }
    assert {"LEV-03", "LEV-13", "FIL-06", "DAT-01"} <= outright <= HOMED


def test_a_rule_in_new_code_would_be_found() -> None:
    code = 'raise DeliveryRefused("LEV-99", where, "på LEV-98")'
    assert ids_in(code) == {"LEV-99"}
    assert list(raised_outright(code)) == ["LEV-99"]


def test_the_rules_are_those_of_the_delivery_the_files_the_dates_and_the_gate() -> None:
    assert sorted(refusals.RULES) == [
        "DAT-01",
        *(f"FIL-{n:02d}" for n in range(1, 11)),
        *(f"LEV-{n:02d}" for n in range(1, 14)),
    ]
    assert sorted(gate_rules.RULES) == [f"INT-{n:02d}" for n in range(1, 9)]


def test_a_refusal_says_when_it_strikes_what_it_does_and_what_to_do() -> None:
    for rule in refusals.RULES.values():
        assert re.fullmatch(r"Givet .+, när .+, så .*vägras.*\.", rule.statement), rule.id
        assert rule.advice.endswith("."), rule.id
        assert not rule.title.endswith("."), rule.id


def test_a_refused_file_takes_the_delivery_with_it() -> None:
    assert refusals.RULES["LEV-04"].severity == "hela leveransen vägras; inget av den sparas"
    assert refusals.RULES["FIL-05"].severity.startswith("filen vägras, och med den hela leveransen")
    assert refusals.RULES["DAT-01"].severity == refusals.RULES["FIL-05"].severity
