"""Insatser utan behovsprövning: rows about an individual that may not have been documented.

Before 1 July 2025 (SoL 2001:453) such an insats was not documented on the individual at all.
After it (SoL 2025:400) it is, unless the nämnd has decided otherwise for that insats; so the row
is taken only where the nämnd's own dated terms say so.
"""

from __future__ import annotations

import duckdb

from pipelines.contract.values import UNKNOWN_TYPE
from pipelines.intake.gate.rules import SHOWN_ROWS, refuse

DOCUMENTED_FROM = "2025-07-01"


def check_undocumentable(con: duckdb.DuckDBPyConnection, where: str) -> None:
    """Refuse a file of decisions with rows that the terms of the nämnd do not allow.

    The term that began last on or before the day of the decision rules, even when it has ended:
    then nothing is allowed. Terms that disagree allow nothing, nor do terms for a type without a
    name (`OKAND`; `OKAND-…` is one local type and may have terms).

    Args:
        con: holds `typed` (the table insatser) and `villkor(enhet, insatstyp, dokumentation,
            gallande_fran, gallande_till)` with the terms known so far; of a term delivered again,
            the latest version only.
        where: delivery and file.

    Raises:
        DeliveryRefused: INT-06.
    """
    rows = con.execute(
        f"""
        with utan as (
            select _rad, beslutande_enhet as enhet, insatstyp, beslutsdatum
            from typed where behovsprovning = 'utan'
        ), gallande as (
            select u._rad, v.dokumentation = 'individ'
                and (v.gallande_till is null or v.gallande_till >= u.beslutsdatum) as tillats
            from utan as u join villkor as v
                on v.enhet = u.enhet and v.insatstyp = u.insatstyp
                and v.gallande_fran <= u.beslutsdatum
            where u.beslutsdatum >= date '{DOCUMENTED_FROM}' and u.insatstyp <> '{UNKNOWN_TYPE}'
            qualify rank() over (partition by u._rad order by v.gallande_fran desc) = 1
        ), tillatna as (
            select _rad from gallande group by _rad having bool_and(coalesce(tillats, false))
        )
        select _rad from utan anti join tillatna using (_rad) order by _rad
        limit {SHOWN_ROWS + 1}
        """
    ).fetchall()
    if rows:
        raise refuse("INT-06", where, "behovsprovning", [rad for (rad,) in rows], False)
