"""The publication plan (`plan.yml`), read strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

PeriodKind = Literal["ar", "halvar", "kvartal", "utbudsdag", "lagesdag", "kohort"]
Form = Literal["antal", "andel", "per_1000", "median", "kvantil", "kostnad", "kvot"]
# What describes at least twenty children by one rounded figure is in no equation.
DESCRIBING: Final = ("median", "kvantil", "kostnad", "kvot")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlannedTable(_Strict):
    """One published table: a measure, its kinds of period and at most one dimension.

    Attributes:
        form: which numbers its cells have.
        enheter: the only units that have it; all of them if empty. `varden`: the same for values.
        skydd: `nej` if it is not about children, and is shown in full.
        kanslig: `ja` if everybody or nobody is as telling as a few.
    """

    matt: str
    perioder: tuple[PeriodKind, ...]
    dimension: str = ""
    form: Form = "antal"
    enheter: tuple[str, ...] = ()
    varden: tuple[str, ...] = ()
    skydd: Literal["ja", "nej"] = "ja"
    kanslig: Literal["ja", "nej"] = "nej"


class Relation(_Strict):
    """Something a reader can compute from what is shown; see the comments in `plan.yml`."""

    typ: Literal["enheter", "tid", "namnare", "fordelning", "dimension", "grupp"]
    tal: tuple[str, ...] = ()
    helhet: str = ""
    delar: str = ""
    dimension: str = ""
    over: str = ""
    varde: str = ""
    under: str = ""
    varden: tuple[str, ...] = ()
    grupper: dict[str, tuple[str, ...]] = {}

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number it speaks of, as `measure.part`."""
        return tuple(n for n in (*self.tal, self.helhet, self.delar) if n)


class Plan(_Strict):
    """The whole plan."""

    version: int
    ordning: dict[str, tuple[str, ...]] = {}
    tabeller: tuple[PlannedTable, ...]
    relationer: tuple[Relation, ...]

    def families(self) -> dict[str, str]:
        """Measure -> the first measure of all that equations join it with."""
        head = {table.matt: table.matt for table in self.tabeller if table.skydd == "ja"}
        for relation in self.relationer:
            if relation.typ in {"enheter", "tid"}:
                continue  # each number by itself
            joined = {head[name.split(".")[0]] for name in relation.numbers}
            first = min(joined, key=list(head).index)
            head = {matt: first if old in joined else old for matt, old in head.items()}
        return head


@cache
def load_plan() -> Plan:
    """Read `plan.yml` beside this module."""
    text = Path(__file__).with_name("plan.yml").read_text(encoding="utf-8")
    return Plan.model_validate(yaml.safe_load(text))
