"""Sentences on what becomes of reports and investigations (A1, A2, A3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import hidden_sentence, not_shown
from pipelines.publication.reader import Figure

Parts = Sequence[tuple[str, Figure]]


def step_sentence(whole: str, parts: Parts) -> str:
    """How the city's whole divides, every part that is not zero.

    Args:
        whole: what is divided, as `Aktualiseringar som kom in`.
        parts: (name, cell) of its parts; at least one.
    """
    shown = [(name, cell) for name, cell in parts if cell.varde is not None]
    if not shown:
        return not_shown(f"Fördelningen av {_lower(whole)}", parts[0][1])
    told = [
        f"{_lower(name)} {formats.share(cell.varde)}"
        for name, cell in shown
        if cell.varde is not None and cell.taljare != 0
    ]
    first = shown[0][1]
    count = formats.number(first.namnare or 0)
    among = "" if len(shown) == len(parts) else ", av det som kan visas"
    return (
        f"{formats.during(first.period)} delar sig stadens {count} {_lower(whole)} så{among}: "
        f"{'; '.join(told)}."
    )


def hidden_parts(parts: Parts) -> str:
    """Which parts cannot be shown; empty if all can."""
    cells = [replace(cell, enhet=cell.dimension_varde) for _, cell in parts]
    return hidden_sentence(cells, {cell.dimension_varde: name for name, cell in parts})


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
