"""The figures that are known from the city's report, on the synthetic sample (syntetiska data)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="module")
def con(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    build = sample_home / "build"
    with duckdb.connect(str(build / "natt.duckdb"), read_only=True) as con:
        con.execute(f"set file_search_path = '{build}'")  # the staging views name files in it
        yield con


def cell(con: duckdb.DuckDBPyConnection, address: str) -> tuple[int, int | None]:
    """Numerator and denominator at `measure/unit/period`, whole."""
    measure, unit, period = address.split("/")
    rows = con.execute(
        f"select taljare, namnare from matt_{measure.lower()} "
        "where enhet_kod = ? and period = ? and dimension = ''",
        [unit, period],
    ).fetchall()
    assert len(rows) == 1, address
    taljare, namnare = rows[0]
    return int(taljare), None if namnare is None else int(namnare)


def test_the_granted_and_the_own_run_of_2023(con: duckdb.DuckDBPyConnection) -> None:
    assert cell(con, "V1/stad/2023") == (5547, None)
    assert cell(con, "R1/stad/2023") == (5048, 5547)


def test_falla_08_fourteen_fifty_five_and_a_union_of_86(con: duckdb.DuckDBPyConnection) -> None:
    offers = con.sql(
        "select min(taljare), max(taljare), count(*) from matt_u1 as m join dim_enhet as e "
        "using (enhet_kod) where e.slag = 'stadsdelsnamnd' and period = '2024-11-01'"
    ).fetchall()
    assert offers == [(14, 55, 11)]
    assert cell(con, "U1/stad/2024-11-01") == (86, None)


def test_falla_32_the_nuso_cohort_is_not_the_year_2023(con: duckdb.DuckDBPyConnection) -> None:
    """Counted straight from the accepted rows; nothing is doubled into a year."""
    (cohort, year) = con.sql(
        "select count(*) filter (avslutad_datum between date '2023-10-01' and date '2024-03-31'), "
        "count(*) filter (year(avslutad_datum) = 2023) from stg_utredningar"
    ).fetchall()[0]
    assert cell(con, "A3/stad/NUSO2023")[1] == cohort
    assert cell(con, "A2/stad/2023")[1] == year
    assert 0 < cohort < year and 2 * cohort != year
