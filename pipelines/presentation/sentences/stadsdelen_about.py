"""Sentences on what a district has delivered, and what it offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.presentation import formats
from pipelines.presentation.district import Portrait
from pipelines.presentation.freshness import Delivery
from pipelines.presentation.quality import CLASSES
from pipelines.presentation.units import count_word, listed


def delivery_sentence(delivery: Delivery | None, classes: Sequence[str]) -> str:
    """How fresh and how whole a district's data are.

    Args:
        delivery: its delivery in force; None if it is not to deliver.
        classes: the class of each check that found fault in it.
    """
    if delivery is None or delivery.uttagsdatum is None:
        return "Nämnden har inte levererat några uppgifter."
    day = formats.long_date(delivery.uttagsdatum).replace(" ", "\N{NO-BREAK SPACE}")
    behind = f", {delivery.days_behind} dagar äldre än det yngsta" if delivery.days_behind else ""
    few = f"{delivery.karantan} (under 1\N{NO-BREAK SPACE}% eller under 20)"
    unused = few if delivery.karantan == "få" else f"{delivery.karantan} av raderna"
    return (
        f"Uppgifterna gäller till och med {day} (nämndens senaste uttag{behind}). Rader som inte "
        f"kunde användas: {unused}. {_checks(classes)}"
    )


def _checks(classes: Sequence[str]) -> str:
    counts = Counter(classes)
    if not counts:
        return "Ingen kontroll gav utslag."
    first = "En kontroll" if len(classes) == 1 else f"{len(classes)} kontroller"
    rows = {name: "få rader" if name == "få" else f"{name} av raderna" for name in CLASSES}
    if len(counts) == 1:
        every = "" if len(classes) == 1 else "alla "
        return f"{first} gav utslag, {every}i {rows[classes[0]]}."
    parts = [f"{count_word(counts[name])} i {rows[name]}" for name in CLASSES if counts[name]]
    return f"{first} gav utslag: {listed(parts)}."


def offer_sentence(found: Portrait, catalogue: int) -> str:
    """How many types the district offers, beside the districts' spread, and what is covered.

    Args:
        found: the district.
        catalogue: number of types in the city's catalogue.
    """
    own = found.row("U1")
    if own is None or own.one.figure.varde is None:
        return "Vad nämnden erbjuder är inte känt."
    name, cell = found.unit.name, own.one.figure
    counts = [figure.varde for figure in found.offers if figure.varde is not None]
    spread = (
        f"; stadsdelarna erbjöd mellan {formats.number(min(counts))} och "
        f"{formats.number(max(counts))}"
        if len(counts) > 1
        else ""
    )
    text = (
        f"{formats.during(cell.period)} erbjöd {name} {formats.number(cell.varde or 0)} av "
        f"katalogens {formats.number(catalogue)} insatstyper{spread}. Fler typer är inte bättre "
        "i sig."
    )
    support = found.row("U7")
    if support is None or support.one.figure.taljare is None:
        return text
    covered = support.one.figure
    return (
        f"{text} Av {count_word(covered.namnare or 0)} rekommendationer om öppna insatser i "
        f"kunskapsstödet hade {count_word(covered.taljare or 0)} minst en insatstyp som erbjöds."
    )
