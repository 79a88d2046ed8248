"""Sentences on the city as a whole: what differs, what changes, volumes, how the data came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.overview import (
    BY_CHANCE,
    DIFFERS,
    LOOK_BY_CHANCE,
    Compared,
    Stretch,
    strongest,
)
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.sv import VERDICT
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure

TOLD = 6  # measures in a list; more are counted
_SURE = "(99,8\N{NO-BREAK SPACE}%)"
_UNSURE = "(95\N{NO-BREAK SPACE}%)"
_ONE_DECIMAL = 0.1
_ONLY = "det enda mått som jämförs"
_LAW = "Efter lagen den 1\N{NO-BREAK SPACE}juli 2025"
_KINDS = {"ar": "hela år", "halvar": "halvår"}


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
            f"{_SURE} i {among}."
        )
    among = f"{_neuter(len(differs or said))} av {count_word(len(there))} mått"
    if len(there) == 1:
        among = _ONLY
    if not differs:
        return (
            f"{when} skiljer sig ingen enskild stadsdel från övriga staden mer än slumpen brukar "
            f"ge {_SURE}, men stadsdelarna ligger längre isär än den brukar ge i {among}."
        )
    return (
        f"{when} skiljer sig minst en stadsdel från övriga staden mer än slumpen brukar ge {_SURE} "
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
        f"{_expected(BY_CHANCE * made)} av dem {_SURE}; nu är det {formats.number(sure)}. "
        f"Minst värda att titta på {_UNSURE} skulle ungefär "
        f"{_expected(LOOK_BY_CHANCE * made)} bli av en slump; nu är det "
        f"{formats.number(look)}. Måtten hänger delvis ihop, så utslagen kan komma i klunga."
    )


def changing(found: Sequence[Stretch]) -> str:
    """Where the districts come closer or drift apart, and how many series say neither."""
    if not found:
        return "Skillnaden över tid bedöms inte: för få perioder kan jämföras."
    judged = [one for one in found if one.verdict != "ej_bedombar"]
    still = sum(not one.changes for one in judged)
    if not judged:
        return "Ingen serie är lång nog för att bedömas."
    if still == len(judged):
        return (
            "Stadsdelarna närmar sig inte säkert varandra och glider inte säkert isär: ingen säker "
            f"förändring i {count_word(still)} av {count_word(still)} bedömda serier."
        )
    return (
        f"I {count_word(len(judged) - still)} av {count_word(len(judged))} bedömda serier ändras "
        f"skillnaden mellan stadsdelarna mer än slumpen brukar ge {_UNSURE}. I "
        f"{count_word(still)} syns ingen säker förändring."
    )


def since_law(found: Sequence[Stretch]) -> str:
    """What can be said of the time after the law alone; empty if no series is there."""
    if not found:
        return ""
    judged = [one for one in found if one.is_after_law and one.verdict != "ej_bedombar"]
    if not judged:
        return f"{_LAW} kan ännu ingen serie bedömas."
    series = "en serie" if len(judged) == 1 else f"{count_word(len(judged))} serier"
    changed = [
        f"skillnaden {way} i {_series([one for one in judged if one.verdict == verdict])}"
        for verdict, way in (("minskar", "minskar"), ("okar", "ökar"))
        if any(one.verdict == verdict for one in judged)
    ]
    still = [one for one in judged if not one.changes]
    if not changed:
        return f"{_LAW} kan {series} bedömas ({_series(still)}): ingen säker förändring."
    rest = [f"ingen säker förändring i {_series(still)}"] if still else []
    return f"{_LAW} kan {series} bedömas: {'; '.join([*changed, *rest])}."


def series_about(found: Sequence[Stretch]) -> str:
    """What a series is, how many cannot be judged, and how many chance alone would flag."""
    judged = sum(one.verdict != "ej_bedombar" for one in found)
    short = len(found) - judged
    parts = [
        "En serie är ett mått i hela år eller halvår mellan två brott, som en ny lag; över ett "
        "brott jämförs inget.",
        f"{count_word(short).capitalize()} serie{'r' if short > 1 else ''} kan inte bedömas: en "
        "period är för lite."
        if short
        else "",
        f"Av en slump väntas ungefär {_expected(LOOK_BY_CHANCE * judged)} av de bedömda "
        "se ut att ändras."
        if judged
        else "",
    ]
    return " ".join(part for part in parts if part)


def change(one: Stretch) -> str:
    """What one stretch says, when it says something."""
    first, last = one.rows[0], one.rows[-1]
    way = "närmar sig stadsdelarna varandra" if one.verdict == "minskar" else (
        "glider stadsdelarna isär"
    )  # fmt: skip
    after = "" if one.is_last else " Därefter kommer ett brott, och vad som hänt sedan sägs inte."
    return (
        f"i {_KINDS[one.kind]} {way}: skillnaden (τ) går från {formats.number(first['tau'], 1)} "
        f"till {formats.number(last['tau'], 1)} {one.apart} från {formats.when(first['period'])} "
        f"till {formats.when(last['period'])}.{after}"
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


def _series(found: Sequence[Stretch]) -> str:
    """`Andel egen regi och Avslut, halvår`; each kind of period for itself."""
    return "; ".join(
        f"{listed([one.title for one in found if one.kind == kind])}, {word}"
        for kind, word in _KINDS.items()
        if any(one.kind == kind for one in found)
    )


def _expected(number: float) -> str:
    return formats.number(number, 1 if number >= _ONE_DECIMAL else 2)


def _neuter(number: int) -> str:
    return "ett" if number == 1 else count_word(number)


def _cases(number: int) -> str:
    return "" if not number else "ett fall" if number == 1 else f"{count_word(number)} fall"
