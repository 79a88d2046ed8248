"""What readers may not get: the hidden cells' numbers, and what can be computed from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.publication import parquet
from pipelines.publication.address import format_address
from pipelines.publication.cells import KEY
from pipelines.publication.register import Register
from pipelines.statistics.proportions import wilson

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Secret:
    """A hidden cell.

    Attributes:
        adress, matt, enhet, period: where it belongs.
        counts: its numerator, complement and denominator, and total minus shown.
        values: shares, rates and interval limits: fractions of one, and the same in per cent.
    """

    adress: str
    matt: str
    enhet: str
    period: str
    counts: frozenset[float]
    values: frozenset[float]


class Net:
    """The numbers of some hidden cells, to be found among others however they are written.

    Numbers that are `shown` as well tell nothing.
    """

    def __init__(self, found: Iterable[Secret], shown: Iterable[float] = ()) -> None:
        self.secrets = list(found)
        self._shown = list(shown)
        self._exact: dict[str, list[Secret]] = {}
        self._written: dict[int, dict[str, list[Secret]]] = {}
        for secret in self.secrets:
            for number in secret.counts | secret.values:
                self._exact.setdefault(_exact(number), []).append(secret)
        for number in self._shown:
            self._exact.pop(_exact(number), None)

    def by_number(self, number: float) -> list[Secret]:
        """The cells that have a number, to nine digits."""
        return self._exact.get(_exact(number), [])

    def by_text(self, text: str, digits: int = 1) -> list[Secret]:
        """The cells that have a number written in a text, with at least so many digits."""
        found = []
        for number, decimals in written_numbers(text):
            if len(str(round(number * 10**decimals))) >= digits:
                found += self._as_written(decimals).get(_written(number, decimals), [])
        return found

    def _as_written(self, decimals: int) -> dict[str, list[Secret]]:
        if decimals not in self._written:
            mine = self._written[decimals] = {}
            for secret in self.secrets:
                for number in secret.values if decimals else secret.counts:
                    mine.setdefault(_written(number, decimals), []).append(secret)
            for number in self._shown:
                mine.pop(_written(number, decimals), None)
        return self._written[decimals]


def _exact(number: float) -> str:
    return f"{number:.9g}"


def _written(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}"


def secrets(home: Path) -> list[Secret]:
    """The hidden cells of the published night, from the restricted numbers of its home.

    Everything that is not shown is hidden, but for cells without numbers.
    """
    register = Register(home / "publiceringar")
    truth = register.truth(register.lines()[-1])
    assert truth is not None
    shown = truth["status"] == "visad"
    totals = _total_minus_shown(truth)
    hidden = truth[~shown & (truth["taljare"].notna()) & (truth["status"] != "strukturell_nolla")]
    return [
        _secret(row, totals.get(_place(row)))
        for row in hidden.to_dict("records")
        if row["taljare"] or (row["namnare"] or 0) > 0
    ]


def _place(row: dict) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in KEY if name != "enhet")


def _total_minus_shown(truth: pd.DataFrame) -> dict[tuple[str, ...], float]:
    """What a subtraction gives where a total is shown: the sum of the hidden parts."""
    numbers = truth[truth["taljare"].notna() & (truth["form"] != "median")]
    city = numbers["enhet"] == "stad"
    keys = [name for name in KEY if name != "enhet"]
    total = numbers[city & (numbers["status"] == "visad")].groupby(keys)["taljare"].sum()
    parts = numbers[~city & (numbers["status"] == "visad")].groupby(keys)["taljare"].sum()
    return (total - parts).dropna().to_dict()


def _secret(row: dict, rest: float | None) -> Secret:
    t, n, form = float(row["taljare"]), row["namnare"], row["form"]
    counts, values = {t}, set()
    if rest is not None:
        counts.add(float(rest))
    if not pd.isna(n) and n > 0:
        if form == "andel":
            counts |= {n - t} | ({float(n)} if row["status"] != "for_fa" else set())
        fractions = {1000 * t / n} if form == "per_1000" else set()
        if form == "andel" and 0 <= t <= n:
            limits = wilson(pd.Series([t]), pd.Series([float(n)]))
            shares = {t / n, 1 - t / n, *np.ravel(limits).tolist()}
            fractions |= {share for share in shares if 0 < share < 1}
            fractions |= {100 * share for share in fractions}
        values |= fractions
    return Secret(
        format_address(*(str(row[name]) for name in KEY)), str(row["matt"]), str(row["enhet"]),
        str(row["period"]), frozenset(c for c in counts if c > 0), frozenset(values),
    )  # fmt: skip


def public_numbers(home: Path) -> dict[tuple[str, str, str], set[float]]:
    """(measure, unit, period) -> what readers get of its cells, in the forms they get it."""
    run = Register(home / "publiceringar").lines()[-1].run
    cells = parquet.read(home / "serve" / run / "celler.parquet")
    found: dict[tuple[str, str, str], set[float]] = {}
    for row in cells.to_dict("records"):
        numbers = found.setdefault((row["matt"], row["enhet"], row["period"]), set())
        for name in ("varde", "undre", "ovre", "taljare", "namnare"):
            value = row[name]
            if value is not None and not pd.isna(value):
                numbers |= {float(value), 100 * float(value), 1 - float(value)}
    return found


def written_numbers(text: str) -> Iterator[tuple[float, int]]:
    """(number, decimals) of every number in a text, Swedish or not."""
    for match in _NUMBER.finditer(text):
        plain = match.group()
        for space in _SPACES:
            plain = plain.replace(space, "")
        whole, _, decimals = plain.replace(",", ".").partition(".")
        yield float(f"{whole}.{decimals or 0}"), len(decimals)
