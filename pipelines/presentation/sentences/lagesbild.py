"""Sentences on the city as a whole: what differs, volumes, how the data came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.overview import (
    BY_CHANCE,
    DIFFERS,
    LOOK_BY_CHANCE,
    Compared,
    strongest,
)
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.sv import SURE, UNSURE, VERDICT
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure

TOLD = 6  # measures in a list; more are counted
_ONLY = "det enda mått som jämförs"


def differing(found: Sequence[Compared]) -> str:
    """In how many measures some district differs, or that none does."""
    there = [one for one in found if one.units()]
    if not there:
        return "Inget mått kan jämföras mellan stadsdelarna i perioden."
    when, said = formats.during(there[0].period), strongest(there)
    differs = [one for one in said if one.units(*DIFFERS)]
    if not said:
        among = f"något av {count_word(len(there))} mått" if len(there) > 1 else _ONLY
        return (
            f"{when} skiljer sig ingen stadsdel från övriga staden mer än slumpen brukar ge "
            f"{SURE} i {among}."
        )
    among = f"{_neuter(len(differs or said))} av {count_word(len(there))} mått"
    if len(there) == 1:
        among = _ONLY
    if not differs:
        return (
            f"{when} skiljer sig ingen enskild stadsdel från övriga staden mer än slumpen brukar "
            f"ge {SURE}, men stadsdelarna ligger längre isär än den brukar ge i {among}."
        )
    return (
        f"{when} skiljer sig minst en stadsdel från övriga staden mer än slumpen brukar ge {SURE} "
        f"i {among}. Det starkast belagda står först; det är ingen ordning mellan stadsdelar."
    )


def difference(one: Compared, names: Mapping[str, str]) -> str:
    """Which districts are lower and higher in a measure, and which are not compared."""
    lower, higher = (
        [name for unit, name in names.items() if one.mark(unit) == way] for way in DIFFERS
    )
    if lower and higher:
        said = f"{listed(lower)} ligger lägre och {listed(higher)} högre än övriga staden."
    elif lower or higher:
        said = f"{listed(lower or higher)} ligger {'lägre' if lower else 'högre'} än övriga staden."
    else:
        said = (
            "stadsdelarna ligger längre isär än slumpen brukar ge, utan att någon enskild skiljer "
            "sig säkert från övriga staden."
        )
    hidden = [
        f"{name} ({VERDICT[one.said[unit]['utslag']]})"
        for unit, name in names.items()
        if unit in one.said and not one.mark(unit)
    ]
    return said + (f" Jämförs inte: {', '.join(hidden)}." if hidden else "")


def more(found: Sequence[Compared]) -> str:
    """That further measures differ than those told; empty if none do."""
    rest = [one.title for one in strongest(found)[TOLD:]]
    return f"Dessutom i {listed(rest)}; de står i tabellen över alla mått." if rest else ""


def by_chance(found: Sequence[Compared]) -> str:
    """How many comparisons were made, and how many of them chance alone would flag."""
    made = sum(len(one.units()) for one in found)
    if not made:
        return ""
    sure = sum(len(one.units(*DIFFERS)) for one in found)
    look = sum(len(one.units(*DIFFERS, "look_lower", "look_higher")) for one in found)
    return (
        f"{formats.number(made)} jämförelser gjordes, en för varje stadsdel och mått som kan "
        f"visas. Vore alla stadsdelar lika skulle slumpen ensam peka ut ungefär "
        f"{formats.expected(BY_CHANCE * made)} av dem {SURE}; nu är det {formats.number(sure)}. "
        f"Minst värda att titta på {UNSURE} skulle ungefär "
        f"{formats.expected(LOOK_BY_CHANCE * made)} bli av en slump; nu är det "
        f"{formats.number(look)}. Måtten hänger delvis ihop, så utslagen kan komma i klunga."
    )


def decisions(city: Figure | None) -> str:
    """How many decisions the city made."""
    if city is None or city.varde is None:
        return not_shown("Antalet beslut", city)
    return (
        f"{formats.during(city.period)} fattades {formats.number(city.varde)} beslut om öppen "
        "insats i staden. Ett barn kan ha flera beslut."
    )


def children(city: Figure | None) -> str:
    """How many children had an insats, and why the districts do not add up to it."""
    if city is None or city.varde is None:
        return not_shown("Antalet barn med öppen insats", city)
    return (
        f"{formats.number(city.varde)} barn hade en öppen insats någon gång "
        f"{formats.during(city.period).lower()}. Ett barn med insats i två stadsdelar räknas en "
        "gång i staden."
    )


def quality(classes: Sequence[str]) -> str:
    """How often a check finds fault with more than a few rows.

    Args:
        classes: the classes of the night's quality table, one for each check and delivery.
    """
    if not classes:
        return "Ingen kontroll har hittat fel i de gällande leveranserna."
    parts = [
        f"i {cases} berör en kontroll {name} av raderna i en leverans"
        for name in ("över 5 %", "1–5 %")
        if (cases := _cases(sum(found == name for found in classes)))
    ]
    if not parts:
        return "De kontroller som ger utslag berör alla få rader i sin leverans."
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}. Övriga utslag gäller få rader."


def _neuter(number: int) -> str:
    return "ett" if number == 1 else count_word(number)


def _cases(number: int) -> str:
    return "" if not number else "ett fall" if number == 1 else f"{count_word(number)} fall"
