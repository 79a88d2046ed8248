"""Sentences on follow-ups (F1, F3, F4). The interval behind them is a policy, and they say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.curves import Curve
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure

_NBSP = "\N{NO-BREAK SPACE}"
STANDING = (
    "Här räknas nästa uppföljning, den första eller en senare; hur de första gick står i kortet "
    "ovan. Antalen följer hur stor stadsdelen är och jämförs inte med slumpen."
)
READING = (
    "Kurvan stiger när en första uppföljning hålls. En insats som slutar utan uppföljning är kvar "
    "bland alla insatser men kan inte längre följas upp; därför når kurvan sällan "
    f"100{_NBSP}%. En insats som ännu pågår när uppgifterna tar slut räknas så länge den kan "
    "följas. Ännu öppna är de som strax före veckan varken hade följts upp eller slutat, avrundat "
    "till femtal. En ny punkt kommer när minst fem barn till har följts upp, och kurvan slutar "
    "när färre än tio barn är kvar: att den tar slut betyder inte att inget mer hände."
)
TOO_FEW = "minst 20 barn"


def in_time(city: Figure | None) -> str:
    """How many of the city's first follow-ups that fell due were held in time."""
    if city is None or city.varde is None or city.undre is None or city.ovre is None:
        return not_shown("Stadens andel första uppföljningar i tid", city)
    due, held = city.namnare or 0, city.taljare or 0
    return (
        f"{formats.during(city.period)} förföll {formats.number(due)} första uppföljningar i "
        f"staden. {formats.share(city.varde)} hölls i tid ({formats.number(held)}); "
        f"osäkerhetsintervallet är {formats.interval(city.undre, city.ovre)}. "
        f"{formats.number(due - held)} var sena eller uteblev."
    )


def policy(status: str) -> str:
    """What the due date is, and what it is not.

    Args:
        status: the governing rule's status, as the measure's definition has it.
    """
    return (
        "Förfallodagen följer ett uppföljningsintervall som är en policy, inte ett lagkrav. "
        f"Policyns status: {status}."
    )


def now(late: Figure | None, not_due: Figure | None) -> str:
    """Ongoing insatser whose follow-up is late, beside those that are not due yet."""
    if late is None or late.varde is None:
        return not_shown("Antalet försenade i staden", late)
    text = (
        f"{formats.during(late.period)} var {formats.number(late.varde)} pågående insatser i "
        "staden försenade."
    )
    if not_due is None or not_due.varde is None:
        return f"{text} {not_shown('Antalet ännu inte förfallna', not_due)}"
    return (
        f"{text} {formats.number(not_due.varde)} hade ännu inte förfallit; de är varken i tid "
        "eller sena, och ingår inte i någon andel."
    )


def where_late(districts: Sequence[Figure], names: Mapping[str, str]) -> str:
    """In how many districts follow-ups are late, and between which numbers.

    Args:
        districts: the districts' cells of F3; hidden ones are counted as such, never as none.
        names: unit code -> name.
    """
    shown = [(figure.varde, figure) for figure in districts if figure.varde is not None]
    if len(shown) < 2:
        return ""
    low, high = min(value for value, _ in shown), max(value for value, _ in shown)
    ends = [
        f"{formats.number(end)} ({listed([names[f.enhet] for value, f in shown if value == end])})"
        for end in (low, high)
    ]
    among = (
        f"De {count_word(len(shown))} stadsdelarna"
        if len(shown) == len(districts)
        else f"De {count_word(len(shown))} stadsdelar vars antal kan visas"
    )
    if low == high:
        return f"{among} har {formats.number(low)} försenade var."
    return f"{among} har från {ends[0]} till {ends[1]} försenade."


def how_late(city: Figure | None) -> str:
    """The median of days late in the city; empty if it is not published."""
    if city is None or city.varde is None:
        return ""
    return (
        "Hälften av de försenade i staden hade varit det i högst "
        f"{formats.number(city.varde)}{_NBSP}dagar."
    )


def curve(name: str, own: Curve, city: Curve | None = None) -> str:
    """How far a cohort had come on the due day, beside the city's.

    Args:
        name: the unit's, or `staden`.
        own: the unit's curve.
        city: the city's, if the unit is not the city.
    """
    point = own.at_due
    text = (
        f"Av insatserna i {name} som började {own.cohort}, och som ska följas upp inom "
        f"{own.months}{_NBSP}månader, hade {formats.share(point.share, 0)} "
        f"({formats.number(100 * point.low)}\N{EN DASH}{formats.share(point.high, 0)}) fått sin "
        f"första uppföljning till förfallodagen, {own.due}{_NBSP}dagar efter starten"
    )
    beside = f"; i hela staden {formats.share(city.at_due.share, 0)}" if city else ""
    last = own.points[-1]
    after = (
        f" Vid kurvans slut, vecka {last.week}, var det {formats.share(last.share, 0)}."
        if last.week > point.week
        else ""
    )
    return f"{text}{beside}.{after}"


def no_curve(name: str, cohort: str, months: int) -> str:
    """Why a unit has no curve."""
    return (
        f"{name} har ingen kurva för insatser som började {cohort} och ska följas upp inom "
        f"{months}{_NBSP}månader: kurvan ritas för {TOO_FEW}."
    )


def not_mature(cohort: str) -> str:
    """Why a year has no curves yet."""
    return (
        f"Insatser som började {cohort} visas inte än (ej mogen). Kurvan ritas en gång, när den "
        "sista av dem har kunnat följas i 52 veckor och registreringen har hunnit ikapp; tidigare "
        "skulle den bara visa dem som började först."
    )
