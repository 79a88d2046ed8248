"""Personnummer and dates hidden inside pseudonyms of 24–64 hex characters.

A random pseudonym holds something that looks like a personnummer by chance: about one in 15 000
at any given place, with the right check digit. So a single look-alike proves nothing. A column is
refused when a value has nothing but a personnummer and a padding of few different signs, or when
more values have one at the same place, or at any place, than chance allows (Chernoff's bound on
a Poisson count, once in 10¹² files).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict

import duckdb

from pipelines.intake.gate import personnummer
from pipelines.intake.gate.rules import SHOWN_ROWS, refuse
from pipelines.intake.gate.unread import hashes

_MMDD = "(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278][0-9]|[39][01])"  # months × days and days + 60
_TEN = f"[0-9]{{2}}{_MMDD}[0-9]{{4}}"
_DATE = "(?:199|20[0-3])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DATES = re.compile(f"(?=({_DATE}))")
_TENS = re.compile(f"(?=({_TEN}))")
_DIGIT = 10 / 16
# kind -> (digits, chance at one place of a random value, rule)
KINDS = {
    "tio": (10, _DIGIT**10 * 0.12 * 0.62 * 0.1, "INT-01"),
    "tolv": (10, _DIGIT**12 * 0.03 * 0.12 * 0.62 * 0.1, "INT-01"),
    "datum": (8, _DIGIT**8 * 0.005 * 0.12 * 0.31, "INT-04"),
}
_SURE = math.log(1e12)
_MARGIN = 1.1  # the number of different values is estimated to within a few per cent
_BATCH = 10_000


def beyond_chance(found: int, expected: float) -> bool:
    """Whether `found` of a Poisson count with mean `expected` is too many to be chance."""
    if found <= expected:
        return False
    if expected <= 0:
        return True
    return found * math.log(found / expected) - found + expected > _SURE


def check(
    con: duckdb.DuckDBPyConnection, column: str, different: dict[int, int], where: str
) -> None:
    """Refuse a pseudonym column with personnummer (INT-01) or dates (INT-04) inside.

    Args:
        con: holds `typed` and `gate_text`.
        column: a pseudonym column.
        different: length of the values -> about how many different values there are.
        where: delivery and file.

    Raises:
        DeliveryRefused: INT-01 or INT-04.
    """
    found: dict[tuple[str, int, int], list[int]] = defaultdict(list)  # kind, length, place -> rows
    padded: list[int] = []
    values = con.execute(
        f"select v, min(rad) from {hashes(column)} "
        f"where regexp_matches(v, '{_TEN}|{_DATE}') group by v"
    )
    while batch := values.fetchmany(_BATCH):
        for value, row in batch:
            for kind, place in look_alikes(value):
                found[kind, len(value), place].append(row)
                if kind != "datum" and _is_padding(value, kind, place):
                    padded.append(row)
    if padded:
        raise refuse("INT-01", where, column, padded, False)
    for kind, (digits, chance, rule) in KINDS.items():
        for length, number in different.items():
            rows = {at: r for (k, size, at), r in found.items() if (k, size) == (kind, length)}
            expected = number * _MARGIN * chance
            crowded = [r for r in rows.values() if beyond_chance(len(r), expected)]
            everywhere = sum(map(len, rows.values()))
            if crowded or beyond_chance(everywhere, expected * (length - digits + 1)):
                hits = sorted({row for r in crowded or rows.values() for row in r})
                raise refuse(rule, where, column, hits[: SHOWN_ROWS + 1], False)


def look_alikes(value: str) -> list[tuple[str, int]]:
    """Kind and place of everything in a pseudonym that looks like a personnummer or a date."""
    found = [("datum", match.start()) for match in _DATES.finditer(value)]
    for match in _TENS.finditer(value):
        if personnummer.has_check_digit(match.group(1)):
            place = match.start()
            found.append(("tio", place))
            if value[max(place - 2, 0) : place] in {"18", "19", "20"}:
                found.append(("tolv", place))
    return found


def _is_padding(value: str, kind: str, place: int) -> bool:
    """Whether what is left beside the number has too few different signs to be random."""
    start, most = (place - 2, 4) if kind == "tolv" else (place, 3)
    return len(set(value[:start] + value[place + 10 :])) <= most
