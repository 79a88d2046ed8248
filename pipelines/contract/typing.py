"""From text to type: the SQL that reads one column, made from its line in the contract."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipelines.contract.model import Column, Contract
from pipelines.contract.text import slug, slug_sql

UNKNOWN_TYPE = "OKAND"
UNKNOWN_UNIT = "okand"
_LOCAL_CODE = "^[A-ZÅÄÖ][A-ZÅÄÖ0-9-]{1,11}$"  # short enough to hold no sentence and no name
_DATE_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S")


@cache
def senders(seed: Path) -> frozenset[str]:
    """Codes of the units that deliver: today's stadsdelsnämnder and the central one."""
    with seed.open(encoding="utf-8") as file:
        return frozenset(
            row["enhet_kod"]
            for row in csv.DictReader(file)
            if row["slag"] in {"stadsdelsnamnd", "central"}
        )


@cache
def unit_names(seed: Path) -> dict[str, str]:
    """Normalised name, code or older code of a unit -> its code, from the seed of districts.

    Args:
        seed: `stadsdelsnamnder.csv`, with earlier districts under their own codes.
    """
    with seed.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names: dict[str, str] = {}
    for row in rows:
        for name in (row["enhet_kod"], row["enhet"], row["aldre_kod"]):
            if name:
                names[slug(name)] = row["enhet_kod"]
    return names


def _case(expression: str, mapping: dict[str, str], otherwise: str = "null") -> str:
    whens = " ".join(f"when '{key}' then '{value}'" for key, value in mapping.items())
    return f"case {expression} {whens} else {otherwise} end"


def _code_names(contract: Contract, column: Column) -> dict[str, str]:
    codes = contract.koder[column.koder or ""]
    names = {}
    for code, entry in codes.items():
        for name in (code, entry.text, *entry.alias):
            names[slug(name)] = code
    return names


def typed_sql(contract: Contract, column: Column, raw: str, units: dict[str, str]) -> str:
    """SQL that turns the trimmed text `raw` (NULL when empty) into the column's type.

    What cannot be read becomes NULL; the caller notes that a text stood there.
    Unknown units and types are kept as their own values, so that no row is lost.
    """
    match column.typ:
        case "pseudonym":
            return f"case when regexp_full_match({raw}, '[0-9a-f]{{24,64}}') then {raw} end"
        case "kod":
            return _case(slug_sql(raw), _code_names(contract, column))
        case "typkod":
            code = f"upper({raw})"
            return (
                f"case when {raw} is null then null "
                f"when regexp_full_match({code}, '{_LOCAL_CODE}') then {code} "
                f"else '{UNKNOWN_TYPE}' end"
            )
        case "enhet":
            known = _case(slug_sql(raw), units, f"'{UNKNOWN_UNIT}'")
            return f"case when {raw} is null then null else {known} end"
        case "datum":
            forms = ", ".join(f"'{form}'" for form in _DATE_FORMS)
            return f"try_strptime({raw}, [{forms}])::date"
        case "heltal":
            return f"case when regexp_full_match({raw}, '-?[0-9]{{1,9}}') then {raw}::integer end"
        case "decimal":
            return (
                f"case when regexp_full_match({raw}, '-?[0-9]{{1,9}}([,.][0-9]{{1,2}})?') "
                f"then replace({raw}, ',', '.')::decimal(12,2) end"
            )
        case "ja_nej":
            return _case(f"lower({raw})", {"ja": "true", "nej": "false"}) + "::boolean"
