"""The texts of one file that nothing has read: each once, with the first row where it stands.

`gate_text(kolumn, text, rad, v)` is a temp table. `v` is only set where a pseudonym was not read
but has the form of a hash: lower case, a UUID without its hyphens. The pseudonyms' own tests
judge it then, because a random hash looks like anything somewhere.
"""

from __future__ import annotations

import duckdb

from pipelines.contract import Table

_HASH = "[0-9a-f]{24,128}"
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LARGE = 10_000_000  # a number of eight digits may be a personnummer that lost its zeros
_LARGEST_YEAR = 9999
_BY_FORM_ALONE = {"typkod", "enhet"}  # every text passes as these types
_NUMBERS = {"heltal", "decimal"}


def collect(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Fill `gate_text` from the temp tables `raw` and `typed`."""
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
        raw = f"r.raw_{name}"
        if name in unread:
            rows = (
                "raw as r semi join gate_olast as o "
                f"on r._rad = o._rad and list_contains(o._otolkade, '{name}')"
            )
            parts.append(_texts(name, raw, rows, column.typ))
        if column.typ in _BY_FORM_ALONE:
            parts.append(_texts(name, raw, "raw as r", column.typ))
        elif column.typ in _NUMBERS:
            limit = _LARGEST_YEAR if name == "fodelsear" else _LARGE
            large = f"(select _rad from typed where {name} > {limit})"
            rows = f"raw as r semi join {large} as t on r._rad = t._rad"
            parts.append(_texts(name, f"regexp_replace({raw}, '\\s', '', 'g')", rows, column.typ))
    if parts:
        con.execute(f"insert into gate_text {' union all '.join(parts)}")


def _texts(name: str, text: str, source: str, typ: str) -> str:
    """SQL of the different texts of one column."""
    v = (
        f"case when regexp_full_match(lower(text), '{_HASH}') then lower(text) "
        f"when regexp_full_match(lower(text), '{_UUID}') then replace(lower(text), '-', '') end"
    )
    return (
        f"select '{name}', text, rad, {v if typ == 'pseudonym' else 'null'} "
        f"from (select {text} as text, min(r._rad) as rad "
        f"from {source} where {text} is not null group by 1)"
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
