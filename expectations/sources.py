"""Where a rule finds its rows: SQL from-clauses, each a single scan, hash join or hash aggregate.

Ten million rows are judged by hundreds of rules, so nothing here looks at rows pair by pair.
"""

from __future__ import annotations

from typing import Final

from expectations.rule import BATCH

WITH_DELIVERY: Final = f"{BATCH} as b join ref_leverans as l on l._leverans = b._leverans"
WITH_TYPE: Final = f"{BATCH} as b left join ref_insatstyper as k on k.insatstyp_kod = b.insatstyp"


def with_unit(column: str) -> str:
    """Rows with their delivery `l` and, where it is known, the unit `e` of a column."""
    return f"{WITH_DELIVERY} left join ref_stadsdelsnamnder as e on e.enhet_kod = b.{column}"


def whole_file(facts: str) -> str:
    """One row a delivery, with row number 0 and `facts` (SQL aggregates) about all its rows."""
    return (
        f"(select _leverans, min(_fil) as _fil, 0 as _rad, count(*) as antal, {facts} "
        f"from {BATCH} group by _leverans) as b"
    )


def sharing(key: tuple[str, ...], condition: str, possible: str = "count(*) > 1") -> str:
    """The rows `b` whose key is shared by rows that together meet a condition.

    Args:
        key: the columns; a row that lacks one of them is left out.
        condition: SQL over the group, for example `min(kon) <> max(kon)`.
        possible: a cheaper condition that every such group meets, too.

    The groups are found by a hash of the key first: numbers take a tenth of the memory of
    pseudonyms. The rows that are left are grouped by the key itself, so that two keys with one
    hash are never taken for one.
    """
    columns = ", ".join(("_leverans", *key))
    present = " and ".join(f"{column} is not null" for column in key)
    return (
        f"{BATCH} as b semi join (select {columns} from {BATCH} "
        f"where {present} and hash({columns}) in (select hash({columns}) from {BATCH} "
        f"where {present} group by hash({columns}) having {possible}) "
        f"group by {columns} having {condition}) as s using ({columns})"
    )


def overlapping(key: tuple[str, ...], identity: str, start: str, end: str) -> str:
    """Rows `b` of a key that has several periods, with the periods beside them.

    Args:
        key: the columns that say what the periods are of.
        identity: the column that two copies of one period share; a copy is not an overlap.
        start: first day.
        end: last day; NULL is for ever.

    `_slut` is the row's own last day, `_tidigare` the latest last day of the periods that began
    before it, `_senare` the first day of the next (NULL: there is none), and `_ny` whether it is
    no copy of the row before it.
    """
    columns = ", ".join(f"b.{column}" for column in ("_leverans", *key))
    last = f"coalesce(b.{end}, date '9999-12-31')"
    order = f"partition by {columns} order by b.{start}, b.{identity}, b._fil, b._rad"
    return (
        f"(select b._leverans, b._fil, b._rad, b.{start}, {last} as _slut, max({last}) over "
        f"({order} rows between unbounded preceding and 1 preceding) as _tidigare, "
        f"lead(b.{start}) over ({order}) as _senare, "
        f"b.{identity} is distinct from lag(b.{identity}) over ({order}) as _ny "
        f"from {sharing(key, 'count(*) > 1')} where b.{start} is not null) as b"
    )
