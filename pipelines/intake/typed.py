"""The texts of one file become typed rows.

Each column's distinct texts are read once (`contract/values.py`). A column of few gets its values
by a CASE, one of many by a join with a table of its words; pseudonyms and amounts by SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from pipelines.contract import Contract, Table
from pipelines.contract.dates import AmbiguousDateError
from pipelines.contract.typing import SQL_TYPES, is_blank_sql, typed_sql
from pipelines.contract.values import Values, read_values
from pipelines.errors import DeliveryRefused
from pipelines.intake.readers.records import TRIM, quoted, trimmed

_FEW = 24  # words; a longer CASE is slower than a join
_MANY_CODES = 2_000
_MOST = {"datum": 60_000, "manad": 60_000, "heltal": 200_000}  # different texts of a column


def make(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    table: Table,
    units: Mapping[str, str],
    key: bytes,
    where: str,
) -> tuple[str, ...]:
    """Make the temporary table `typed(_rad, _otolkade, <column> …)` of the view `cells`.

    Args:
        con: the scratch database.
        contract: the version of the contract that the delivery follows.
        table: its table.
        units: normalised name -> code of a unit.
        key: what hashes of unknown types are keyed with.
        where: how the file is named in messages.

    Returns:
        What the file itself settled about how it is read, in Swedish.

    Raises:
        DeliveryRefused: FIL-08 (too many different texts to be codes), DAT-01 (ambiguous dates).
    """
    found, words = _dictionaries(con, contract, table, units, key, where)
    joins, values, unread = [], {}, {}
    for name, column in table.kolumner.items():
        if column.typ in SQL_TYPES:
            raw = trimmed(f"s.{name}")
            values[name] = typed_sql(column, raw)
            unread[name] = (
                f"({raw} is not null and {values[name]} is null "
                f"and not ({is_blank_sql(column, raw)}))"
            )
            continue
        blank = "null" if found[name].blank is None else str(found[name].blank).lower()
        if len(words[name]) > _FEW:
            joins.append(
                f"left join (select t, v::{column.duckdb_type} as v, unread from ordlista "
                f"where kolumn = '{name}') as d_{name} on s.{name} = d_{name}.t"
            )
            values[name] = f"d_{name}.v"
            if blank != "null":
                values[name] = f"case when d_{name}.t is null then {blank} else d_{name}.v end"
            unread[name] = f"coalesce(d_{name}.unread, false)"
        elif words[name]:
            whens = " ".join(f"when {quoted(w.text)} then {w.sql}" for w in words[name])
            values[name] = f"(case s.{name} {whens} else {blank} end)::{column.duckdb_type}"
            unread[name] = (
                f"coalesce(s.{name} in ("
                f"{', '.join(quoted(w.text) for w in words[name] if w.unread)}), false)"
            )
        else:
            values[name] = f"{blank}::{column.duckdb_type}"
        if not any(word.unread for word in words[name]):
            unread.pop(name, None)
    flags = ", ".join(f"case when {flag} then '{name}' end" for name, flag in unread.items())
    con.execute(
        f"""
        create or replace temp table typed as
        select s._rad,
            case when {" or ".join(unread.values()) or "false"}
                then list_filter([{flags}]::varchar[], lambda k: k is not null)
                else []::varchar[] end as _otolkade,
            {", ".join(f"{value} as {name}" for name, value in values.items())}
        from cells as s {" ".join(joins)}
        """
    )
    return tuple(f"{name}: {note}" for name, values in found.items() for note in values.notes)


@dataclass(frozen=True)
class _Word:
    """A distinct text of a column, the value it was read as, and whether it could be read."""

    text: str
    value: str | None
    unread: bool

    @property
    def sql(self) -> str:
        return "null" if self.value is None else quoted(self.value)


def _dictionaries(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    table: Table,
    units: Mapping[str, str],
    key: bytes,
    where: str,
) -> tuple[dict[str, Values], dict[str, list[_Word]]]:
    """What each distinct text of each column means; many of them as a table `ordlista`."""
    columns = {name: c for name, c in table.kolumner.items() if c.typ not in SQL_TYPES}
    distinct = _distinct(con, {n: _MOST.get(c.typ, _MANY_CODES) for n, c in columns.items()}, where)
    found, words = {}, {}
    for name, column in columns.items():
        texts = {text: plain for text in distinct[name] if (plain := text.strip(TRIM))}
        try:
            values = read_values(contract, column, set(texts.values()), units, key)
        except AmbiguousDateError as ambiguous:
            raise _ambiguous(con, name, ambiguous, texts, where) from None
        found[name] = values
        words[name] = [
            _Word(
                text,
                None if (value := values.read.get(plain)) is None else str(value),
                plain not in values.read,
            )
            for text, plain in texts.items()
        ]
    many = [(n, word) for n, own in words.items() if len(own) > _FEW for word in own]
    con.execute(
        "create or replace temp table ordlista as select unnest(?::varchar[]) as kolumn, "
        "unnest(?::varchar[]) as t, unnest(?::varchar[]) as v, unnest(?::boolean[]) as unread",
        [
            [name for name, _ in many],
            [word.text for _, word in many],
            [word.value for _, word in many],
            [word.unread for _, word in many],
        ],
    )
    return found, words


def _distinct(
    con: duckdb.DuckDBPyConnection, most: Mapping[str, int], where: str
) -> dict[str, list[str]]:
    """The different texts of each column; a column with more than `most` of them is no code."""
    about = ", ".join(f"approx_count_distinct({name})" for name in most)
    counts = con.execute(f"select {about} from cells").fetchall()[0]
    exact = ", ".join(
        f"list(distinct {name})" if count <= 2 * limit else "null"
        for (name, limit), count in zip(most.items(), counts, strict=True)
    )
    lists = con.execute(f"select {exact} from cells").fetchall()[0]
    for (name, limit), count, texts in zip(most.items(), counts, lists, strict=True):
        if count > 2 * limit or (texts and len(texts) > limit):
            raise DeliveryRefused(
                "FIL-08",
                where,
                f"kolumnen {name} har fler än {limit} olika värden; kontraktet väntar sig "
                "koder eller datum där, inte text",
            )
    return {name: texts or [] for name, texts in zip(most, lists, strict=True)}


def _ambiguous(
    con: duckdb.DuckDBPyConnection,
    name: str,
    ambiguous: AmbiguousDateError,
    texts: Mapping[str, str],
    where: str,
) -> DeliveryRefused:
    same = [text for text, plain in texts.items() if plain == ambiguous.text]
    row = con.execute(
        f"select min(_rad) from cells where list_contains(?::varchar[], {name})", [same]
    ).fetchall()[0][0]
    why = (
        "kolumnen blandar två ordningar av dag, månad och år"
        if ambiguous.settled_both_ways
        else "ordningen av dag, månad och år går inte att avgöra"
    )
    return DeliveryRefused(
        "DAT-01", where, f"{name}: {why} (till exempel på rad {row}); skriv datum som 2024-03-31"
    )
