"""The publication plan (`plan.yml`), read strictly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

PeriodKind = Literal["ar", "halvar", "kvartal", "utbudsdag", "lagesdag"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlannedTable(_Strict):
    """One published table: a measure, its kinds of period and at most one dimension."""

    matt: str
    perioder: tuple[PeriodKind, ...]
    dimension: str = ""
    skydd: Literal["ja", "nej"] = "ja"


class Relation(_Strict):
    """Something a reader can compute from what is shown; see the comments in `plan.yml`."""

    typ: Literal["enheter", "halvar", "namnare", "dimension", "barn"]
    tal: tuple[str, ...] = ()
    helhet: str = ""
    delar: str = ""
    dimension: str = ""
    varden: tuple[str, ...] = ()


class Plan(_Strict):
    """The whole plan."""

    version: int
    tabeller: tuple[PlannedTable, ...]
    relationer: tuple[Relation, ...]


@cache
def load_plan() -> Plan:
    """Read `plan.yml` beside this module."""
    text = Path(__file__).with_name("plan.yml").read_text(encoding="utf-8")
    return Plan.model_validate(yaml.safe_load(text))
