"""Sentences on who runs the services (R1, R2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.sv import state_word
from pipelines.publication.reader import Figure


def own_share(city: Figure | None) -> str:
    """The city's share in own regi, with its counts and interval."""
    if city is None or city.varde is None or city.undre is None or city.ovre is None:
        return not_shown("Stadens andel i egen regi", city)
    return (
        f"{formats.during(city.period)} gällde {formats.share(city.varde)} av stadens beslut "
        f"insatser i egen regi: {formats.number(city.taljare or 0)} av "
        f"{formats.number(city.namnare or 0)}. Osäkerhetsintervallet är "
        f"{formats.interval(city.undre, city.ovre)}."
    )


def five_values(city: Sequence[Figure], labels: Mapping[str, str]) -> str:
    """The city's decisions by who runs the service.

    Args:
        city: the city's cells in the order of the labels.
        labels: code of a regi -> its name.
    """
    shown = [figure for figure in city if figure.varde is not None]
    if not shown:
        return not_shown("Stadens fördelning", city[0] if city else None)
    parts = [
        f"{_lower_first(labels[figure.dimension_varde])} "
        + (
            formats.share(figure.varde)
            if figure.varde is not None
            else state_word(figure.status, figure.orsak)
        )
        for figure in city
    ]
    return (
        f"{formats.during(shown[0].period)} fördelar sig stadens "
        f"{formats.number(shown[0].namnare or 0)} beslut så: {', '.join(parts)}."
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
