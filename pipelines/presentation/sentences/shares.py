"""What may be said of a share, of its districts and of what cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.sv import (
    INTERVALS_ARE_NO_TEST,
    state_word,
    status_text,
)
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Figure


def share_with_interval(figure: Figure) -> str:
    """`91,0 % (90,2–91,7 %)`; the state's word if the share is not shown."""
    if figure.varde is None:
        return state_word(figure.status, figure.orsak)
    text = formats.share(figure.varde)
    if figure.undre is None or figure.ovre is None:
        return text
    return f"{text} ({formats.interval(figure.undre, figure.ovre)})"


def range_sentence(districts: Sequence[Figure], names: Mapping[str, str]) -> str:
    """The lowest and the highest share with their intervals, and what intervals do not say.

    Args:
        districts: the districts' cells; those that are not shown are left out, and it is said.
        names: unit code -> name.

    Returns:
        Empty if fewer than two districts can be shown.
    """
    shown = [(figure.varde, figure) for figure in districts if figure.varde is not None]
    if len(shown) < 2:
        return ""
    among = (
        "stadsdelarna"
        if len(shown) == len(districts)
        else f"de {count_word(len(shown))} stadsdelar vars andel kan visas"
    )
    ends = []
    for value in (min(v for v, _ in shown), max(v for v, _ in shown)):
        same = [figure for v, figure in shown if v == value]
        where = listed([names[figure.enhet] for figure in same])
        told = share_with_interval(same[0]) if len(same) == 1 else formats.share(value)
        ends.append(f"i {where}, {told}")
    return f"Bland {among} är andelen lägst {ends[0]}, och högst {ends[1]}. {INTERVALS_ARE_NO_TEST}"


def hidden_sentence(figures: Sequence[Figure], names: Mapping[str, str]) -> str:
    """Which units are not shown and in which state; empty if all are."""
    where: dict[str, list[str]] = {}
    for figure in figures:
        if figure.varde is None:
            word = state_word(figure.status, figure.orsak)
            where.setdefault(word, []).append(names[figure.enhet])
    parts = [f"{listed(there)} ({word})" for word, there in where.items()]
    return f"Visas inte: {'; '.join(parts)}." if parts else ""


def not_shown(what: str, figure: Figure | None) -> str:
    """Why a number that a sentence would begin with is not there."""
    if figure is None:
        return f"{what} publiceras inte för perioden."
    word = state_word(figure.status, figure.orsak)
    about = status_text(figure.status, figure.orsak)
    return f"{what} kan inte visas ({word}). {about}"
