"""The limits that rules use. All are policies of this product: start values, *ej verifierad*.

No law and no guideline sets them. They decide only what is held back or marked, never a figure.
"""

from __future__ import annotations

from typing import Final

STATUS: Final = "ej verifierad"

SHORTER_SHARE: Final = 0.30  # a table this much shorter than last time is held back
LONGER_SHARE: Final = 0.30  # and this much longer is told of
FEW_ROWS: Final = 20  # below this, a share says nothing

REGISTERED_LATE_DAYS: Final = 180  # from what happened to its registration
OPEN_INSATS_YEARS: Final = 10
OPEN_UTREDNING_MONTHS: Final = 18
UNDECIDED_DAYS: Final = 90  # an anmälan without a decision
UTREDNING_AFTER_DECISION_DAYS: Final = 31  # "inleds", and the utredning's own first day
OFF_PLAN_DAYS: Final = 365  # between planned and held
NEXT_FOLLOW_UP_MONTHS: Final = 18  # from a plan to the follow-up that it sets
MANY_RENEWALS: Final = 8  # decisions of one type for one child
HOUSEHOLDS: Final = 2  # households that a child may live in
MONTHLY_COST: Final = 300_000  # kr
OCCASIONS: Final = 60  # planned a month
OLDEST: Final = 21  # years, at a decision
YOUNGEST_IN_FFT_AND_MST: Final = 10  # years

MISSING_SHARE: Final = 0.05  # of kön, regi
MISSING_SHARE_NEW: Final = 0.20  # of columns that not every system has: household, goal, ground
MISSING_SHARE_RARE: Final = 0.50  # of columns that few fill in: placement, risk, participation
UNKNOWN_TYPES: Final = 0.10  # of decisions
ONE_DAY_SHARE: Final = 0.20  # of all decisions on one day
CHANGE_OF_OWN_RUN: Final = 0.20  # between two years, as a difference of shares
FEW_A_MONTH: Final = 5  # decisions; with fewer an empty month is no surprise
SILENT_DAYS: Final = 62  # between the last decision and the extract
KNOWN_CHILDREN: Final = 0.50  # of the earlier deliveries' children, still found
FEW_CHILDREN: Final = 50

FEW_TYPES: Final = 10  # offered by a stadsdelsnämnd; the least in 2024 was 14
OLD_PLAN_DAYS: Final = 365  # a type planned so long ago
POPULATION_GAP: Final = 0.05  # between the districts' sum and the city
POPULATION_CHANGE: Final = 0.15  # of an area between two dates
POPULATION_CELL: Final = 5  # times smaller than the area's other ages
POPULATION_AGE_MEAN: Final = 50  # children of one age and kön; below this chance decides
GIRLS: Final = (0.40, 0.60)
MANY_IN_A_CELL: Final = 500  # insatser utan behovsprövning
MONTH_TIMES_USUAL: Final = 4
STILL_OPEN_MONTHS: Final = 12
STAFF_TIMES: Final = 1.2  # årsarbetare a person
STAFF_OLD_MONTHS: Final = 13
DELIVERY_GAP_DAYS: Final = 100


def number(value: float) -> str:
    """A number as Swedish text: 1.2 is `1,2`."""
    return f"{value:g}".replace(".", ",")


def percent(share: float) -> str:
    """A share as Swedish text: 0.3 is `30 %`."""
    return f"{number(round(share * 100, 6))} %"
