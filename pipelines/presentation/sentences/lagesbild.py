"""Sentences on the city as a whole: volumes, and how the data came in."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.units import count_word
from pipelines.publication.reader import Figure


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


def _cases(number: int) -> str:
    return "" if not number else "ett fall" if number == 1 else f"{count_word(number)} fall"
