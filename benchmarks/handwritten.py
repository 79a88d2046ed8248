"""Five measures in plain DuckDB SQL, as one would write them without the layers: a yardstick.

The same counts (numerator, denominator, children, households) for the same units, periods and
breakdowns as the models make, read straight from the accepted rows; no zeros filled in, no
maturity, no policies, no tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

MODELS = ("matt_v1", "matt_v2", "matt_r1", "matt_t2", "matt_f6")
_DIMENSIONS = {
    "matt_v1": ("kon", "alder", "kategori", "regi", "lagrum", "insatstyp", "version"),
    "matt_v2": ("kon", "alder", "kategori", "regi", "lagrum"),
    "matt_r1": ("kon", "alder", "kategori", "lagrum"),
    "matt_t2": ("kon", "alder", "klar"),
    "matt_f6": ("kon", "alder", "kategori", "regi", "lagrum"),
}
_AGE = "least(greatest(year(p.fran) - b.fodelsear, 0), 21) // 3 as alder"
_BREAKDOWNS = (
    f"b.kon, {_AGE}, left(b.insatstyp, 3) as kategori, b.regi, b.lagrum, b.insatstyp, "
    "b.beslutsdatum >= date '2025-07-01' as version"
)
_DECIDING, _RESPONSIBLE = "b.beslutande_enhet", "coalesce(b.ansvarig_enhet, b.beslutande_enhet)"
_ROWS = {
    "matt_v1": (
        f"select {_DECIDING} as enhet, p.period, {_BREAKDOWNS}, b.barn_id, b.hushall_id, "
        "true as ja from insatser as b join perioder as p "
        "on b.beslutsdatum between p.fran and p.till"
    ),
    "matt_v2": (
        f"select {_RESPONSIBLE} as enhet, p.period, {_BREAKDOWNS}, b.barn_id, b.hushall_id, "
        "true as ja from insatser as b join perioder as p "
        "on b.startdatum <= p.till and coalesce(b.slutdatum, date '9999-12-31') >= p.fran"
    ),
    "matt_r1": (
        f"select {_DECIDING} as enhet, p.period, {_BREAKDOWNS}, b.barn_id, b.hushall_id, "
        "coalesce(b.regi in ('egen_namnd', 'annan_stadsdelsnamnd', 'central'), false) as ja "
        "from insatser as b join perioder as p on b.beslutsdatum between p.fran and p.till"
    ),
    "matt_t2": (
        f"select b.ansvarig_enhet as enhet, p.period, b.kon, {_AGE}, b.barn_id, b.hushall_id, "
        "coalesce(b.avslutad_datum <= b.inledd_datum + interval 4 month, false) as ja, ja as klar "
        "from utredningar as b join perioder as p on b.inledd_datum between p.fran and p.till"
    ),
    "matt_f6": (
        f"select {_RESPONSIBLE} as enhet, p.period, {_BREAKDOWNS}, b.barn_id, b.hushall_id, "
        "u.dokumenterad as ja from uppfoljningar as u join insatser as b using (beslut_id) "
        "join perioder as p on u.hallen_datum between p.fran and p.till "
        "where u.hallen_datum between b.startdatum and coalesce(b.slutdatum, date '9999-12-31')"
    ),
}  # fmt: skip


def main(build: Path) -> None:
    """Compute the five measures of a build's accepted rows, in memory."""
    import duckdb

    with duckdb.connect(config={"threads": 2}) as con:
        con.execute(
            "create table perioder as select * from (select ar::text as period, "
            "make_date(ar, 1, 1) as fran, make_date(ar, 12, 31) as till from range(2021, 2027) as "
            "t (ar) union all select ar || 'H' || h, make_date(ar, 6 * h::int - 5, 1), "
            "last_day(make_date(ar, 6 * h::int, 1)) from range(2021, 2027) as t (ar), "
            "range(1, 3) as u (h) union all select ar || 'Q' || k, make_date(ar, 3 * k::int - 2, 1)"
            ", last_day(make_date(ar, 3 * k::int, 1)) from range(2021, 2027) as t (ar), "
            "range(1, 5) as u (k))"
        )
        for table in ("insatser", "utredningar", "uppfoljningar"):
            con.execute(f"create view {table} as from '{build}/gallande/{table}/*.parquet'")
        for model, rows in _ROWS.items():
            sets = "".join(
                f", (enhet, period, {name}), (period, {name})" for name in _DIMENSIONS[model]
            )
            con.execute(
                f"create table {model} as select enhet, period, "
                f"{', '.join(_DIMENSIONS[model])}, count(*) filter (ja) as taljare, "
                "count(*) as namnare, count(distinct barn_id) filter (ja) as barn, "
                "count(distinct barn_id) filter (not ja) as barn_ovriga, "
                "count(distinct hushall_id) filter (ja) as hushall, "
                "count(distinct hushall_id) filter (not ja) as hushall_ovriga "
                f"from ({rows}) group by grouping sets ((enhet, period), (period){sets})"
            )
            print(model, con.sql(f"select count(*) from {model}").fetchall()[0][0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
