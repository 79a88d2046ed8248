"""The contract as objects, and its loader."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from pipelines.contract.text import slug

ColumnType = Literal["pseudonym", "kod", "typkod", "enhet", "datum", "heltal", "decimal", "ja_nej"]
DUCKDB_TYPES: dict[str, str] = {
    "pseudonym": "varchar",
    "kod": "varchar",
    "typkod": "varchar",
    "enhet": "varchar",
    "datum": "date",
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
    nyckel: tuple[str, ...]
    kolumner: dict[str, Column]

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
    def _codes_and_keys_exist(self) -> Contract:
        for table_name, table in self.tabeller.items():
            table.headings()
            for key in table.nyckel:
                if key not in table.kolumner:
                    raise ValueError(f"{table_name}: nyckeln {key} är ingen kolumn")
            for name, column in table.kolumner.items():
                if (column.typ == "kod") != (column.koder is not None):
                    raise ValueError(f"{table_name}.{name}: en kod har en kodlista, inget annat")
                if column.koder is not None and column.koder not in self.koder:
                    raise ValueError(f"{table_name}.{name}: kodlistan {column.koder} finns inte")
        return self


@cache
def load_contract(version: str = "1") -> Contract:
    """Read `v<version>.yml`.

    Raises:
        FileNotFoundError: there is no such version.
        pydantic.ValidationError: the YAML breaks the contract's own form.
    """
    path = Path(__file__).with_name(f"v{version}.yml")
    return Contract.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
