"""A later version of the contract: what it adds, alters and removes (`v1.1.yml`).

Every line names one thing by its place: `insatser.regi` is a column, `lagrum.lvu22` a code of a
code list. All places are those of the version before, so a slip of the pen is an error here and
never a silent new column. What the fields mean is checked when the whole contract is built.
"""

from __future__ import annotations

import copy
from typing import Annotated, Any, Literal, NoReturn, cast

from pydantic import BaseModel, ConfigDict, StringConstraints

from pipelines.errors import InsatskollError

Raw = dict[str, Any]
Kind = Literal["kodlistor", "koder", "tabeller", "kolumner"]
_KINDS: tuple[Kind, ...] = ("kodlistor", "koder", "tabeller", "kolumner")
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Place = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CodeAlteration(_Strict):
    """What may be altered of a code."""

    text: str


class TableAlteration(_Strict):
    """What may be altered of a table; only what is written is altered."""

    titel: str = ""
    korn: str = ""
    lamnas_av: tuple[str, ...] = ()
    nyckel: tuple[str, ...] = ()


class ColumnAlteration(_Strict):
    """What may be altered of a column: never its type or its code list."""

    tomt: str = ""
    om: str = ""
    enhet: str | None = None
    minst: int | None = None
    hogst: int | None = None
    hor_till: str | None = None


class Additions(_Strict):
    """Things that the version before lacks, written as in a whole contract."""

    kodlistor: dict[Name, Raw] = {}
    koder: dict[Place, Raw] = {}
    tabeller: dict[Name, Raw] = {}
    kolumner: dict[Place, Raw] = {}
    kodalias: dict[Place, tuple[str, ...]] = {}
    kolumnalias: dict[Place, tuple[str, ...]] = {}


class Alterations(_Strict):
    """Things that the version before has, with what is new about them."""

    koder: dict[Place, CodeAlteration] = {}
    tabeller: dict[Name, TableAlteration] = {}
    kolumner: dict[Place, ColumnAlteration] = {}


class Removals(_Strict):
    """Things that the version before has and this one lacks."""

    kodlistor: tuple[Name, ...] = ()
    koder: tuple[Place, ...] = ()
    tabeller: tuple[Name, ...] = ()
    kolumner: tuple[Place, ...] = ()
    kodalias: dict[Place, tuple[str, ...]] = {}
    kolumnalias: dict[Place, tuple[str, ...]] = {}


class Change(_Strict):
    """One version as its difference to the one before."""

    version: str
    bygger_pa: str
    lagg_till: Additions = Additions()
    andra: Alterations = Alterations()
    ta_bort: Removals = Removals()

    def fail(self, section: str, place: str, problem: str) -> NoReturn:
        """Raise the error that names the line of the YAML and what is wrong with it."""
        raise InsatskollError(f"v{self.version}.yml, {section}: {place} {problem}")


def apply(change: Change, base: Raw) -> Raw:
    """The whole contract after the change.

    Args:
        change: the difference.
        base: the version before, as plain data; it is left as it is.

    Raises:
        InsatskollError: an addition of what exists, or an alteration or a removal of what does
            not, naming the section and the place.
    """
    edit = _Edit(change, base)
    edit.new["version"] = change.version
    added, altered, removed = change.lagg_till, change.andra, change.ta_bort
    for kind in _KINDS:
        for place, alteration in getattr(altered, kind, {}).items():
            edit.alter(kind, place, alteration.model_dump(exclude_unset=True))
        for place, content in getattr(added, kind).items():
            edit.add(kind, place, content)
    edit.aliases(added.kodalias, removed.kodalias, "koder", "kodalias")
    edit.aliases(added.kolumnalias, removed.kolumnalias, "kolumner", "kolumnalias")
    for kind in _KINDS:
        for place in getattr(removed, kind):
            edit.remove(kind, place)
    return edit.new


class _Edit:
    """Applies one line at a time to a copy; what exists is always asked of the version before."""

    def __init__(self, change: Change, base: Raw) -> None:
        self._change, self._base, self.new = change, base, copy.deepcopy(base)
        self._was = f"version {change.bygger_pa}"

    def _shelf(self, raw: Raw, kind: Kind, place: str, section: str) -> tuple[Raw, str]:
        """The dict that holds the thing of that place, and its key there."""
        if kind in ("kodlistor", "tabeller"):
            return raw["tabeller" if kind == "tabeller" else "koder"], place
        parent, _, name = place.partition(".")
        shelf = raw["koder"] if kind == "koder" else raw["tabeller"]
        if parent not in shelf:
            what = "en kodlista" if kind == "koder" else "en tabell"
            self._change.fail(section, place, f"hör till {what} som inte finns i {self._was}")
        found = shelf[parent] if kind == "koder" else shelf[parent]["kolumner"]
        return cast(Raw, found), name

    def _before(self, kind: Kind, place: str, section: str) -> Raw:
        shelf, name = self._shelf(self._base, kind, place, section)
        if name not in shelf:
            self._change.fail(section, place, f"finns inte i {self._was}")
        return cast(Raw, shelf[name])

    def alter(self, kind: Kind, place: str, fields: Raw) -> None:
        section = f"andra.{kind}"
        before = self._before(kind, place, section)
        if all(before.get(field) == value for field, value in fields.items()):
            self._change.fail(section, place, f"ändras inte: så står det redan i {self._was}")
        shelf, name = self._shelf(self.new, kind, place, section)
        shelf[name].update(fields)

    def add(self, kind: Kind, place: str, content: Raw) -> None:
        section = f"lagg_till.{kind}"
        shelf, name = self._shelf(self._base, kind, place, section)
        if name in shelf:
            self._change.fail(section, place, f"finns redan i {self._was}; ändra den under andra")
        shelf, name = self._shelf(self.new, kind, place, section)
        shelf[name] = copy.deepcopy(content)

    def aliases(
        self,
        added: dict[str, tuple[str, ...]],
        removed: dict[str, tuple[str, ...]],
        kind: Kind,
        field: str,
    ) -> None:
        for place in dict.fromkeys((*added, *removed)):
            more, fewer = added.get(place, ()), removed.get(place, ())
            section = f"{'lagg_till' if more else 'ta_bort'}.{field}"
            before = tuple(self._before(kind, place, section).get("alias", ()))
            if any(alias in before for alias in more):
                self._change.fail(f"lagg_till.{field}", place, f"har redan det i {self._was}")
            if any(alias not in before for alias in fewer):
                self._change.fail(f"ta_bort.{field}", place, f"har inte det i {self._was}")
            shelf, name = self._shelf(self.new, kind, place, section)
            shelf[name]["alias"] = (*(alias for alias in before if alias not in fewer), *more)

    def remove(self, kind: Kind, place: str) -> None:
        section = f"ta_bort.{kind}"
        self._before(kind, place, section)
        shelf, name = self._shelf(self.new, kind, place, section)
        del shelf[name]
