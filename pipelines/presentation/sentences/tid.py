"""Sentences on waiting: how long investigations take (T3), and decisions not yet started (T4)."""

from __future__ import annotations

from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.shares import not_shown
from pipelines.publication.reader import Figure

NOT_LATE = "De vars tre månader inte har gått är inte sena: de visas för sig."
NEVER_STARTED = (
    "En del beslut startar aldrig därför att familjen ångrar sig; de som avslutats utan start "
    "väntar inte."
)
EXTENDED = "Ett beslut om förlängning gör inte utredningen klar i tid; därför visas den för sig."
REASONS = "Synnerliga skäl gör inte en sen bedömning till en i tid; därför visas de för sig."


def days(city: Figure | None, late: Figure | None, year: str, scale: Scale) -> str:
    """How long the city's investigations took: half of them, and nine of ten.

    Args:
        city: the city's median.
        late: its 90th percentile, if it is published.
        year: the period.
        scale: how the measure is written.
    """
    if city is None or city.varde is None:
        return not_shown("Stadens utredningstid", city)
    text = (
        f"{formats.during(year)}, hela staden: hälften av utredningarna tog högst "
        f"{scale.text(city.varde)}"
    )
    if late is None or late.varde is None:
        return f"{text}."
    return f"{text}, och nio av tio högst {scale.text(late.varde)}."


def waiting(city: Figure | None) -> str:
    """How many decisions wait to start, and how many of them for more than three months.

    Args:
        city: the city's cell of T4 on a day: waiting longer, of all that wait.
    """
    if city is None or city.varde is None or city.namnare is None or city.taljare is None:
        return not_shown("Antalet beslut som väntar i staden", city)
    still = city.namnare - city.taljare
    return (
        f"{formats.during(city.period)} väntade {formats.number(city.namnare)} beslut i staden på "
        f"att starta. {formats.number(city.taljare)} av dem ({formats.share(city.varde)}) hade "
        f"väntat mer än tre månader; för {formats.number(still)} hade tre månader inte gått."
    )
