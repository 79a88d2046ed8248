"""Sentences on time: where the districts come closer or drift apart, and what the law changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipelines.presentation import formats
from pipelines.presentation.overview import LOOK_BY_CHANCE, Stretch
from pipelines.presentation.sv import UNSURE
from pipelines.presentation.units import count_word, listed

_LAW: Final = "Efter lagen den 1\N{NO-BREAK SPACE}juli 2025"
_KINDS: Final = {"ar": "hela år", "halvar": "halvår"}


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
        f"skillnaden mellan stadsdelarna mer än slumpen brukar ge {UNSURE}. I "
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
        f"Av en slump väntas ungefär {formats.expected(LOOK_BY_CHANCE * judged)} av de bedömda "
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


def _series(found: Sequence[Stretch]) -> str:
    """`Andel egen regi och Avslut, halvår`; each kind of period for itself."""
    return "; ".join(
        f"{listed([one.title for one in found if one.kind == kind])}, {word}"
        for kind, word in _KINDS.items()
        if any(one.kind == kind for one in found)
    )
