"""Sentences on what begins, goes on and ends (V5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.sv import state_word
from pipelines.publication.reader import Figure

APART = (
    "De tre läggs aldrig ihop: en insats kan ha börjat, pågått och slutat samma år, och de som "
    "slutar är inte samma som de som börjar."
)


def stages_sentence(city: Sequence[Figure], words: Mapping[str, str]) -> str:
    """`Under 2025, hela staden: påbörjade 5 310; pågående vid årets slut 3 375; …`.

    Args:
        city: the city's cells, in the order of the words.
        words: code of a stage -> its name.
    """
    if not any(cell.taljare is not None for cell in city):
        return not_shown("Stadens antal", city[0] if city else None)
    parts = [
        f"{words[cell.dimension_varde].lower()} "
        + (
            state_word(cell.status, cell.orsak)
            if cell.taljare is None
            else formats.number(cell.taljare)
        )
        for cell in city
    ]
    return f"{formats.during(city[0].period)}, hela staden: {'; '.join(parts)} insatser."
