"""Whether the plan's tables form an acyclic system, so that its own cells are enough as unknowns.

Source: the ear reduction of Graham, Yu and Özsoyoğlu (1979) for hypergraphs.
"""

from __future__ import annotations

from collections import defaultdict

from pipelines.disclosure.plan import DESCRIBING, Plan


def cyclic(plan: Plan) -> dict[str, list[frozenset[str]]]:
    """The families of measures whose tables do not reduce to one, with what is left of them.

    A table's set is the unit, unless the table is of the city alone; its dimension; and the time,
    where the table has parts of years. A dimension that groups another one joins its set.
    """
    coarser = {r.under: r.over for r in plan.relationer if r.typ == "grupp"}
    sets: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    families = plan.families()
    for table in plan.tabeller:
        if table.skydd == "nej" or table.form in DESCRIBING:
            continue
        names = {table.dimension, coarser.get(table.dimension, "")}
        names |= set() if table.enheter == ("stad",) else {"enhet"}
        names |= {"tid"} if {"halvar", "kvartal"} & {*table.perioder} else set()
        sets[families[table.matt]].add(frozenset(names - {""}))
    left = {family: _reduced(edges) for family, edges in sets.items()}
    return {family: edges for family, edges in left.items() if len(edges) > 1}


def _reduced(edges: set[frozenset[str]]) -> list[frozenset[str]]:
    now = sorted(edges, key=sorted)
    while True:
        shared = {n for n in frozenset().union(*now) if sum(n in edge for edge in now) > 1}
        fewer = {edge & shared for edge in now}
        fewer = {edge for edge in fewer if not any(edge < other for other in fewer)}
        if fewer == set(now):
            return now
        now = sorted(fewer, key=sorted)
