"""One read file as the gate meets it (syntetiska data): `cells` and `typed`, made by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any

import duckdb

from pipelines.contract import Column, load_contract
from pipelines.errors import DeliveryRefused
from pipelines.intake import gate

CONTRACT = load_contract()


def pseudonym(number: int, kind: str = "barn", length: int = 24) -> str:
    """As good as keyed: nobody can list what it was made of."""
    return hashlib.sha256(f"syntetisk hemlighet {kind} {number}".encode()).hexdigest()[:length]


def row(number: int, **given: str) -> dict[str, str]:
    """A row of insatser that breaks nothing."""
    return {
        "beslut_id": pseudonym(number, "beslut"),
        "barn_id": pseudonym(number),
        "hushall_id": pseudonym(number, "hushall"),
        "kon": "K",
        "fodelsear": "2012",
        "insatstyp": "FAM01",
        "behovsprovning": "med",
        "beslutande_enhet": "farsta",
        "beslutsdatum": "2024-03-31",
        **given,
    }


def _read(column: Column, text: str | None) -> Any:
    if text is None:
        return None
    match column.typ:
        case "pseudonym":
            return text if re.fullmatch("[0-9a-f]{24,64}", text) else None
        case "kod":
            return text if text in CONTRACT.koder[column.koder or ""] else None
        case "heltal":
            return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
        case "decimal":
            return (
                float(text.replace(",", "."))
                if re.fullmatch("[0-9]{1,9}(,[0-9]+)?", text)
                else None
            )
        case "datum":
            return dt.date.fromisoformat(text) if re.fullmatch("....-..-..", text) else None
        case "typkod" | "enhet":
            return text
    return None


def connect(rows: list[dict[str, str]], table: str = "insatser") -> duckdb.DuckDBPyConnection:
    """A database with the file's rows; the first data row is row 2."""
    con = duckdb.connect(config={"threads": 1})
    columns = CONTRACT.tabeller[table].kolumner
    con.execute(
        f"create temp table cells (_rad bigint, {', '.join(f'{c} varchar' for c in columns)})"
    )
    types = ", ".join(f"{name} {column.duckdb_type}" for name, column in columns.items())
    con.execute(f"create temp table typed (_rad bigint, _otolkade varchar[], {types})")
    marks = ", ".join("?" for _ in columns)
    for number, given in enumerate(rows, start=2):
        raw = [given.get(name) for name in columns]
        typed = [_read(column, text) for column, text in zip(columns.values(), raw, strict=True)]
        pairs = zip(columns, raw, typed, strict=True)
        unread = [name for name, text, value in pairs if text is not None and value is None]
        con.execute(f"insert into cells values (?, {marks})", [number, *raw])
        con.execute(f"insert into typed values (?, ?, {marks})", [number, unread, *typed])
    return con


def refusal(rows: list[dict[str, str]], table: str = "insatser") -> DeliveryRefused | None:
    """Why the gate refuses the file, or None; nothing of the gate is left in the database."""
    con = connect(rows, table)
    try:
        gate.check(con, CONTRACT.tabeller[table], table, "farsta, fil.csv")
    except DeliveryRefused as refused:
        return refused
    finally:
        left = {
            name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()
        }
        assert left == {"cells", "typed"}
    return None


def rule(rows: list[dict[str, str]], table: str = "insatser") -> str | None:
    """The id of the rule that refuses the file, or None."""
    refused = refusal(rows, table)
    return refused.rule if refused else None
