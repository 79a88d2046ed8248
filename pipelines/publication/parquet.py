"""Tables to and from Parquet, with the types that readers get."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from pipelines.files import sync


def write(path: Path, table: pd.DataFrame) -> None:
    """Write a table, its rows in their order; the same table gives the same bytes."""
    with duckdb.connect(config={"threads": 1}) as con:
        con.register("tabell", table)
        columns = ", ".join(f'"{name}"::{_type(table[name])} as "{name}"' for name in table)
        con.execute(f"copy (select {columns} from tabell) to '{path}' (format parquet)")
    sync(path)


def read(path: Path) -> pd.DataFrame:
    """Read a table, its rows in their order."""
    with duckdb.connect(config={"threads": 1}) as con:
        return con.execute("from read_parquet(?)", [str(path)]).df()


def _type(column: pd.Series) -> str:
    kinds = {"b": "boolean", "i": "bigint", "f": "double", "M": "date"}
    return kinds.get(column.dtype.kind, "varchar")
