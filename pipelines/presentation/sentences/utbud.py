"""Sentences on what is offered (U1, U3, U4). Offers are no personal data; children of U4 are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.offers import Offers
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


def missing(offers: Offers) -> str:
    """Which districts' offers are not known, and that this is not to offer nothing."""
    where: dict[str, list[str]] = {}
    for unit in offers.units:
        if unit.kod in offers.missing:
            where.setdefault(offers.missing[unit.kod], []).append(unit.namn)
    if not where:
        return ""
    told = "; ".join(f"{listed(names)} ({word})" for word, names in where.items())
    return f"Utbudet är inte känt i {told}. Det räknas inte som att typerna inte erbjuds."


def matrix(offers: Offers, shown: int) -> str:
    """What the matrix is, and how much of the catalogue it shows."""
    whole = len(offers.types)
    of_them = (
        f"katalogens alla {whole} typer"
        if shown == whole
        else f"{shown} av katalogens {whole} typer"
    )
    return (
        f"Tabellen visar {of_them} den {formats.when(offers.day)}. Märkets form visar om typen ges "
        "med eller utan behovsprövning; en tom ruta betyder att den inte erbjuds."
    )


def found_nothing(words: str) -> str:
    """That no type holds what is searched for."""
    what = f" innehåller ”{words}”" if words else " finns i urvalet"
    return f"Ingen insatstyp{what}. Pröva ett kortare ord, en annan kategori, eller återställ."


def coverage(figures: Sequence[Figure], names: Mapping[str, str], is_all: bool) -> str:
    """How many of the types reach nearly all children, half of them, and a few.

    Args:
        figures: cells of U4 by type.
        names: type code -> name.
        is_all: whether they are the whole catalogue.
    """
    shown = [(figure.varde, figure) for figure in figures if figure.varde is not None]
    if not shown:
        return not_shown("Andelen barn som bor där typerna erbjuds", figures[0])
    if len(shown) == 1:
        value, one = shown[0]
        return (
            f"{formats.share(value)} av stadens barn bor där {_name(names[one.dimension_varde])} "
            f"erbjuds: {_children(one)}."
        )
    most, half = _many(shown, 0.9), _many(shown, 0.5)
    none = sum(value == 0 for value, _ in shown)
    tenth = sum(0 < value < 0.1 for value, _ in shown)
    what = f"katalogens {len(shown)} typer" if is_all else f"de {len(shown)} typer som visas"
    return (
        f"Av {what} erbjuds {most} där minst nio av tio av stadens barn bor, "
        f"{half} där minst hälften bor och {tenth} där färre än ett av tio bor."
        + (f" {none} erbjuds inte i någon stadsdel." if none else "")
    )


def _many(shown: Sequence[tuple[float, Figure]], least: float) -> int:
    return sum(value >= least for value, _ in shown)


def _name(name: str) -> str:
    return f"”{name}”"


def _children(figure: Figure) -> str:
    return (
        f"{formats.number(figure.taljare or 0)} av {formats.number(figure.namnare or 0)} barn "
        "0–20 år"
    )


def grounds(what: str, cells: Mapping[str, Figure], words: Mapping[str, str]) -> str:
    """On what grounds some types are offered.

    Args:
        what: the types: `Typer som högst fyra stadsdelar erbjuder`.
        cells: ground -> the city's cell of U6.
        words: ground -> what it is called.
    """
    shown = [(code, figure) for code, figure in cells.items() if figure.varde is not None]
    if not shown or len(shown) < len(cells):
        return not_shown("Grunden för erbjudandena", next(iter(cells.values()), None))
    parts = [
        f"{formats.share(figure.varde or 0, 0)} på {_ground(words[code])} "
        f"({formats.number(figure.taljare or 0)})"
        for code, figure in shown
    ]
    whole = formats.number(shown[0][1].namnare or 0)
    return f"{what} har tillsammans {whole} erbjudanden. Av dem vilar {listed(parts)}."


def _ground(word: str) -> str:
    return f"{word.lower()} grund" if word.endswith("okänd") else word.lower()


def alone_grounds(there: Sequence[str], words: Mapping[str, str]) -> str:
    """On what grounds types in a single district are offered; empty if the night does not tell.

    Args:
        there: the ground of each of them.
        words: ground -> what it is called.
    """
    if not there:
        return ""
    parts = [
        f"{there.count(code)} på {_ground(word)}" for code, word in words.items() if code in there
    ]
    return f"Av dem vilar {listed(parts)}."
