"""The texts of one file become typed rows.

Each column's distinct texts are read once (`contract/values.py`). A column of few gets its values
by a CASE, one of many by a join with a table of its words; pseudonyms and amounts by SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from pipelines.contract import Column, Contract, Table
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
            values[name] = _value_sql(column, f"s.{name}")
            values[f"text_{name}"] = f"s.{name}"
            blank = is_blank_sql(column, trimmed(f"text_{name}"))
            unread[name] = f"{name} is null and text_{name} <> '' and not {blank}"
            continue
        blank = "null" if found[name].blank is None else str(found[name].blank).lower()
        unreadable = ", ".join(quoted(word.text) for word in words[name] if word.unread)
        if unreadable:
            unread[name] = f"coalesce(unread_{name}, false)"
        if len(words[name]) > _FEW:
            joins.append(
                f"left join (select t, v::{column.duckdb_type} as v, unread from ordlista "
                f"where kolumn = '{name}') as d_{name} on s.{name} = d_{name}.t"
            )
            values[name] = f"d_{name}.v"
            values[f"unread_{name}"] = f"d_{name}.unread"
            if blank != "null":
                values[name] = f"case when d_{name}.t is null then {blank} else d_{name}.v end"
        else:
            whens = " ".join(f"when {quoted(w.text)} then {w.sql}" for w in words[name])
            case = f"case s.{name} {whens} else {blank} end" if whens else blank
            values[name] = f"({case})::{column.duckdb_type}"
            values[f"unread_{name}"] = f"s.{name} in ({unreadable})" if unreadable else "false"
    flags = "".join(f", case when {flag} then '{name}' end" for name, flag in unread.items())
    con.execute(
        f"""
        create or replace temp table typed as
        select _rad,
            coalesce(string_split(nullif(concat_ws(' ', null{flags}), ''), ' '), []) as _otolkade,
            {", ".join(table.kolumner)}
        from (
            select s._rad, {", ".join(f"{value} as {name}" for name, value in values.items())}
            from cells as s {" ".join(joins)}
        )
        """
    )
    return tuple(f"{name}: {note}" for name, values in found.items() for note in values.notes)


def _value_sql(column: Column, text: str) -> str:
    """Nearly every cell can be read as it stands, and to trim one costs more than to read it."""
    trimmed_too = f"coalesce({typed_sql(column, text)}, {typed_sql(column, trimmed(text))})"
    return f"case when {text} <> '' then {trimmed_too} end"


class _Word(NamedTuple):
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
    # A list is bound item by item; one text is bound at once, and no cell holds its separator.
    parts = "unnest(string_split(?, chr(0)))"
    con.execute(
        f"create or replace temp table ordlista as select {parts} as kolumn, {parts} as t, "
        f"nullif({parts}, '') as v, {parts}::boolean as unread",
        [
            "\0".join(name for name, _ in many),
            "\0".join(word.text for _, word in many),
            "\0".join(word.value or "" for _, word in many),
            "\0".join(str(word.unread) for _, word in many) or "false",
        ],
    )
    return found, words


def _distinct(
    con: duckdb.DuckDBPyConnection, most: Mapping[str, int], where: str
) -> dict[str, list[str]]:
    """The different texts of each column; a column with more than `most` of them is no code."""
    distinct = {}
    for name, limit in most.items():
        found = con.execute(f"select distinct {name} from cells limit {limit + 1}").fetchall()
        if len(found) > limit:
            raise DeliveryRefused(
                "FIL-08",
                where,
                f"kolumnen {name} har fler än {limit} olika värden; kontraktet väntar sig "
                "koder eller datum där, inte text",
            )
        distinct[name] = [text for (text,) in found if text]
    return distinct


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
