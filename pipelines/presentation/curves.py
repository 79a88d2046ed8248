"""The curves to the first follow-up, as they are published: cohorts, kinds and points."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.presentation.tables import once_a_night, records_if_any
from pipelines.publication.reader import Night

MATT = "F1"
_DAYS = 7  # in a week


@dataclass(frozen=True)
class Point:
    """A published week of a curve.

    Attributes:
        week: whole weeks from the start.
        share: the part that has had its first follow-up, a fraction of one.
        low, high: its 95 % limits.
        still: how many had not, and had not ended, just before; rounded to fives.
    """

    week: int
    share: float
    low: float
    high: float
    still: int


@dataclass(frozen=True)
class Curve:
    """One unit's curve of one cohort and one kind of interval.

    Attributes:
        unit: its code.
        cohort: the year of the starts.
        months: the policy's interval.
        due: the day that the policy sets, in days from the start.
        points: by week; never empty.
    """

    unit: str
    cohort: str
    months: int
    due: int
    points: tuple[Point, ...]

    @property
    def due_week(self) -> float:
        """The due day in weeks."""
        return self.due / _DAYS

    @property
    def at_due(self) -> Point:
        """The last point on or before the due day."""
        return [p for p in self.points if p.week * _DAYS <= self.due or p is self.points[0]][-1]


Key = tuple[str, int, str]


def curve(night: Night, cohort: str, months: int, unit: str) -> Curve | None:
    """A unit's curve; None if it has none, because too few children began."""
    return _all(night).get((cohort, months, unit))


def cohorts(night: Night) -> list[str]:
    """The years that have curves, newest first."""
    return sorted({cohort for cohort, _, _ in _all(night)}, reverse=True)


def immature(night: Night) -> list[str]:
    """The years after the last curve that the measure already knows, newest first."""
    drawn = cohorts(night)
    known = {figure.period for figure in night.figures(MATT, enhet="stad")}
    years = (period for period in known if len(period) == 4)
    return sorted((year for year in years if not drawn or year > drawn[0]), reverse=True)


def intervals(night: Night) -> list[int]:
    """The policy's intervals that have curves, in months, shortest first."""
    return sorted({months for _, months, _ in _all(night)})


@once_a_night
def _all(night: Night) -> dict[Key, Curve]:
    points: dict[Key, list[Point]] = {}
    due: dict[Key, int] = {}
    for row in sorted(records_if_any(night, "kurvor"), key=lambda row: int(row["vecka"])):
        key = (str(row["period"]), int(row["intervall_manader"]), str(row["enhet"]))
        due[key] = int(row["forfallodag"])
        points.setdefault(key, []).append(
            Point(row["vecka"], row["andel"], row["undre"], row["ovre"], row["oppna"])
        )
    return {
        (cohort, months, unit): Curve(unit, cohort, months, due[cohort, months, unit], tuple(own))
        for (cohort, months, unit), own in points.items()
    }
