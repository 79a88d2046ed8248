"""A figure in words and as a dictionary, for the command line."""

from __future__ import annotations

from typing import Any

from pipelines.presentation import comparisons, formats
from pipelines.presentation.scale import Scale, is_quotient
from pipelines.presentation.sv import STATUS, SYNTHETIC, status_text
from pipelines.presentation.tables import labels
from pipelines.publication.reader import Figure, Night


def deliveries_behind(night: Night, figure: Figure) -> list[str]:
    """Ids of the deliveries that a figure rests on.

    The unit's own where the deciding or offering unit is counted; all of them for the city, and
    where a child may have moved: which of them it was is nobody's business.
    """
    measure = night.measure(figure.matt)
    deliveries = night.table("leveranser")
    if measure["raknas_hos"] == "levererande" and figure.enhet not in {"stad", "okand"}:
        deliveries = deliveries[deliveries["enhet_kod"] == figure.enhet]
    return [str(delivery) for delivery in deliveries["leverans_id"]]


def as_dict(night: Night, figure: Figure) -> dict[str, Any]:
    """For machines: shares are fractions of one, absent numbers are null."""
    return {
        "address": figure.adress,
        "value": _exact(figure.varde),
        "status": figure.status,
        "numerator": figure.taljare,
        "denominator": figure.namnare,
        "lower": figure.undre,
        "upper": figure.ovre,
        "run": night.run,
        "deliveries": deliveries_behind(night, figure),
    }


def as_lines(night: Night, figure: Figure) -> list[str]:
    """For people: what it is, what it says, and where it comes from."""
    measure = night.measure(figure.matt)
    lines = [f"{measure['titel']}{_part(night, figure)} · {figure.adress}"]
    if figure.status == "visad":
        lines.append(f"  {value_text(figure, measure)}")
        said = comparisons.verdicts(
            night, figure.matt, figure.period, figure.dimension, figure.dimension_varde
        ).get(figure.enhet)
        if said:
            lines.append(f"  Mot övriga staden: {said}")
    else:
        lines.append(f"  {STATUS[figure.status]}: {status_text(figure.status, figure.orsak)}")
        if figure.namnare is not None:
            lines.append(f"  Nämnare: {formats.number(figure.namnare)} {measure['raknar']}")
    lines += [
        f"  Räknar {measure['raknar']} · {formats.period(figure.period)} · "
        f"uttag {night.manifest['uttagsdatum']} · definition v{measure['version']}",
        f"  {measure['definition']}",
        f"  Styrande: {measure['styrande_regel']} ({measure['status']})",
        f"  Natt {night.run}; leveranser: {', '.join(deliveries_behind(night, figure))}",
    ]
    if night.manifest["syntetiska_data"]:
        lines.append(f"  {SYNTHETIC}")
    return lines


def _part(night: Night, figure: Figure) -> str:
    """Which part of the measure it is; empty for the whole."""
    if not figure.dimension:
        return ""
    name = labels(night, figure.dimension).get(figure.dimension_varde, figure.dimension_varde)
    return f": {name}"


def _exact(value: float | None) -> float | None:
    """A count is written as a whole number."""
    return int(value) if value is not None and value.is_integer() else value


def value_text(figure: Figure, measure: dict[str, str]) -> str:
    """`91,0 % (90,0–91,9 %), 5 048 av 5 547 beslut`, `33,0 per 1 000 (…)`, or `5 547 beslut`."""
    if figure.varde is None:
        return STATUS[figure.status]
    if measure["form"] == "per_1000" and figure.taljare is None:
        return f"{formats.rate(figure.varde)} barn"
    if figure.namnare is None or figure.taljare is None:
        if measure["form"] == "kvot":  # its parts are counted in different units
            return formats.number(figure.varde, Scale.of(measure).decimals)
        return f"{formats.number(figure.varde, Scale.of(measure).decimals)} {measure['raknar']}"
    is_share = measure["form"] == "andel" or is_quotient(figure)
    text = formats.share(figure.varde) if is_share else formats.rate(figure.varde)
    if figure.undre is not None and figure.ovre is not None:
        limits = formats.interval if is_share else formats.rate_interval
        text += f" ({limits(figure.undre, figure.ovre)})"
    return (
        f"{text}, {formats.number(figure.taljare)} av {formats.number(figure.namnare)} "
        f"{measure['raknar']}"
    )
