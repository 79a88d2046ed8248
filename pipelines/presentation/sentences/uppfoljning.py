"""Sentences on follow-ups (F1, F3, F4). The interval behind them is a policy, and they say so."""

from __future__ import annotations

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.publication.reader import Figure


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
