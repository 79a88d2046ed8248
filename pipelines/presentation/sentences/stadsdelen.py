"""Sentences on one district against the rest of the city: never stronger than the verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipelines.presentation import comparisons, formats
from pipelines.presentation.compared import why_not
from pipelines.presentation.district import Portrait, Row
from pipelines.presentation.sv import SURE, UNSURE
from pipelines.presentation.units import count_word, listed

_LEVELS: Final = {"lower": "lägre", "higher": "högre"}
_AT_95: Final = 0.05


def verdict_sentence(found: Portrait) -> str:
    """In how many measures the district differs more than chance; which, and which way."""
    rows, name = found.compared, found.unit.name
    when = formats.during(found.period)
    if not rows:
        return f"{when} kan {name} inte jämföras med övriga staden i något mått. {_left_out(found)}"
    differs = by_evidence(row for row in rows if row.one.mark in _LEVELS)
    look = by_evidence(row for row in rows if row.one.mark.startswith("look"))
    within = len(rows) - len(differs) - len(look)
    among = "det enda mått som kan jämföras" if len(rows) == 1 else f"av {_things(len(rows))} mått"
    chance = f"från övriga staden mer än slumpen brukar ge {SURE}"
    if not differs:
        where = "" if len(rows) == 1 else "något "
        first = f"{when} skiljer sig {name} inte {chance} i {where}{among}."
    else:
        count = "" if len(rows) == 1 else f"{_things(len(differs))} "
        first = f"{when} skiljer sig {name} {chance} i {count}{among}: {_named(differs)}."
    rest = f"I {'de övriga' if within > 1 else 'det återstående'} {_things(within)}"
    if not differs and not look:
        rest = "Där" if within == 1 else f"I alla {_things(within)}"
    elif within == 1:
        rest = "I det återstående"
    parts = [
        first,
        f"Värt att titta på {UNSURE}: {_named(look)}." if look else "",
        f"{rest} ligger {name} inom den variation som är väntad." if within else "",
        _left_out(found),
    ]
    return " ".join(part for part in parts if part)


def measure_sentence(row: Row) -> str:
    """What one measure says where the district differs, or is worth a look."""
    one, scale = row.one, row.scale
    way = _LEVELS[one.mark.removeprefix("look_")]
    verdict = f"värt att titta på, {way}" if one.mark.startswith("look_") else way
    city = scale.text(row.city.varde) if row.city is not None else ""
    apart = scale.signed_interval(one.number("skillnad_undre"), one.number("skillnad_ovre"))
    text = (
        f"{row.title}: {verdict}. {scale.text(one.figure.varde)} mot {city} i hela staden; "
        f"avståndet till övriga staden är {scale.signed(one.number('skillnad'))} {scale.apart} "
        f"({apart})."
    )
    return f"{text} {trend_sentence(row)}".strip()


def trend_sentence(row: Row) -> str:
    """Whether the same was so the years before; empty if there is no year before."""
    if not row.earlier:
        return ""
    years = []
    for said in row.earlier:
        if not _differs(said) or said["riktning"] != row.one.said["riktning"]:
            break
        years.append(str(said["period"]))
    if years:
        return f"Åt samma håll, mer än slumpen ger, också {listed(years[::-1])}."
    before = row.earlier[0]
    return f"{before['period']}: {comparisons.verdict(before)}."


def no_longer_sentence(found: Portrait) -> str:
    """The measures that differed the year before but are within chance now; empty if none."""
    names = [
        f"{row.title} ({row.earlier[0]['period']}: {'högre' if way > 0 else 'lägre'})"
        for row in found.compared
        if row.one.mark == "within" and row.earlier and _differs(row.earlier[0])
        for way in (row.earlier[0]["riktning"],)
    ]
    return f"Inte längre mer än slumpen ger: {', '.join(names)}." if names else ""


def chance_sentence(found: Portrait) -> str:
    """How many measures chance alone makes worth a look."""
    count = len(found.compared)
    return (
        f"När {_things(count)} mått prövas gör slumpen ensam i genomsnitt högst "
        f"{formats.number(_AT_95 * count, 1)} av dem värda att titta på."
        if count
        else ""
    )


def figure_sentence(found: Portrait) -> str:
    """How many of the figure's measures lie outside of chance."""
    outside = sum(row.one.mark in _LEVELS for row in found.compared)
    first = _things(outside).capitalize() if outside else "Inget"
    return (
        f"{first} av {_things(len(found.compared))} mått ligger utanför det som slumpen brukar ge "
        f"{SURE}. Varje mått har sin egen skala."
    )


def by_evidence(rows: Iterable[Row]) -> list[Row]:
    """Measures of one district, the strongest evidence first: the least likely by chance."""
    return sorted(rows, key=lambda row: row.one.number("p") or 0.0)


def _differs(said: Mapping[str, Any]) -> bool:
    return str(said["utslag"]).startswith("skiljer_sig")


def _named(rows: Sequence[Row]) -> str:
    return ", ".join(f"{row.title} ({_LEVELS[row.one.mark.removeprefix('look_')]})" for row in rows)


def _left_out(found: Portrait) -> str:
    parts = [f"{row.title} ({absence(row)})" for row in found.tested if not row.one.mark]
    return f"Jämförs inte: {', '.join(parts)}." if parts else ""


def absence(row: Row) -> str:
    """Why a measure has no place in the figure: its state, or why it is not compared."""
    return why_not(row.one)


def _things(number: int) -> str:
    """Counts of what has neuter gender: `ett`, `två`."""
    return "ett" if number == 1 else count_word(number)
