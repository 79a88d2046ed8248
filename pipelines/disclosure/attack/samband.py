"""The plan's relations as rows over the cells that are published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipelines.disclosure.attack.lasning import Cell
from pipelines.disclosure.attack.utfall import Nyckel

TIDSDELAR = [
    ("", ("H1", "H2")),
    ("", ("Q1", "Q2", "Q3", "Q4")),
    ("H1", ("Q1", "Q2")),
    ("H2", ("Q3", "Q4")),
]
TYPER = {"enheter", "tid", "namnare", "fordelning", "dimension", "grupp", "barn"}
TALNAMN = {"taljare", "namnare", "rest"}


class Tal(NamedTuple):
    """One number of a cell: taljare, namnare, rest (namnare - taljare) or flera (see Rad)."""

    cell: Nyckel
    namn: str


class Rad(NamedTuple):
    """``helhet`` = the sum of ``delar``, less ``flera`` where a child may stand in several parts.

    No such part is more than the whole. Where ``olikhet`` that is all there is to say of it.
    """

    helhet: Tal
    delar: tuple[Tal, ...]
    flera: Tal | None = None
    olikhet: bool = False


class Samband:
    """What the plan says of the cells in one publication."""

    def __init__(self, relationer: Sequence[Mapping[str, Any]]) -> None:
        """Check that every relation is understood: one that is not may be what gives a cell away.

        Raises:
            ValueError: the type of a relation, or a number in it, is not understood.
        """
        for relation in relationer:
            if relation["typ"] not in TYPER:
                raise ValueError(f"okänd relation: {relation['typ']}")
        self.relationer = relationer
        # (measure, number, dimension or '' for any) -> the relation that says what number it is.
        self.helhet_for = {
            (*_bundet(tal, relation["typ"]), relation.get("dimension") or ""): relation
            for relation in relationer
            if relation["typ"] in ("namnare", "fordelning")
            for tal in relation["tal"]
        }

    def bunden(self, tal: Tal) -> Tal:
        """Return the number that a relation says ``tal`` is, or ``tal`` itself.

        A denominator that only the values of a dimension share is named after the dimension.
        """
        cell = tal.cell
        for dimension in (cell.dimension, ""):
            if relation := self.helhet_for.get((cell.matt, tal.namn, dimension)):
                if not relation.get("helhet"):
                    return Tal(cell._replace(dimension_varde=""), tal.namn)
                matt, namn = _delat(relation["helhet"])
                plats = relation.get("over") or "", str(relation.get("varde") or "")
                return Tal(Nyckel(matt, cell.enhet, cell.period, *plats), namn)
        return tal

    def rader(self, celler: Mapping[Nyckel, Cell]) -> list[Rad]:
        """Every equation that holds among the cells; see plan.yml for when one does not."""
        per_matt: defaultdict[str, list[Nyckel]] = defaultdict(list)
        for nyckel in celler:
            per_matt[nyckel.matt].append(nyckel)
        minst = (rad for rad in self._olika_barn(celler) if _galler(rad, celler, oppen=False))
        return [*minst] + [
            rad._replace(helhet=self.bunden(rad.helhet), delar=tuple(map(self.bunden, rad.delar)))
            for relation in self.relationer
            for rad in _rader(relation, per_matt)
            if _galler(rad, celler, oppen=relation["typ"] in ("enheter", "tid"))
        ]

    def _olika_barn(self, celler: Mapping[Nyckel, Cell]) -> Iterator[Rad]:
        """Counts that do not add up over units: the city's is at least every unit's."""
        summerar = {
            _delat(tal)[0]
            for relation in self.relationer
            if relation["typ"] in ("enheter", "barn")
            for tal in relation["tal"]
        }
        for nyckel, cell in celler.items():
            if cell.form in ("antal", "per_1000") and nyckel.matt not in summerar:
                stad = nyckel._replace(enhet="stad")
                if nyckel != stad:
                    yield Rad(Tal(stad, "taljare"), (Tal(nyckel, "taljare"),), olikhet=True)


def _galler(rad: Rad, celler: Mapping[Nyckel, Cell], *, oppen: bool) -> bool:
    """Whether a row says anything.

    The whole is published. Units and times always add up, so there a part that is not published is
    one more unknown. Values of a dimension may not add up (a child with two sexes): they do when
    all of them are published.
    """

    def bar(tal: Tal) -> bool:
        cell = celler.get(tal.cell)
        return cell is not None and cell.bar

    return bar(rad.helhet) and (any if oppen else all)(map(bar, rad.delar))


def _delat(namn: str) -> tuple[str, str]:
    matt, _, tal = namn.partition(".")  # the plan's 'V1.taljare'
    if tal not in TALNAMN:
        raise ValueError(f"okänt tal i en relation: {namn}")
    return matt, tal


def _bundet(namn: str, typ: str) -> tuple[str, str]:
    """The measure and number that a relation says is another; of a fordelning its denominator."""
    matt, tal = _delat(namn)
    return matt, "namnare" if typ == "fordelning" else tal


def _rader(
    relation: Mapping[str, Any], per_matt: Mapping[str, Collection[Nyckel]]
) -> Iterator[Rad]:
    match relation["typ"]:
        case "enheter" | "barn" as typ:
            for namn in relation["tal"]:
                matt, tal = _delat(namn)
                yield from _over_enheter(per_matt.get(matt, ()), tal, barn=typ == "barn")
        case "tid":
            for namn in relation["tal"]:
                matt, tal = _delat(namn)
                yield from _over_tid(per_matt.get(matt, ()), tal)
        case "fordelning":
            for namn in relation["tal"]:
                yield from _over_fordelning(relation, _delat(namn), per_matt)
        case "dimension":
            yield from _over_dimension(relation, per_matt)
        case "grupp":
            yield from _over_grupp(relation, per_matt)


def _over_enheter(celler: Collection[Nyckel], tal: str, *, barn: bool) -> Iterator[Rad]:
    enheter = sorted({cell.enhet for cell in celler} - {"stad"})
    for stad in celler:
        if stad.enhet == "stad" and enheter:
            yield Rad(
                Tal(stad, tal),
                tuple(Tal(stad._replace(enhet=enhet), tal) for enhet in enheter),
                Tal(stad, "flera") if barn else None,
            )


def _over_tid(celler: Collection[Nyckel], tal: str) -> Iterator[Rad]:
    ar = dict.fromkeys(cell._replace(period=cell.period[:4]) for cell in celler)
    for cell in ar:
        for slut, delar in TIDSDELAR:
            yield Rad(
                Tal(cell._replace(period=cell.period + slut), tal),
                tuple(Tal(cell._replace(period=cell.period + del_), tal) for del_ in delar),
            )


def _over_dimension(
    relation: Mapping[str, Any], per_matt: Mapping[str, Collection[Nyckel]]
) -> Iterator[Rad]:
    (matt, tal), (hel_matt, hel_tal) = _delat(relation["delar"]), _delat(relation["helhet"])
    egna = [c for c in per_matt.get(matt, ()) if c.dimension == relation["dimension"]]
    varden: defaultdict[str, set[str]] = defaultdict(set)
    for cell in egna:
        varden[cell.period].add(cell.dimension_varde)
    for cell in dict.fromkeys(cell._replace(dimension_varde="") for cell in egna):
        delar = relation.get("varden") or sorted(varden[cell.period])
        yield Rad(
            Tal(Nyckel(hel_matt, cell.enhet, cell.period, "", ""), hel_tal),
            tuple(Tal(cell._replace(dimension_varde=varde), tal) for varde in delar),
        )


def _over_fordelning(
    relation: Mapping[str, Any],
    tal: tuple[str, str],
    per_matt: Mapping[str, Collection[Nyckel]],
) -> Iterator[Rad]:
    """The denominator that all values have is the sum of what they have of it."""
    matt, namn = tal
    varden: defaultdict[Nyckel, list[Nyckel]] = defaultdict(list)
    for cell in per_matt.get(matt, ()):
        if cell.dimension == relation["dimension"]:
            varden[cell._replace(dimension_varde="")].append(cell)
    flest = max(map(len, varden.values()), default=0)
    for celler in varden.values():
        if len(celler) == flest:
            yield Rad(Tal(celler[0], "namnare"), tuple(Tal(cell, namn) for cell in celler))


def _over_grupp(
    relation: Mapping[str, Any], per_matt: Mapping[str, Collection[Nyckel]]
) -> Iterator[Rad]:
    (matt, tal), (hel_matt, hel_tal) = _delat(relation["delar"]), _delat(relation["helhet"])
    egna = (c for c in per_matt.get(matt, ()) if c.dimension == relation["under"])
    platser = dict.fromkeys((cell.enhet, cell.period) for cell in egna)
    for enhet, period in platser:
        for grupp, varden in relation["grupper"].items():
            yield Rad(
                Tal(Nyckel(hel_matt, enhet, period, relation["over"], str(grupp)), hel_tal),
                tuple(
                    Tal(Nyckel(matt, enhet, period, relation["under"], str(varde)), tal)
                    for varde in varden
                ),
            )
