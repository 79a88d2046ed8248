"""The texts of one file that nothing has read: each once, with the first row where it stands.

`gate_text(kolumn, text, rad, v)` is a temp table. `v` is only set where a pseudonym was not read
but has the form of a hash: lower case, a UUID without its hyphens. The pseudonyms' own tests
judge it then, because a random hash looks like anything somewhere.
"""

from __future__ import annotations

import duckdb

from pipelines.contract import Table
from pipelines.intake.readers.records import trimmed

_HASH = "[0-9a-f]{24,128}"
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LARGE = 10_000_000  # a number of eight digits may be a personnummer that lost its zeros
_LARGEST_YEAR = 9999
_BY_FORM_ALONE = {"typkod", "enhet"}  # every text passes as these types
_NUMBERS = {"heltal", "decimal"}


def collect(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Fill `gate_text` from `cells` and `typed`."""
    con.execute(
        "create or replace temp table gate_text "
        "(kolumn varchar, text varchar, rad bigint, v varchar)"
    )
    con.execute(
        "create or replace temp table gate_olast as "
        "select _rad, _otolkade from typed where len(_otolkade) > 0"
    )
    unread = {
        name
        for (name,) in con.execute("select distinct unnest(_otolkade) from gate_olast").fetchall()
    }
    parts = []
    for name, column in table.kolumner.items():
        if name in unread:
            rows = (
                "cells as r semi join gate_olast as o "
                f"on r._rad = o._rad and list_contains(o._otolkade, '{name}')"
            )
            parts.append(_texts(name, rows, column.typ))
        if column.typ in _BY_FORM_ALONE:
            parts.append(_texts(name, "cells as r", column.typ))
    for name in _numbers_too_large(con, table):
        large = f"(select _rad from typed where {name} > {_limit(name)})"
        rows = f"cells as r semi join {large} as t on r._rad = t._rad"
        parts.append(_texts(name, rows, table.kolumner[name].typ, spaces=r"\s"))
    if parts:
        con.execute(f"insert into gate_text {' union all '.join(parts)}")
        con.execute("delete from gate_text where text is null")  # in the query, it is asked of all


def _numbers_too_large(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    numbers = [name for name, column in table.kolumner.items() if column.typ in _NUMBERS]
    if not numbers:
        return []
    largest = ", ".join(f"coalesce(max({name}) > {_limit(name)}, false)" for name in numbers)
    found = con.execute(f"select {largest} from typed").fetchall()[0]
    return [name for name, is_large in zip(numbers, found, strict=True) if is_large]


def _limit(name: str) -> int:
    return _LARGEST_YEAR if name == "fodelsear" else _LARGE


def _texts(name: str, source: str, typ: str, spaces: str = "") -> str:
    """SQL of the different texts of one column; they are trimmed when they are few."""
    v = (
        f"case when regexp_full_match(lower(text), '{_HASH}') then lower(text) "
        f"when regexp_full_match(lower(text), '{_UUID}') then replace(lower(text), '-', '') end"
    )
    text = f"regexp_replace({trimmed('t')}, '{spaces}', '', 'g')" if spaces else trimmed("t")
    return (
        f"select '{name}', text, rad, {v if typ == 'pseudonym' else 'null'} "
        f"from (select {text} as text, min(rad) as rad from "
        f"(select r.{name} as t, min(r._rad) as rad from {source} group by 1) group by 1)"
    )


def drop(con: duckdb.DuckDBPyConnection) -> None:
    """Remove what the gate keeps of a file while it looks at it."""
    for name in ("gate_text", "gate_olast"):
        con.execute(f"drop table if exists {name}")


def hashes(column: str) -> str:
    """SQL of a column's values that have the form of a hash, as `(v, rad)`; read or not."""
    return (
        f"(select {column} as v, _rad as rad from typed where {column} is not null union all "
        f"select v, rad from gate_text where kolumn = '{column}' and v is not null)"
    )
