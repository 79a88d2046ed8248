"""`manifest.json`: what a delivery says of itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipelines.errors import DeliveryRefused
from pipelines.intake.gate.personnummer import holds_one

NAME = "manifest.json"
DELIVERY_ID = r"^[a-z0-9][a-z0-9-]{2,63}$"
_FIRST_DAY, _LAST_DAY = dt.date(2015, 1, 1), dt.date(2050, 12, 31)  # a slip of the keyboard is not
FILE_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeliveredFile(_Strict):
    """One file of a delivery: which table it holds, its checksum and its number of data rows."""

    fil: str = Field(pattern=FILE_NAME)
    tabell: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    rader: int = Field(ge=0)


class Manifest(_Strict):
    """The manifest of one delivery.

    `rader` counts data rows: headings and footers are not counted.
    `sekretessmarkerade_barn` is the number of children that were left out.
    """

    leverans_id: str = Field(pattern=DELIVERY_ID)
    enhet: str
    uttagsdatum: dt.date
    kontrakt: str
    typ: Literal["snapshot", "delta"]
    ersatter: str | None = Field(default=None, pattern=DELIVERY_ID)
    nyckel_id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    syntetiska_data: bool
    sekretessmarkerade_barn: int = Field(ge=0, le=100_000)
    filer: tuple[DeliveredFile, ...] = Field(min_length=1)

    @field_validator("uttagsdatum", mode="before")
    @classmethod
    def _iso_date(cls, value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("ska vara ett datum som 2024-03-31")
        day = dt.date.fromisoformat(value)
        if not _FIRST_DAY <= day <= _LAST_DAY:
            raise ValueError("ska ligga mellan 2015 och 2050")
        return day

    @model_validator(mode="after")
    def _consistent(self) -> Manifest:
        names = [file.fil for file in self.filer]
        if len({name.lower() for name in names}) != len(names):
            raise ValueError("samma fil står två gånger")
        if any(map(holds_one, [self.leverans_id, self.nyckel_id, *names])):
            raise ValueError("ett id eller filnamn ser ut att innehålla ett personnummer")
        if self.ersatter == self.leverans_id:
            raise ValueError("en leverans kan inte ersätta sig själv")
        return self


class _TwiceError(Exception):
    """A field stands twice; which of them holds nobody knows."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def parse_manifest(content: bytes, where: str) -> Manifest:
    """Read a manifest strictly: unknown fields are refused.

    Raises:
        DeliveryRefused: LEV-02, naming the fields that are wrong but not what stood in them.
    """
    try:
        manifest = Manifest.model_validate_json(content)
        json.loads(content, object_pairs_hook=_once)
        return manifest
    except _TwiceError:
        raise DeliveryRefused("LEV-02", where, "ett fält står två gånger i manifestet") from None
    except ValidationError as error:
        known = {*Manifest.model_fields, *DeliveredFile.model_fields}
        fields = sorted(
            {
                ".".join(
                    str(part) if isinstance(part, int) or part in known else "okänt fält"
                    for part in problem["loc"]
                )
                or "hela filen"
                for problem in error.errors()
            }
        )
        raise DeliveryRefused(
            "LEV-02",
            where,
            f"{NAME} följer inte kontraktet; rätta: {', '.join(fields)}",
        ) from None
