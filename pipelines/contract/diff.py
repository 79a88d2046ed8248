"""What differs between two versions of the contract, in plain Swedish.

Compared are the whole contracts, so any two versions can be compared, in either direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pipelines.contract.model import Code, Column, Contract, Table
from pipelines.contract.words import SENDERS, type_in_words

T = TypeVar("T")
Sort = Literal["lagt_till", "andrat", "borttaget"]
HEADINGS: dict[Sort, str] = {
    "lagt_till": "Lagt till",
    "andrat": "Ändrat",
    "borttaget": "Borttaget",
}
_QUOTED = {"kod", "stavning", "rubrik", "tabell"}
_TABLE_FIELDS = {
    "titel": "titel",
    "korn": "en rad är",
    "lamnas_av": "lämnas av",
    "nyckel": "nyckel",
}
_COLUMN_FIELDS = {
    "typ": "typ",
    "koder": "kodlista",
    "tomt": "får vara tom",
    "enhet": "enhet",
    "minst": "minst",
    "hogst": "högst",
    "hor_till": "hör till",
    "om": "betydelse",
}


@dataclass(frozen=True)
class Difference:
    """One line of a comparison.

    Attributes:
        sort: added, altered or removed.
        plats: `insatser.regi`, `lagrum/lvu22`; a table or a code list is its name.
        vad: what it is, in Swedish: tabell, kolumn, rubrik, kodlista, kod, stavning, or the field
            that is altered.
        fore: what stood before; None where something is added.
        efter: what stands now; None where something is removed.
    """

    sort: Sort
    plats: str
    vad: str
    fore: str | None
    efter: str | None

    @property
    def text(self) -> str:
        """The line without its place: `får vara tom: förut ”nej”, nu ”ja”`."""
        if self.sort == "andrat":
            return f"{self.vad}: förut ”{self.fore}”, nu ”{self.efter}”"
        content = self.efter if self.sort == "lagt_till" else self.fore
        return f"{self.vad} ”{content}”" if self.vad in _QUOTED else f"{self.vad}, {content}"


def compare(before: Contract, after: Contract) -> list[Difference]:
    """Every difference, tables first, in the contracts' own order."""
    return [*_tables(before.tabeller, after.tabeller), *_lists(before.koder, after.koder)]


def as_lines(before: Contract, after: Contract) -> list[str]:
    """The comparison for the terminal: three headings, a line each."""
    found = compare(before, after)
    lines = [f"Kontrakt v{before.version} → v{after.version}"]
    for sort, heading in HEADINGS.items():
        lines += ["", heading]
        mine = [f"  {one.plats}: {one.text}" for one in found if one.sort == sort]
        lines += mine or ["  inget"]
    return lines


def as_dict(before: Contract, after: Contract) -> dict[str, Any]:
    """The comparison for machines: `fran`, `till`, and a list for each sort."""
    found = compare(before, after)
    result: dict[str, Any] = {"fran": before.version, "till": after.version}
    for sort in HEADINGS:
        result[sort] = [
            {"plats": one.plats, "vad": one.vad, "fore": one.fore, "efter": one.efter}
            for one in found
            if one.sort == sort
        ]
    return result


def _one_sided(
    place: str, what: str, before: T | None, after: T | None, say: Callable[[T], str]
) -> Difference:
    """A thing that only one of the versions has."""
    if after is not None:
        return Difference("lagt_till", place, what, None, say(after))
    return Difference("borttaget", place, what, None if before is None else say(before), None)


def _tables(before: Mapping[str, Table], after: Mapping[str, Table]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield _one_sided(name, "tabell", old, new, lambda table: table.titel)
        else:
            yield from _altered(name, _TABLE_FIELDS, old, new)
        yield from _columns(name, old.kolumner if old else {}, new.kolumner if new else {})


def _columns(
    table: str, before: Mapping[str, Column], after: Mapping[str, Column]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        place, old, new = f"{table}.{name}", before.get(name), after.get(name)
        if old is None or new is None:
            yield _one_sided(place, "kolumn", old, new, _summary)
        else:
            yield from _altered(place, _COLUMN_FIELDS, old, new)
            yield from _aliases(place, "rubrik", old.alias, new.alias)


def _lists(
    before: Mapping[str, Mapping[str, Code]], after: Mapping[str, Mapping[str, Code]]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            yield _one_sided(name, "kodlista", old, new, _count)
        yield from _codes(name, old or {}, new or {})


def _codes(
    list_name: str, before: Mapping[str, Code], after: Mapping[str, Code]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        place, old, new = f"{list_name}/{name}", before.get(name), after.get(name)
        if old is None or new is None:
            yield _one_sided(place, "kod", old, new, lambda code: code.text)
        else:
            yield from _altered(place, {"text": "text"}, old, new)
            yield from _aliases(place, "stavning", old.alias, new.alias)


def _altered(
    place: str, fields: Mapping[str, str], before: Table | Column | Code, after: Any
) -> Iterator[Difference]:
    for field, what in fields.items():
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Difference("andrat", place, what, _words(old), _words(new))


def _aliases(
    place: str, what: str, before: tuple[str, ...], after: tuple[str, ...]
) -> Iterator[Difference]:
    for alias in dict.fromkeys((*before, *after)):
        old, new = (alias if alias in known else None for known in (before, after))
        if old != new:
            yield _one_sided(place, what, old, new, str)


def _words(value: object) -> str:
    if value is None:
        return "inget"
    if isinstance(value, tuple):
        return ", ".join(SENDERS.get(str(part), str(part)) for part in value)
    return str(value)


def _summary(column: Column) -> str:
    empty = "får vara tom" if column.may_be_empty else "får inte vara tom"
    codes = f" ur kodlistan {column.koder}" if column.koder else ""
    return f"{type_in_words(column)}{codes}, {empty}. {column.om}"


def _count(codes: Mapping[str, Code]) -> str:
    return "en kod" if len(codes) == 1 else f"{len(codes)} koder"
