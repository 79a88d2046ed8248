"""Sentences on what is offered (U1, U3). Offers are not personal data: nothing is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure

_IN = {
    "1": "i en enda stadsdel",
    "2-4": "i två till fyra",
    "5-10": "i fem till tio",
    "11": "i alla elva",
}


def offered(
    districts: Sequence[Figure], city: Figure | None, names: Mapping[str, str], catalogue: int
) -> str:
    """The fewest and the most types that a district offers, and how many there are together.

    Args:
        districts: the districts' cells of U1.
        city: the union of what they offer.
        names: unit code -> name.
        catalogue: number of types in the city's catalogue.
    """
    shown = [(figure.varde, figure.enhet) for figure in districts if figure.varde is not None]
    if not shown or city is None or city.varde is None:
        return not_shown("Antalet insatstyper", city)
    fewest, most = min(v for v, _ in shown), max(v for v, _ in shown)
    return (
        f"{formats.during(city.period)} erbjuder stadsdelsnämnderna mellan "
        f"{formats.number(fewest)} ({_where(shown, fewest, names)}) och {formats.number(most)} "
        f"({_where(shown, most, names)}) insatstyper. Tillsammans erbjuder de "
        f"{formats.number(city.varde)} av katalogens {formats.number(catalogue)} typer."
    )


def _where(shown: Sequence[tuple[float, str]], value: float, names: Mapping[str, str]) -> str:
    return listed([names[enhet] for v, enhet in shown if v == value])


def spread(classes: Sequence[Figure]) -> str:
    """How many of the offered types are found in one, a few, most and all districts."""
    shown = [figure for figure in classes if figure.taljare is not None]
    if not shown:
        return not_shown("Spridningen", classes[0] if classes else None)
    parts = [f"{figure.taljare} {_IN[figure.dimension_varde]}" for figure in shown]
    return f"Av de {formats.number(shown[0].namnare or 0)} typer som erbjuds finns {listed(parts)}."


def alone(one: Figure | None, places: int) -> str:
    """How many types one district offers alone, and in how many districts there are such.

    Args:
        one: the cell of U3 that counts the types of a single district.
        places: number of districts with such types.
    """
    if one is None or one.taljare is None:
        return not_shown("Vilka typer som bara finns i en stadsdel", one)
    if not one.taljare:
        return "Ingen insatstyp finns i bara en stadsdel."
    types = "En insatstyp" if one.taljare == 1 else f"{one.taljare} insatstyper"
    where = "en stadsdel" if places == 1 else f"{count_word(places)} stadsdelar"
    return (
        f"{types} erbjuds av en enda stadsdelsnämnd; de finns i sammanlagt {where}. Att få "
        "erbjuder en typ kan ha goda skäl."
    )
