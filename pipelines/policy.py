"""A policy's value on a date, read from its seed: by what must not need a build."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from pipelines.errors import InsatskollError
from pipelines.settings import SEEDS

CHILDREN = "skyddstroskel_barn"
RETENTION = "gallringsfrist_leverans"


def value(parameter: str, on: dt.date, seed: Path = SEEDS / "policy_parametrar.csv") -> int:
    """The value of a parameter on a date; both ends of its time count.

    Raises:
        InsatskollError: the seed has no value for the date.
    """
    with seed.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (
                row["parameter"] == parameter
                and dt.date.fromisoformat(row["gallande_fran"]) <= on
                and (not row["gallande_till"] or on <= dt.date.fromisoformat(row["gallande_till"]))
            ):
                return int(row["varde"])
    raise InsatskollError(f"{seed.name} har inget värde för {parameter} den {on}; lägg till det")
