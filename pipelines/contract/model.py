"""The contract as objects, and the loader of its versions.

`v1.yml` is whole; a later version is a difference to the one before (`change.py`). Landed rows
have the columns of the newest, so a version adds and removes but never changes a column's type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from pipelines.contract.change import Change, apply
from pipelines.contract.compatible import fits_landed_rows
from pipelines.contract.text import slug
from pipelines.errors import InsatskollError

ColumnType = Literal[
    "pseudonym",
    "kod",
    "kodlista",
    "typkod",
    "enhet",
    "datum",
    "manad",
    "heltal",
    "decimal",
    "ja_nej",
]
Sender = Literal["stadsdelsnamnd", "central"]
DUCKDB_TYPES: dict[str, str] = {
    "pseudonym": "varchar",
    "kod": "varchar",
    "kodlista": "varchar",
    "typkod": "varchar",
    "enhet": "varchar",
    "datum": "date",
    "manad": "date",
    "heltal": "integer",
    "decimal": "decimal(12,2)",
    "ja_nej": "boolean",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Code(_Strict):
    """One value of a code list: its Swedish text and what else it may be called."""

    text: str
    alias: tuple[str, ...] = ()


class Column(_Strict):
    """One column of an extract."""

    typ: ColumnType
    tomt: Literal["ja", "nej"]
    om: str
    alias: tuple[str, ...] = ()
    koder: str | None = None
    enhet: str | None = None
    minst: int | None = None
    hogst: int | None = None
    hor_till: str | None = None

    @property
    def may_be_empty(self) -> bool:
        """Whether a row may lack the value."""
        return self.tomt == "ja"

    @property
    def duckdb_type(self) -> str:
        """The column's type once it has been read."""
        return DUCKDB_TYPES[self.typ]


class Table(_Strict):
    """One table of an extract."""

    titel: str
    korn: str
    lamnas_av: tuple[Sender, ...]
    nyckel: tuple[str, ...]
    kolumner: dict[str, Column]

    @cached_property
    def known_headings(self) -> dict[str, str]:
        """The same as `headings()`, made once."""
        return self.headings()

    def headings(self) -> dict[str, str]:
        """Normalised heading -> column name, for every name a sender may use."""
        found: dict[str, str] = {}
        for name, column in self.kolumner.items():
            for heading in (name, *column.alias):
                if found.setdefault(slug(heading), name) != name:
                    raise ValueError(f"rubriken {heading!r} betyder två kolumner")
        return found


class Contract(_Strict):
    """One version of the contract."""

    version: str
    koder: dict[str, dict[str, Code]]
    tabeller: dict[str, Table]

    @model_validator(mode="after")
    def _codes_keys_and_references_exist(self) -> Contract:
        for list_name, codes in self.koder.items():
            _one_meaning(list_name, codes)
        for table_name, table in self.tabeller.items():
            table.headings()
            for key in table.nyckel:
                if key not in table.kolumner:
                    raise ValueError(f"{table_name}: nyckeln {key} är ingen kolumn")
            for name, column in table.kolumner.items():
                if (column.typ in {"kod", "kodlista"}) != (column.koder is not None):
                    raise ValueError(f"{table_name}.{name}: en kod har en kodlista, inget annat")
                if column.koder is not None and column.koder not in self.koder:
                    raise ValueError(f"{table_name}.{name}: kodlistan {column.koder} finns inte")
                if column.hor_till is not None and not self._has(column.hor_till):
                    raise ValueError(f"{table_name}.{name}: {column.hor_till} finns inte")
        return self

    def _has(self, place: str) -> bool:
        table, _, column = place.partition(".")
        return table in self.tabeller and column in self.tabeller[table].kolumner


def _one_meaning(list_name: str, codes: dict[str, Code]) -> None:
    found: dict[str, str] = {}
    for code, entry in codes.items():
        for spelling in (code, entry.text, *entry.alias):
            if found.setdefault(slug(spelling), code) != code:
                raise ValueError(f"{list_name}: {spelling!r} betyder två koder")


def versions() -> tuple[str, ...]:
    """The versions that deliveries may follow, oldest first: `("1", "1.1")`."""
    names = (path.stem.removeprefix("v") for path in Path(__file__).parent.glob("v*.yml"))
    return tuple(sorted(names, key=lambda name: tuple(int(part) for part in name.split("."))))


def current() -> str:
    """The newest version; landed rows have its columns."""
    return versions()[-1]


def load_contract(version: str | None = None) -> Contract:
    """The whole contract of one version.

    Args:
        version: for example `1.1`; the newest if not given.

    Raises:
        InsatskollError: there is no such version, or its difference does not fit the one before.
        pydantic.ValidationError: the YAML breaks the contract's own form.
    """
    known = versions()
    if version is not None and version not in known:
        # The asked version may come from a manifest: only what looks like a number is repeated.
        asked = f"{version} " if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", version) else ""
        raise InsatskollError(
            f"kontraktets version {asked}finns inte; kända versioner: {', '.join(known)}"
        )
    return _load(version or known[-1])


@cache
def _load(version: str) -> Contract:
    known = versions()
    path = Path(__file__).with_name(f"v{version}.yml")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    earlier = [_load(name) for name in known[: known.index(version)]]
    contract = (
        build(Change.model_validate(raw), earlier) if earlier else Contract.model_validate(raw)
    )
    if contract.version != version:
        raise InsatskollError(f"{path.name} säger sig vara version {contract.version}")
    return contract


def build(change: Change, earlier: Sequence[Contract]) -> Contract:
    """The contract that the change makes of the last of the earlier versions.

    Raises:
        InsatskollError: the change builds on another version, does not fit it, or breaks what
            rows landed by earlier versions rely on (a column's type, the columns of a key).
        pydantic.ValidationError: the result breaks the contract's own form.
    """
    if change.bygger_pa != earlier[-1].version:
        change.fail("bygger_pa", change.bygger_pa, f"ska vara {earlier[-1].version}")
    contract = Contract.model_validate(apply(change, earlier[-1].model_dump()))
    for before in earlier:
        fits_landed_rows(change, before, contract)
    return contract
