"""How a measure's numbers are written: per cent, per 1 000 children, days or a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, isclose, isnan

from pipelines.presentation import formats
from pipelines.publication.reader import Figure

_NBSP = "\N{NO-BREAK SPACE}"
_STEPS = tuple(m * 10.0**e for e in range(-2, 7) for m in (1, 2, 5))
NOTHING = "–"


@dataclass(frozen=True)
class Scale:
    """From a published number to what a reader sees.

    Attributes:
        factor: what a value is multiplied with; 100 for a share.
        decimals: decimals of a value.
        unit: what stands on an axis: `procent av beslut`.
        apart: what a difference is counted in: `procentenheter`.
        suffix: what follows a value.
    """

    factor: float
    decimals: int
    unit: str
    apart: str
    suffix: str = ""

    @classmethod
    def of(cls, measure: Mapping[str, str]) -> Scale:
        """The scale of a measure, from its definition."""
        counted = measure["raknar"]
        if measure["form"] == "andel":
            return cls(100.0, 1, f"procent av {counted}", "procentenheter", f"{_NBSP}%")
        if measure["form"] == "per_1000":
            unit = f"per 1{_NBSP}000 barn"
            if counted == "årsarbetare":  # about one: a single decimal would hide what differs
                unit = f"{counted} {unit}"
                return cls(1.0, 2, unit, unit)
            return cls(1.0, 1, unit, unit)
        whole = measure["form"] == "antal" or counted == "dagar" or counted.startswith("kronor")
        decimals = 0 if whole else 1
        return cls(1.0, decimals, counted, counted, f"{_NBSP}dagar" if counted == "dagar" else "")

    @classmethod
    def of_cells(cls, measure: Mapping[str, str], cells: Iterable[Figure]) -> Scale:
        """The scale of some cells, whose own form may be another than their measure's.

        A measure of medians, say, may have a breakdown of shares: cells that show both their
        counts and the quotient of them are shares.
        """
        shown = [cell for cell in cells if cell.varde is not None]
        is_share = bool(shown) and all(is_quotient(cell) for cell in shown)
        return cls.of({**measure, "form": "andel"} if is_share else measure)

    @property
    def is_share(self) -> bool:
        """Whether the numbers are shares, kept as fractions of one."""
        return self.factor != 1.0

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """`91,0`; a dash if there is no number."""
        if value is None or isnan(value):
            return NOTHING
        return formats.number(self.factor * value, self.decimals if decimals is None else decimals)

    def text(self, value: float | None) -> str:
        """`91,0 %`, `27,2`, `98 dagar`; a dash if there is no number."""
        text = self.number(value)
        return text if text == NOTHING else f"{text}{self.suffix}"

    def interval(self, low: float | None, high: float | None) -> str:
        """`90,2–91,7 %`; a dash if there is none."""
        if low is None or high is None or isnan(low) or isnan(high):
            return NOTHING
        return f"{self.number(low)}\N{EN DASH}{self.text(high)}"

    def signed(self, value: float | None) -> str:
        """`+4,7` or `−13,3`."""
        text = self.number(value).replace("-", "\N{MINUS SIGN}")
        return f"+{text}" if value is not None and self.factor * value > 0 else text

    def signed_interval(self, low: float | None, high: float | None) -> str:
        """`−17,3 till −9,5`: a dash between two minus signs cannot be read."""
        if low is None or high is None or isnan(low) or isnan(high):
            return NOTHING
        return f"{self.signed(low)} till {self.signed(high)}"

    def told(self, figure: Figure, measure: Mapping[str, str]) -> str:
        """`91,0 % (90,2–91,7 %), 5 048 av 5 547 beslut`."""
        text = self.text(figure.varde)
        if not self.suffix:
            text += f"{_NBSP}{self.unit}"
        if figure.undre is not None and figure.ovre is not None:
            text += f" ({self.interval(figure.undre, figure.ovre)})"
        if figure.taljare is not None and figure.namnare is not None:
            counts = f"{formats.number(figure.taljare)} av {formats.number(figure.namnare)}"
            text += f", {counts} {measure['raknar']}"
        return text


def is_quotient(figure: Figure) -> bool:
    """Whether a cell shows two counts and its value is the part that one is of the other."""
    if figure.varde is None or figure.taljare is None or not figure.namnare:
        return False
    return figure.taljare <= figure.namnare and isclose(
        figure.varde, figure.taljare / figure.namnare, abs_tol=1e-9
    )


def ticks(low: float, high: float, wanted: int) -> tuple[list[float], list[str]]:
    """Even places between two numbers, at most `wanted` steps, and how they are written."""
    step = next((s for s in _STEPS if (high - low) / s <= wanted), _STEPS[-1])
    places = [i * step for i in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
    decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2
    texts = [formats.number(place, decimals).replace("-", "\N{MINUS SIGN}") for place in places]
    return places, texts
