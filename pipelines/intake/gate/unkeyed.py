"""Hashes without a key: anybody who can list the personnummer can undo them.

The row's födelseår and kön leave some 182 500 personnummer. Their common hashes are made once per
(födelseår, kön) and kept for the night, and the rows to try are taken where they are made already;
a file adds at most one such list, so that the smallest files do not cost the most.
Not tried: numbers day + 60 (one column is made in one way), other spellings than the four usual
ones, texts in UTF-16, and salts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult

import duckdb
import numpy as np
from numpy.typing import NDArray

from pipelines.contract import Table
from pipelines.intake.gate.personnummer import check_digit
from pipelines.intake.gate.rules import refuse
from pipelines.intake.readers.records import TRIM

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
TRIED_ROWS = 3
_HASH = re.compile("[0-9a-f]{24,128}")
_LOOKED_AT = 1000  # rows among which three different children are looked for
_KEPT = 3  # (födelseår, kön) at a time; 35 MB each
_lists: dict[tuple[int, str], NDArray[np.uint64]] = {}
_making = threading.Lock()
_coming: dict[tuple[int, str], AsyncResult[NDArray[np.uint64]]] = {}


def numbers(year: int, sex: str) -> list[str]:
    """Every personnummer of a year and kön as ÅÅÅÅMMDDNNNN: odd third serial digit for M."""
    days = (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1
    serials = [f"{n:03d}" for n in range(1000) if n % 2 == (sex == "M")]
    # the check digit of the whole is the sum of those of its parts, each at its own place
    ends = [(serial, check_digit("000000" + serial)) for serial in serials]
    found = []
    for day in range(days):
        date = (dt.date(year, 1, 1) + dt.timedelta(day)).strftime("%Y%m%d")
        part = check_digit(date[2:] + "000")
        found += [f"{date}{serial}{(part + end) % 10}" for serial, end in ends]
    return found


def digests(year: int, sex: str) -> NDArray[np.uint64]:
    """The first eight bytes of every common hash of every number in its four usual spellings."""
    with _making:
        if (year, sex) not in _lists:
            while len(_lists) >= _KEPT:
                del _lists[next(iter(_lists))]
            coming = _coming.pop((year, sex), None)
            _lists[year, sex] = coming.get() if coming else _make(year, sex)
        return _lists[year, sex]


@contextmanager
def warm(year: int, sex: str = "K") -> Iterator[None]:
    """Make one list in a process of its own meanwhile; files that hold such children use it."""
    if (year, sex) in _lists:
        yield
        return
    with get_context("spawn").Pool(1) as workers:  # leaving it ends it, done or not
        _coming[year, sex] = workers.apply_async(_make, (year, sex))
        try:
            yield
        finally:
            _coming.clear()


def _make(year: int, sex: str) -> NDArray[np.uint64]:
    full = numbers(year, sex)
    dashed = [f"{number[:8]}-{number[8:]}" for number in full]
    parts = []
    for spelling in (full, dashed, [n[2:] for n in full], [n[2:] for n in dashed]):
        encoded = [text.encode("ascii") for text in spelling]
        for name in ALGORITHMS:
            make = getattr(hashlib, name)
            joined = b"".join([make(text).digest() for text in encoded])
            rows = np.frombuffer(joined, dtype=np.uint8).reshape(len(encoded), -1)
            parts.append(np.ascontiguousarray(rows[:, :8]).view(">u8").ravel().astype(np.uint64))
    return np.concatenate(parts)


@dataclass(frozen=True)
class Try:
    """A pseudonym that is tried: whether it is a plain hash of a number of that year and kön."""

    year: int
    sex: str
    value: str
    row: int
    where: str


def tries(con: duckdb.DuckDBPyConnection, table: Table, where: str) -> list[Try]:
    """Three pseudonyms of a file that has barn_id, fodelsear and kon; of another file none."""
    if not {"barn_id", "fodelsear", "kon"} <= set(table.kolumner):
        return []
    known = "from typed where kon in ('K', 'M') and fodelsear between 1900 and 2100"
    groups = con.execute(
        f"select fodelsear, kon, count(*) as n {known} group by all order by n desc, 1, 2"
    ).fetchall()
    keys = [(int(year), str(sex)) for year, sex, _ in groups]
    ready = {**_lists, **_coming}
    made = [key for key in keys if key in ready]
    new = [key for key in keys if key not in ready][:1]
    found: list[Try] = []
    for year, sex in made + new:
        rows = con.execute(
            f"""
            select r.barn_id, r._rad from cells as r semi join (
                select _rad {known} and fodelsear = ? and kon = ? order by _rad limit {_LOOKED_AT}
            ) as t on r._rad = t._rad order by r._rad
            """,
            [year, sex],
        ).fetchall()
        first: dict[str, int] = {}
        for text, row in rows:
            if _HASH.fullmatch(value := (text or "").strip(TRIM).lower()):
                first.setdefault(value, int(row))
        different = islice(first.items(), TRIED_ROWS - len(found))
        found += [Try(year, sex, value, row, where) for value, row in different]
        if len(found) >= TRIED_ROWS:
            break
    return found


def judge(tried: Iterable[Try]) -> None:
    """Compare with every hash that the numbers could have; the lists may take seconds to make.

    Raises:
        DeliveryRefused: INT-08.
    """
    hits: dict[str, list[int]] = {}
    for one in tried:
        if bool((digests(one.year, one.sex) == int(one.value[:16], 16)).any()):
            hits.setdefault(one.where, []).append(one.row)
    for where, rows in hits.items():
        raise refuse("INT-08", where, "barn_id", rows, True)
