"""The publication register: every set of cells that readers ever got, in order.

`register.jsonl` is append-only and hash-chained; each line names a Parquet file with exactly the
cells of that publication. `underlag/` is restricted: the true numbers and the keyed hashes of the
children behind the latest publication, which the revision gate and the played insiders need.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipelines.errors import CheckFailed
from pipelines.files import sha256, sync
from pipelines.publication import parquet
from pipelines.publication.cells import COLUMNS

_START = "0" * 64
_WHOLE = ["taljare", "namnare"]


@dataclass(frozen=True)
class Line:
    """One publication.

    Attributes:
        nr: its number, from 1. `run`: the run that made it. `plan`: the plan's version.
        uttagsdatum: the youngest extract date behind it.
        grund: checksum of the landing and the code that it was made from.
        fil: its Parquet file. `sha256`: the file's checksum.
        foregaende: sha256 of the line before.
        kurvor: sha256 of `kurvor.parquet` (`settled_curves`); empty in lines older than its seal.
    """

    nr: int
    run: str
    plan: int
    uttagsdatum: dt.date
    grund: str
    fil: str
    sha256: str
    foregaende: str
    kurvor: str = ""


class Register:
    """The register of one installation."""

    def __init__(self, root: Path) -> None:
        """`root`: `publiceringar/` of the home folder."""
        self.root = root
        self._path = root / "register.jsonl"

    def lines(self) -> list[Line]:
        """Every publication, oldest first.

        Raises:
            CheckFailed: the chain is broken, or a file is not the one that was registered.
        """
        found: list[Line] = []
        previous = _START
        for place, raw in enumerate(self._written(), start=1):
            try:
                facts = json.loads(raw)
                line = Line(**facts | {"uttagsdatum": dt.date.fromisoformat(facts["uttagsdatum"])})
            except (ValueError, TypeError, KeyError):
                raise self._broken(place) from None
            path = self.root / line.fil
            if line.foregaende != previous or line.nr != place or not path.is_file():
                raise self._broken(place)
            if sha256(path) != line.sha256:
                raise self._broken(place)
            previous = hashlib.sha256(raw.encode()).hexdigest()
            found.append(line)
        return found

    def _whole(self) -> bytes:
        """The whole lines; half a line at the end was never acknowledged."""
        written = self._path.read_bytes() if self._path.exists() else b""
        return written[: written.rfind(b"\n") + 1]

    def _written(self) -> list[str]:
        return self._whole().decode(errors="replace").splitlines()

    def _broken(self, place: int) -> CheckFailed:
        return CheckFailed(
            f"publiceringsregistret är skadat vid rad {place} i {self._path}; återställ det ur en "
            "säkerhetskopia. Inget publiceras, eftersom det visade inte går att jämföra med"
        )

    def head(self, without: str) -> str:
        """Seal of the last line that was not made from `without` (a `grund`).

        Raises:
            CheckFailed: as `lines`.
        """
        seal = _START
        for line, raw in zip(self.lines(), self._written(), strict=True):
            if line.grund != without:
                seal = hashlib.sha256(raw.encode()).hexdigest()
        return seal

    def read(self, line: Line) -> pd.DataFrame:
        """The cells of a publication, as readers got them."""
        return _as_cells(parquet.read(self.root / line.fil))

    def truth(self, line: Line) -> pd.DataFrame | None:
        """The restricted numbers behind a publication; None if they are gone."""
        path = self._truth(line)
        return parquet.read(path) if path.is_file() else None

    def children(self, line: Line) -> Path:
        """Where the keyed hashes of the children behind a publication are."""
        return self.root / "underlag" / f"{line.nr:04d}-{line.run}-barn.parquet"

    def _truth(self, line: Line) -> Path:
        return self.root / "underlag" / f"{line.nr:04d}-{line.run}.parquet"

    def append(
        self,
        cells: Path,
        truth: pd.DataFrame,
        run: str,
        plan: int,
        uttagsdatum: dt.date,
        grund: str,
        keep: Callable[[Path], None] | None = None,
        kurvor: str = "",
    ) -> Line:
        """Register what is about to be published; it is on disk when this returns.

        The line comes last: a night that is killed before it has registered nothing, and one that
        is killed after it has all that the next revision asks for.

        Args:
            cells: the Parquet file of the cells as they are served; copied byte for byte.
            truth: the restricted numbers behind it.
            run: id of the run.
            plan: the plan's version.
            uttagsdatum: the youngest extract date behind it.
            grund: checksum of the landing and the code.
            keep: writes the children behind it to a file (`underlag.keep`).
            kurvor: checksum of the curves that are published with it.
        """
        lines = self.lines()
        restricted = self.root / "underlag"
        restricted.mkdir(parents=True, exist_ok=True, mode=0o700)
        restricted.chmod(0o700)
        name = f"{len(lines) + 1:04d}-{run}.parquet"
        part = self.root / f".{name}.tmp"
        part.write_bytes(cells.read_bytes())
        sync(part)
        part.replace(self.root / name)
        raw = self._written()
        line = Line(
            len(lines) + 1, run, plan, uttagsdatum, grund, name, sha256(self.root / name),
            hashlib.sha256(raw[-1].encode()).hexdigest() if raw else _START, kurvor,
        )  # fmt: skip
        parquet.write(self._truth(line), truth)
        if keep:
            keep(self.children(line))
            sync(self.children(line))
        for path in (self._truth(line), self.children(line)):
            if path.exists():
                path.chmod(0o600)
        facts = {**line.__dict__, "uttagsdatum": uttagsdatum.isoformat()}
        whole = len(self._whole())
        with self._path.open("ab") as file:
            file.truncate(whole)
            file.write(json.dumps(facts).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return line

    def forget(self, last: Line) -> None:
        """Remove the restricted numbers of all publications but the last one."""
        kept = {self._truth(last), self.children(last)}
        for path in (self.root / "underlag").glob("*.parquet"):
            if path not in kept:
                path.unlink()


def _as_cells(frame: pd.DataFrame) -> pd.DataFrame:
    cells = frame[COLUMNS].copy()
    cells[_WHOLE] = cells[_WHOLE].astype("Int64")
    return cells


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether readers get the same from two sets of cells."""
    return (
        _as_cells(one)
        .astype("string")
        .fillna("")
        .equals(_as_cells(other).astype("string").fillna(""))
    )
