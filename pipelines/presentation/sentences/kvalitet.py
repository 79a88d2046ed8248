"""Sentences on the data behind the figures: did all arrive, what was refused, what is old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.freshness import Delivery
from pipelines.presentation.quality import REFUSED, QualityRow
from pipelines.presentation.units import count_word, listed

CLASSES_ABOUT = (
    "Klasserna visar hur stor del av raderna i en leverans som en kontroll berör. Få är under 1 % "
    "eller under 20 rader; antalen visas inte, för att inte röja skyddade tal."
)
STOPPED = (
    "En leverans som vägras i sin helhet syns inte här: då gäller nämndens förra leverans, och "
    "dess äldre uttagsdatum står i tabellen och överst på varje sida."
)


def days(number: int) -> str:
    """`1 dag`, `31 dagar`."""
    return f"{formats.number(number)} {'dag' if number == 1 else 'dagar'}"


def arrived(given: Sequence[Delivery]) -> str:
    """Whether all units have delivered, and how old their extracts are."""
    there = [one for one in given if one.uttagsdatum is not None]
    missing = [one.namn for one in given if one.uttagsdatum is None]
    if len(given) == 1:
        return _one(given[0])
    if not there:
        return "Ingen nämnd har levererat."
    until = formats.when(str(max(one.uttagsdatum for one in there if one.uttagsdatum)))
    behind = [f"{one.namn} ({days(one.days_behind)} äldre)" for one in there if one.days_behind]
    if missing:
        first = (
            f"{count_word(len(there)).capitalize()} av {count_word(len(given))} nämnder har "
            f"levererat. Ej levererat: {listed(missing)}."
        )
    else:
        first = f"Alla {count_word(len(given))} nämnder har levererat."
    if not behind:
        return f"{first} {'Deras' if missing else 'Alla'} uppgifter gäller till och med {until}."
    return f"{first} Det yngsta uttaget är från {until}; {listed(behind)}."


def refused(rows: Sequence[QualityRow], unit: str = "") -> str:
    """How many checks keep rows out of the figures.

    Args:
        rows: the checks that found something.
        unit: the unit that is asked for; empty for all.
    """
    count = sum(row.allvar == REFUSED for row in rows)
    where = f"i leveransen från {unit}" if unit else "i de gällande leveranserna"
    if not count:
        return f"Ingen kontroll har hållit rader utanför siffrorna {where}."
    return (
        f"{_checks(count).capitalize()} har hållit rader utanför siffrorna {where}: raderna ligger "
        "i karantän tills nämnden har rättat dem, och räknas inte."
    )


def marked(rows: Sequence[QualityRow], unit: str = "") -> str:
    """How many checks mark rows that are counted all the same; arguments as `refused`."""
    count = sum(row.allvar != REFUSED for row in rows)
    where = f"i leveransen från {unit}" if unit else "i de gällande leveranserna"
    if not count:
        return f"Ingen kontroll har märkt rader {where}."
    return f"{_checks(count).capitalize()} har märkt rader {where}. Raderna räknas ändå."


def holding(runs: Mapping[str, int], tonight: str) -> str:
    """How many protected numbers say what they said in an earlier run.

    Args:
        runs: run -> how many addresses hold from it.
        tonight: the run that is published.
    """
    every, now = sum(runs.values()), runs.get(tonight, 0)
    if not every:
        return "Inga tal med skydd publiceras."
    if now == every:
        return (
            f"Alla {formats.number(every)} adresser med skydd gäller från den senaste körningen "
            f"({tonight})."
        )
    return (
        f"{formats.number(every - now)} av {formats.number(every)} adresser med skydd gäller från "
        "en tidigare körning: de säger detsamma nu som då. En rättelse som skulle röja enskilda "
        "barn väntar till nästa revision, och då står hela årets tal kvar."
    )


def _one(unit: Delivery) -> str:
    if unit.uttagsdatum is None:
        return f"{unit.namn} har inte levererat."
    until = formats.when(str(unit.uttagsdatum))
    older = f", {days(unit.days_behind)} äldre än det yngsta uttaget" if unit.days_behind else ""
    return f"{unit.namn} har levererat. Uppgifterna gäller till och med {until}{older}."


def _checks(count: int) -> str:
    return "en kontroll" if count == 1 else f"{count_word(count)} kontroller"
