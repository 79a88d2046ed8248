"""One file through the gate."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from pipelines.contract import Table
from pipelines.intake.gate import embedded, patterns, sequences, unkeyed, unread
from pipelines.intake.gate.rules import RULES, SHOWN_ROWS, refuse

_BATCH = 10_000


def check(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    table_name: str,
    where: str,
    later: list[unkeyed.Try] | None = None,
) -> None:
    """Refuse a file that holds what must not be stored; keep nothing of it.

    Args:
        con: holds `cells(_rad, <kolumn> …)`, the texts as they stand, and the temp table
            `typed(_rad, _otolkade, <kolumn> …)`, the same rows as the contract's types.
        table: the contract's table.
        table_name: its name.
        where: delivery and file.
        later: takes what is to be judged by `unkeyed.judge` when other files have been read, so
            that nobody waits for the lists of hashes; without it they are waited for here.

    Raises:
        DeliveryRefused: INT-01 … INT-05, INT-07 or INT-08, with column and first row numbers.
    """
    place = f"{where} (tabellen {table_name})"
    try:
        unread.collect(con, table)
        _check_unread(con, table, place)
        for name, column in table.kolumner.items():
            if column.typ == "pseudonym":
                _check_pseudonyms(con, name, place)
    finally:
        unread.drop(con)
    tried = unkeyed.tries(con, table, place)
    if later is None:
        unkeyed.judge(tried)
    else:
        later += tried


def _check_unread(con: duckdb.DuckDBPyConnection, table: Table, where: str) -> None:
    hits: dict[str, dict[str, list[int]]] = {}
    texts = con.execute("select kolumn, text, rad from gate_text where v is null order by rad")
    while batch := texts.fetchmany(_BATCH):
        for name, text, row in batch:
            if rule := patterns.in_column(name, table.kolumner[name].typ, text):
                rows = hits.setdefault(rule, {}).setdefault(name, [])
                if len(rows) <= SHOWN_ROWS:
                    rows.append(row)
    for rule in RULES:
        for name, rows in hits.get(rule, {}).items():
            raise refuse(rule, where, name, rows, False)


def _check_pseudonyms(con: duckdb.DuckDBPyConnection, name: str, where: str) -> None:
    different = sequences.different_values(con, name)
    if different:
        embedded.check(con, name, {size: n for size, (n, _) in different.items()}, where)
    sequences.check(con, name, different, where)


def check_texts(lines: Iterable[tuple[int, str]], where: str) -> None:
    """Refuse a file whose headings, titles or footers hold personnummer, e-mail or telephone.

    Args:
        lines: (row number, text) of the heading and of every row that is skipped as furniture.
        where: delivery and file.

    Raises:
        DeliveryRefused: INT-01, INT-02 or INT-03.
    """
    hits: dict[str, list[int]] = {}
    for row, line in lines:
        if rule := patterns.in_line(line):
            hits.setdefault(rule, []).append(row)
    for rule in RULES:
        if rule in hits:
            raise refuse(rule, where, None, hits[rule], False)
