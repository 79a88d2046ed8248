"""Types of columns that are read by SQL, and the names of units."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipelines.contract.model import Column
from pipelines.contract.text import slug

SQL_TYPES = frozenset({"pseudonym", "decimal"})  # the others are read by `values.py`


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
        for name in (row["enhet_kod"], row["enhet"], row["aldre_kod"].lstrip("0")):
            if name:
                names[slug(name)] = row["enhet_kod"]
    return names | {"hela-staden": "stad"}


def typed_sql(column: Column, raw: str) -> str:
    """SQL that turns the trimmed text `raw` (NULL when empty) into the column's type.

    What cannot be read becomes NULL; the caller notes that a text stood there.
    """
    if column.typ == "pseudonym":
        return f"case when regexp_full_match({raw}, '[0-9a-f]{{24,64}}') then {raw} end"
    space = "[ \\x{00a0}\\x{202f}\\x{2007}]"
    plain = f"regexp_replace({raw}, '{space}', '', 'g')"
    return (
        f"case when {raw} in ('-', '–') then 0::decimal(12,2) "
        # `12.500` may be twelve and a half or twelve thousand five hundred.
        f"when regexp_full_match({raw}, '-?[1-9][0-9]{{0,2}}[.][0-9]{{3}}') then null "
        f"when regexp_full_match({raw}, '-?([0-9]{{1,9}}|[0-9]{{1,3}}({space}[0-9]{{3}}){{1,2}})"
        "([,.][0-9]{1,6})?') "
        f"then round(replace({plain}, ',', '.')::decimal(18,6), 2)::decimal(12,2) end"
    )


def is_blank_sql(column: Column, raw: str) -> str:
    """SQL: whether the trimmed text `raw` says nothing: it is NULL, or stands for that (`..`)."""
    return f"(coalesce({raw}, '..') = '..')" if column.typ == "decimal" else f"({raw} is null)"
