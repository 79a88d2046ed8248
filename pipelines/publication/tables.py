"""The small tables that a published night carries beside its cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from expectations.rule import Rule, Severity
from pipelines.disclosure.plan import Plan
from pipelines.intake.landing import Landed
from pipelines.measures import Measure

_CLASS_WIDTH = 20  # rows
_LABELS = """
    select u.dimension, u.varde as kod, u.text, u.ordning, coalesce(t.kategori_kod, '') as grupp
    from dim_uppdelning as u
    left join dim_insatstyp as t on u.dimension = 'insatstyp' and u.varde = t.insatstyp_kod
    where u.dimension <> 'insatstyp' or t.ingar_i_86
    order by u.dimension, u.ordning
"""
_UNITS = """
    select enhet_kod, enhet, kortnamn, slag, omrade, uttagsdatum, har_levererat
    from dim_enhet order by enhet_kod
"""
_PERIODS = "select period, slag, fran, till from dim_period order by all"
_OFFERS = """
    select u.period, u.enhet_kod, u.insatstyp_kod, u.behovsprovning, u.beslutsgrund
    from fct_utbud as u join dim_insatstyp using (insatstyp_kod) where ingar_i_86 order by all
"""
_POPULATION = """
    select enhet_kod, ar::varchar as period, concat(aldersgrupp, '_', kon) as varde,
        sum(antal)::bigint as antal
    from fct_befolkning_ar group by all order by all
"""
_POLICY = """
    select 'uppföljningsintervall' as parameter, insats_grupp as galler, intervall_manader as varde,
        'månader' as enhet, kalla, status
    from policy_uppfoljning where gallande_till is null
    union all
    select parameter, '', varde, enhet, kalla, status from dim_policy
    order by all
"""


def from_build(
    database: Path, measures: Mapping[str, Measure], plan: Plan
) -> tuple[pd.DataFrame, dict[str, int], dict[str, pd.DataFrame]]:
    """Read what the build made.

    Args:
        database: the build's DuckDB file.
        measures: the measures by id.
        plan: the publication plan; what it does not list is not even read.

    Returns:
        The planned measure rows with `skydd`, `form` and `kanslig`, the parameters in force, and
        the tables to publish.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        parameters = dict(con.sql("select parameter, varde from dim_policy").fetchall())
        published = {
            "enheter": con.sql(_UNITS).df(),
            "perioder": con.sql(_PERIODS).df(),
            "etiketter": con.sql(_LABELS).df(),
            "utbud": con.sql(_OFFERS).df(),
            "policy": con.sql(_POLICY).df(),
            "befolkning": con.sql(_POPULATION).df(),
            "matt": _measures(measures),
        }
        rows = planned_rows(con, measures, plan)
    return rows, parameters, published


def planned_rows(
    con: duckdb.DuckDBPyConnection, measures: Mapping[str, Measure], plan: Plan
) -> pd.DataFrame:
    """The measure rows that the plan lists, with what it says of them; no others are read."""
    parts = [
        f"select m.*, '{table.skydd}' as skydd, '{table.form}' as form, "
        f"'{table.kanslig}' as kanslig from {measures[table.matt].modell} as m "
        f"where m.dimension = '{table.dimension}' and m.period in "
        f"(select period from dim_period where slag in ({_texts(table.perioder)}))"
        + (f" and m.enhet_kod in ({_texts(table.enheter)})" if table.enheter else "")
        + (f" and m.varde in ({_texts(table.varden)})" if table.varden else "")
        for table in plan.tabeller
    ]
    return con.sql(f"from ({' union all '.join(parts)}) order by all").df()


def _texts(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _measures(measures: Mapping[str, Measure]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {key: ", ".join(value) if isinstance(value, tuple) else str(value)
             for key, value in measure.model_dump().items()}
            for measure in measures.values()
        ]
    )  # fmt: skip


def deliveries(records: Sequence[Landed]) -> pd.DataFrame:
    """The deliveries in force, with how large a part of the rows could be used, as a class."""
    return pd.DataFrame(
        [
            {
                "leverans_id": record.id,
                "enhet_kod": record.enhet_kod,
                "uttagsdatum": record.manifest.uttagsdatum.isoformat(),
                "ersatter": record.manifest.ersatter or "",
                "karantan": share_class(record.quarantined, record.accepted + record.quarantined),
            }
            for record in records
        ]
    )


def quality(records: Sequence[Landed], rules: Sequence[Rule]) -> pd.DataFrame:
    """Which rules each unit's deliveries in force break, as classes; readers see no row counts."""
    by_id = {rule.id: rule for rule in rules}
    found = []
    for record in records:
        for rule_id, rows in record.regler.items():
            rule = by_id.get(rule_id)
            if rule is None or rule.severity is Severity.INFO:
                continue
            if rule.table not in record.tabeller:
                continue  # about the delivery as a whole, which the freshness table shows
            read = record.tabeller[rule.table].last
            found.append(
                {
                    "enhet_kod": record.enhet_kod,
                    "regel": rule_id,
                    "titel": rule.title,
                    "allvar": str(rule.severity),
                    "matt": ", ".join(rule.measures),
                    "klass": share_class(rows, read),
                }
            )
    columns = ["enhet_kod", "regel", "titel", "allvar", "matt", "klass"]
    return pd.DataFrame(found, columns=columns).sort_values(
        ["enhet_kod", "regel"], ignore_index=True
    )


def share_class(part: int, whole: int) -> str:
    """A class instead of a count: `få` (or none), `1–5 %` or `över 5 %` of the rows.

    Readers know how many decisions a unit made, so a class must not be a count in disguise. A
    class is at least twenty counts wide: a narrower one would, beside a dozen hidden cells of
    which each is at least one, tell what stands in them.
    """
    few = max(_CLASS_WIDTH, math.ceil(0.01 * whole))
    some = max(few + _CLASS_WIDTH, math.ceil(0.05 * whole))
    return "få" if part < few else "1–5 %" if part < some else "över 5 %"
