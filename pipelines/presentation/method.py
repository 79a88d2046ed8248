"""Where a figure comes from: the footer's line, and the answer to "how is it counted?"."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.presentation import formats
from pipelines.presentation.sv import POLICY_NOT_LAW, state_word
from pipelines.publication.reader import Figure


def footer_line(measure: Mapping[str, str], city: Figure | None, uttagsdatum: str) -> str:
    """`Räknar beslut · 5 547 · 2023 · uttag 2026-10-31 · definition v1`.

    Args:
        measure: the measure's definition.
        city: the city's cell, or the one that stands for the card.
        uttagsdatum: the youngest extract date, as `2026-10-31`.
    """
    parts = [f"Räknar {measure['raknar']}"]
    if city is not None:
        parts += [*_counted(city), formats.period(city.period)]
    parts += [f"uttag {uttagsdatum}", f"definition v{measure['version']}"]
    return " · ".join(parts)


def _counted(figure: Figure) -> list[str]:
    """How many are counted, or why it is not told; nothing of a value that shows no count."""
    count = figure.namnare if figure.namnare is not None else figure.taljare
    if count is not None:
        return [formats.number(count)]
    return [] if figure.varde is not None else [state_word(figure.status, figure.orsak)]


def method_items(measure: Mapping[str, str]) -> list[tuple[str, str]]:
    """How a measure is counted, as (term, explanation) in the order they are read."""
    items = [
        ("Definition", measure["definition"]),
        ("Täljare" if measure["namnare"] != "ingen" else "Räknas", measure["taljare"]),
    ]
    if measure["namnare"] != "ingen":
        items.append(("Nämnare", measure["namnare"]))
    return [
        *items,
        ("Mognad", measure["mognad"]),
        ("Räknas hos", measure["enhet"]),
        ("Riktning", measure["riktning"]),
        ("Styrande regel", measure["styrande_regel"]),
        ("Regelns status", rule_status(measure)),
    ]


def rule_status(measure: Mapping[str, str]) -> str:
    """`ej verifierad (policy, inte lagkrav)`: what sort of rule stands behind the measure."""
    is_policy = "policy" in measure["styrande_regel"]
    return f"{measure['status']} ({POLICY_NOT_LAW})" if is_policy else measure["status"]


def needs_warning(measure: Mapping[str, str]) -> bool:
    """Whether the governing rule is not verified, which is said beside the figure itself."""
    return measure["status"] == "ej verifierad"
