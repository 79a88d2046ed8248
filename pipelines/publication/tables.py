"""The small tables that a published night carries beside its cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from expectations.rule import Rule, Severity
from pipelines.intake.landing import Landed

_CLASS_WIDTH = 20  # rows
_LABELS = """
    select 'kategori' as dimension, kategori_kod as kod, kategori as text,
        row_number() over (order by kategori_kod = 'OKAND', kategori_kod) as ordning,
        '' as grupp
    from dim_kategori
    union all
    select 'regi', regi_kod, regi, ordning, '' from dim_regi
    union all
    select 'insatstyp', insatstyp_kod, insatstyp,
        row_number() over (order by insatstyp_kod), kategori_kod
    from dim_insatstyp where ingar_i_86
    union all
    from (values ('spridning', '1', 'Endast en stadsdel', 1, ''),
        ('spridning', '2-4', 'Två till fyra', 2, ''),
        ('spridning', '5-10', 'Fem till tio', 3, ''), ('spridning', '11', 'Alla elva', 4, ''))
    order by 1, 4
"""
_UNITS = """
    select enhet_kod, enhet, kortnamn, slag, omrade, uttagsdatum, har_levererat
    from dim_enhet order by enhet_kod
"""
_OFFERS = """
    select u.period, u.enhet_kod, u.insatstyp_kod, u.behovsprovning
    from fct_utbud as u join dim_insatstyp using (insatstyp_kod) where ingar_i_86 order by all
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
    database: Path, measures: Mapping[str, Mapping[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, int], dict[str, pd.DataFrame]]:
    """Read what the build made.

    Returns:
        All measure rows, the periods, the parameters in force, and the tables to publish.
    """
    with duckdb.connect(str(database), read_only=True) as con:
        union = " union all ".join(f"from {meta['modell']}" for meta in measures.values())
        rows = con.sql(f"from ({union}) order by all").df()
        periods = con.sql("select period, slag, fran, till from dim_period order by all").df()
        parameters = dict(con.sql("select parameter, varde from dim_policy").fetchall())
        published = {
            "enheter": con.sql(_UNITS).df(),
            "perioder": periods,
            "etiketter": con.sql(_LABELS).df(),
            "utbud": con.sql(_OFFERS).df(),
            "policy": con.sql(_POLICY).df(),
            "matt": _measures(measures),
        }
    return rows, periods, parameters, published


def _measures(measures: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {key: ", ".join(value) if isinstance(value, list) else str(value)
             for key, value in meta.items()}
            for meta in measures.values()
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
