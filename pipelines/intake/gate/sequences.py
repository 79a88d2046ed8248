"""Pseudonyms that were counted, copied or padded instead of made with a key.

A keyed hash is like random: its characters are evenly spread at every place, no two values are
neighbours, and letters and digits mix. What departs from that can be put in order, and so in the
order of the register that it came from.
"""

from __future__ import annotations

from collections import Counter

import duckdb

from pipelines.errors import DeliveryRefused
from pipelines.intake.gate.embedded import beyond_chance
from pipelines.intake.gate.rules import SHOWN_ROWS, refuse
from pipelines.intake.gate.unread import hashes

_SHARE = 0.01  # of a column's different values that may have a neighbour
_FEWEST = 3
_SAMPLE_OF_SIGNS = 1_000
_ENOUGH_FOR_SIGNS = 8
_FIXED_PLACES = 5  # a version-4 UUID has one; a prefix of two signs has two


def different_values(con: duckdb.DuckDBPyConnection, column: str) -> dict[int, tuple[int, int]]:
    """Length -> (about how many different hash-like values, how many of them are digits only)."""
    rows = con.execute(
        f"""
        select length(v), approx_count_distinct(v),
            approx_count_distinct(v) filter (not regexp_matches(v, '[a-f]'))
        from {hashes(column)} group by 1
        """
    ).fetchall()
    return {int(length): (int(values), int(digits)) for length, values, digits in rows}


def check(
    con: duckdb.DuckDBPyConnection,
    column: str,
    different: dict[int, tuple[int, int]],
    where: str,
) -> None:
    """Refuse a pseudonym column whose values are ordered, padded or digits only.

    Raises:
        DeliveryRefused: INT-07.
    """
    for length, (values, digits) in different.items():
        source = f"(select v, rad from {hashes(column)} where length(v) = {length})"
        if digits > 1 and beyond_chance(digits, values * 1.1 * (10 / 16) ** length):
            raise _refusal(con, f"{source} where not regexp_matches(v, '[a-f]')", column, where)
        if _is_ordered(con, source, length, values):
            raise _refusal(con, source, column, where)
    _check_short(con, column, different, where)


def _is_ordered(con: duckdb.DuckDBPyConnection, source: str, length: int, values: int) -> bool:
    """Whether the values of one length have neighbours or fixed signs; these by a sample."""
    near_last, near_first = con.execute(
        f"""
        with olika as materialized (
            select distinct hash(v) as hel, hash(left(v, {length - 4})) as sist,
                hash(left(v, 7)) as forst
            from {source}
        )
        select ({_neighbours("sist")}), ({_neighbours("forst")})
        """
    ).fetchall()[0]
    few = values // _SAMPLE_OF_SIGNS + 1
    signs = con.execute(f"select distinct v from {source} where hash(v) % {few} = 0").fetchall()
    fixed = sum(
        2 * max(Counter(column).values()) > len(signs)
        for column in zip(*(v for (v,) in signs), strict=True)
    )
    return (
        near_last > _SHARE
        or near_first > _SHARE + 3 * values / 16**7
        or (len(signs) >= _ENOUGH_FOR_SIGNS and fixed >= _FIXED_PLACES)
    )


def _neighbours(beginning: str) -> str:
    """SQL: the share of the different values that begin like another one; 0 for very few."""
    return (
        f"select case when sum(n) filter (n > 1) >= {_FEWEST} "
        "then (sum(n) filter (n > 1) / sum(n))::double else 0 end "
        f"from (select count(*) as n from olika group by {beginning})"
    )


def _check_short(
    con: duckdb.DuckDBPyConnection,
    column: str,
    different: dict[int, tuple[int, int]],
    where: str,
) -> None:
    """The same for ids in another form than a hash: a register's own numbers."""
    short = (
        "(select text, rad from gate_text "
        f"where kolumn = '{column}' and v is null and regexp_matches(text, '[0-9]$'))"
    )
    counted = f"""
        select text, rad from (
            select *, count(*) over (partition by left(text, length(text) - 2)) as n from {short}
        ) where n >= {_FEWEST} or regexp_full_match(text, '[0-9]+')
    """
    (found,) = con.execute(f"select count(*) from ({counted})").fetchall()[0]
    others = sum(values for values, _ in different.values())
    if found >= _FEWEST and found > _SHARE * (found + others):
        raise _refusal(con, f"({counted})", column, where)


def _refusal(
    con: duckdb.DuckDBPyConnection, source: str, column: str, where: str
) -> DeliveryRefused:
    rows = con.execute(
        f"select distinct rad from {source} order by rad limit {SHOWN_ROWS + 1}"
    ).fetchall()
    return refuse("INT-07", where, column, [rad for (rad,) in rows], False)
