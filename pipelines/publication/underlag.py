"""Which children stand behind the published cells, as keyed hashes; restricted.

The gate asks how many children came and went behind a figure since it was published. The rows
that a measure counts are the common table `rader` of its model, as dbt compiled it. Only the
latest publication's hashes are kept, so they outlive a superseded delivery's retention only as
long as the figures that it is behind stand.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.disclosure.cells import REST, TALJARE, Number
from pipelines.disclosure.plan import Plan, PlannedTable
from pipelines.measures import Measure

_COLUMN = {
    "alder": "aldersgrupp", "kategori": "kategori_kod", "regi": "regi_kod",
    "insatstyp": "insatstyp_kod", "": "''",
}  # fmt: skip
_CELL = "matt, enhet, period, dimension, dimension_varde"


def save(
    database: Path,
    compiled: Path,
    measures: Mapping[str, Measure],
    plan: Plan,
    key: Path,
    target: Path,
) -> None:
    """Write one row for each child, side and cell: KEY, i_taljare, barn.

    A measure whose children are known has one without unit too: none is not unknown.

    Args:
        database: the build's DuckDB file.
        compiled: the folder of the models as dbt compiled them.
        measures: the measures by id.
        plan: the publication plan.
        key: file of the installation's secret; made when first asked for.
        target: the Parquet file to write.
    """
    if not key.exists():
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("set variable hemlighet = ?", [key.read_bytes().hex()])
        parts = list(_parts(con, compiled, measures, plan))
        nothing = f"select {', '.join(['null::varchar'] * 5)}, true, null::uhugeint where false"
        rows = " union all ".join([nothing, *parts])
        con.execute(
            f"copy (from ({rows}) as t({_CELL}, i_taljare, barn)) to '{target}' (format parquet)"
        )


def _parts(
    con: duckdb.DuckDBPyConnection, compiled: Path, measures: Mapping[str, Measure], plan: Plan
) -> Iterator[str]:
    known: set[str] = set()
    for table in plan.tabeller:
        if table.skydd == "nej":
            continue
        found = next(compiled.rglob(f"{measures[table.matt].modell}.sql"), None)
        rows = _common(found.read_text(encoding="utf-8"), "rader") if found else None
        if rows is None:
            continue
        sql = _select(rows, table)
        try:
            con.execute(f"explain {sql}")
        except duckdb.Error:  # a measure without rows about children: its block does not move
            continue
        yield f"({sql})"
        if table.matt not in known:
            yield f"(select '{table.matt}', '', '', '', '', true, 0::uhugeint)"
        known.add(table.matt)


def _select(rows: str, table: PlannedTable) -> str:
    value = _COLUMN.get(table.dimension, table.dimension)
    kinds = ", ".join(f"'{kind}'" for kind in table.perioder)
    return f"""
        with recursive {rows}
        select distinct '{table.matt}' as matt, unnest([enhet_kod, 'stad']) as enhet, period,
            '{table.dimension}' as dimension, {value} as dimension_varde, i_taljare,
            md5_number(getvariable('hemlighet') || barn_id::varchar) as barn
        from rader
        where period in (select period from dim_period where slag in ({kinds}))
    """


def _common(sql: str, name: str) -> str | None:
    """The common tables of a statement up to and with `name`; None if it has none of that name."""
    start = sql.find("with ")
    place = sql.find(f"{name} as (", start)
    if start < 0 or place < 0:
        return None
    depth = 0
    for end in range(sql.index("(", place), len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        if depth == 0:
            return sql[start + len("with ") : end + 1]
    return None


def keep(old: Path | None, now: Path, cells: pd.DataFrame, run: str, target: Path) -> None:
    """Write the children behind a publication: tonight's, and the old ones where a cell stands.

    Args:
        old: the children behind the publication before, None if there is none.
        now: tonight's children.
        cells: the cells of the publication with `galler_fran`.
        run: tonight's run.
        target: the file to write.
    """
    new = cells.loc[cells["galler_fran"] == run, _CELL.split(", ")]
    stands = cells.loc[
        cells["galler_fran"].notna() & (cells["galler_fran"] != run), _CELL.split(", ")
    ]
    with duckdb.connect(config={"threads": 1}) as con:
        con.register("nya", new)
        con.register("kvar", stands)
        parts = [
            f"from read_parquet('{now}') semi join nya using ({_CELL})",
            f"from read_parquet('{now}') anti join kvar using (matt) where enhet = ''",
        ]
        if old is not None and old.is_file():
            parts += [
                f"from read_parquet('{old}') semi join kvar using ({_CELL})",
                f"from read_parquet('{old}') semi join kvar using (matt) where enhet = ''",
            ]
        rows = " union all ".join(f"({part})" for part in parts)
        con.execute(f"copy (from ({rows}) order by all) to '{target}' (format parquet)")


def few_moved(before: Path, now: Path, k: int) -> set[tuple[str, str, str, str, str, bool]]:
    """The cells and sides where some but fewer than `k` children came, or went, in between."""
    both = f"{_CELL}, i_taljare, barn"
    count = f"select {_CELL}, i_taljare, count(*) as antal from"
    with duckdb.connect(config={"threads": 1}) as con:
        a, b = (
            f"select {both} from read_parquet('{path}') where enhet <> ''" for path in (before, now)
        )
        sql = " union ".join(
            f"select {_CELL}, i_taljare from ({count} ({one} except {other}) group by all) "
            f"where antal < {int(k)}"
            for one, other in ((a, b), (b, a))
        )
        return set(con.sql(sql).fetchall())


def few_moved_together(
    before: Path, now: Path, groups: Sequence[Sequence[Number]], k: int
) -> set[int]:
    """The groups of numbers in whose union some but fewer than `k` children came, or went."""
    if not groups:
        return set()
    side = {TALJARE: True, REST: False}
    members = [
        (place, *number.cell, side.get(number.part))
        for place, group in enumerate(groups)
        for number in group
    ]
    names = ["grupp", *_CELL.split(", "), "sida"]
    with duckdb.connect(config={"threads": 1}) as con:
        con.register("delar", pd.DataFrame(members, columns=names).astype({"sida": "boolean"}))
        a, b = (
            f"select distinct grupp, barn from read_parquet('{path}') join delar using ({_CELL}) "
            "where sida is null or sida = i_taljare"
            for path in (before, now)
        )
        sql = " union ".join(
            f"select grupp from ({one} except {other}) group by grupp having count(*) < {int(k)}"
            for one, other in ((a, b), (b, a))
        )
        return {int(place) for (place,) in con.sql(sql).fetchall()}


def measured(path: Path) -> set[str]:
    """The measures whose children are known."""
    with duckdb.connect(config={"threads": 1}) as con:
        rows = con.execute("select distinct matt from read_parquet(?)", [str(path)]).fetchall()
    return {str(matt) for (matt,) in rows}
