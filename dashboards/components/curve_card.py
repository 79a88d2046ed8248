"""The card on how soon the first follow-up comes: a cohort's curve beside the city's."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.table import Cell, build_table
from dashboards.figures.curve import Named, curve_steps
from dashboards.view import View
from pipelines.presentation import curves, formats
from pipelines.presentation.sentences import uppfoljning as sentences
from pipelines.presentation.sv import POLICY_NOT_LAW
from pipelines.publication.reader import Night

_QUESTION = "Hur snart kommer den första uppföljningen?"
_CHOOSE = "Enhet, startår och intervall väljs högst upp på sidan."
_ID = "kurva"


def build_curve_card(
    night: Night, unit: tuple[str, str], cohort: str, months: int, view: View
) -> html.Section:
    """The card; it says so where a year is not mature, or where too few began.

    Args:
        night: the published night.
        unit: code and name of the unit whose curve is shown.
        cohort: the year of the starts.
        months: the policy's interval.
        view: colours and width.
    """
    code, name = unit
    rests = source(night, curves.MATT, None)
    city = curves.curve(night, cohort, months, "stad")
    own = city if code == "stad" else curves.curve(night, cohort, months, code)
    if cohort not in curves.cohorts(night):
        return build_card(_ID, _QUESTION, [sentences.not_mature(cohort), _CHOOSE], [], [rests])
    shown: list[Named] = []
    if own is not None and code != "stad":
        shown.append((name, own))
    if city is not None:
        shown.append(("staden", city))
    absent = "" if own is not None else sentences.no_curve(name, cohort, months)
    if not shown:
        return build_card(_ID, _QUESTION, [absent, _CHOOSE], [], [rests])
    beside = city if len(shown) > 1 else None
    due = f"förfallodagen ({POLICY_NOT_LAW})"
    lines = [("curve-own", shown[0][0]), *([("curve-city", "staden")] if beside else [])]
    return build_figure_card(
        _ID,
        _QUESTION,
        [absent, sentences.curve(*shown[0], beside), _CHOOSE],
        curve_steps(shown, view),
        _table(shown),
        rests,
        key=[*lines, ("band", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"), ("dash", due)],
        reading=sentences.READING,
    )


def _table(shown: Sequence[Named]) -> html.Div:
    """Every published point; a dash in a week in which a curve takes no new point."""
    main = shown[0][1]
    heads = ["Vecka"]
    for name, _ in shown:
        begin = name[:1].upper() + name[1:]
        heads += [f"{begin}: uppföljda", "Osäkerhetsintervall (95 %)", "Ännu öppna"]
    points = [{point.week: point for point in curve.points} for _, curve in shown]
    weeks = sorted({week for own in points for week in own})
    return build_table(
        f"Första uppföljningen, vecka för vecka: började {main.cohort}, ska följas upp inom "
        f"{main.months} månader. Förfallodagen är dag {main.due}.",
        heads,
        [(str(week), [cell for own in points for cell in _cells(own.get(week))]) for week in weeks],
    )


def _cells(point: curves.Point | None) -> list[Cell]:
    if point is None:
        return ["–", "–", "–"]
    return [
        formats.share(point.share, 0),
        f"{formats.number(100 * point.low)}\N{EN DASH}{formats.share(point.high, 0)}",
        formats.number(point.still),
    ]
