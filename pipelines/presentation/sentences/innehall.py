"""Sentences on how something is spread within the city and between its districts (B1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure

_NAMED = 3  # units that a sentence can name


def middle_sentence(
    city: Figure | None, quartiles: Sequence[float | None], unit: str, decimals: int
) -> str:
    """The city's median, and between what half of it lies if that is published."""
    if city is None or city.varde is None:
        return not_shown("Stadens median", city)
    text = (
        f"{formats.during(city.period)}, hela staden: medianen är "
        f"{formats.number(city.varde, decimals)} {unit}"
    )
    low, high = (*quartiles, None, None)[:2]
    if low is None or high is None:
        return f"{text}."
    between = f"{formats.number(low, decimals)} och {formats.number(high, decimals)}"
    return f"{text}, och hälften av insatserna ligger mellan {between}."


def medians_sentence(
    districts: Sequence[Figure], names: Mapping[str, str], unit: str, decimals: int
) -> str:
    """The lowest and the highest median of the districts; empty if fewer than two are shown."""
    shown = [(cell.varde, names[cell.enhet]) for cell in districts if cell.varde is not None]
    if len(shown) < 2:
        return ""
    low, high = min(value for value, _ in shown), max(value for value, _ in shown)
    among = "stadsdelarna" if len(shown) == len(districts) else "de stadsdelar som kan visas"
    if low == high:
        return f"Bland {among} är medianen densamma, {formats.number(low, decimals)} {unit}."
    ends = [
        f"{text} i {_where([name for value, name in shown if value == end])}"
        for end, text in (
            (low, f"{formats.number(low, decimals)} {unit}"),
            (high, formats.number(high, decimals)),
        )
    ]
    return f"Bland {among} går medianen från {ends[0]} till {ends[1]}."


def _where(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= _NAMED else f"{count_word(len(names))} stadsdelar"
