"""What a card says of the checks that found fault in what it is counted from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboards import html
from pipelines.presentation.quality import CLASSES, QualityRow, fragment, quality_rows
from pipelines.presentation.units import count_word, listed
from pipelines.publication.reader import Night

_FEW = CLASSES[0]
_NAMED = 3  # more units than this are counted, not named
_TOLD = 2  # more loud checks than this are counted, not told


def checks_of(night: Night, matt: str) -> tuple[QualityRow, ...]:
    """The checks that found fault in the rows that a measure is counted from."""
    return tuple(check for check in quality_rows(night) if matt in check.measures)


def build_checks(checks: Iterable[QualityRow]) -> html.Details | None:
    """A note that names each check once; None if there is none.

    It is quiet as long as every check concerns a few rows only.
    """
    found = list({check.regel: check for check in checks}.values())
    if not found:
        return None
    loud = [check for check in found if check.where.keys() - {_FEW}]
    quiet = [check for check in found if check not in loud]
    return html.Details(
        [
            html.Summary(_line(loud, quiet)),
            html.Ul([html.Li(_told(check)) for check in [*loud, *quiet]]),
        ],
        className="checks loud" if loud else "checks",
    )


def _line(loud: Sequence[QualityRow], quiet: Sequence[QualityRow]) -> str:
    number = len(loud) + len(quiet)
    counted = f"{count_word(number)} kontroll{'er' if number > 1 else ''}"
    if not loud:
        return f"Några få rader berörs av {counted}"
    if len(loud) > _TOLD:
        return f"Berörs av {counted}, {count_word(len(loud))} av dem i mer än några få rader"
    told = [f"{check.titel} – brister {_where(check, loud=True)}" for check in loud]
    rest = ["övriga bara i några få rader"] if quiet else []
    return f"Berörs av {counted}: {'; '.join([*told, *rest])}"


def _told(check: QualityRow) -> list[html.A | str]:
    link = html.A(check.titel, href=f"/kvalitet#{fragment(check.regel)}")
    outcome = f" ({check.outcome})" if check.outcome else ""
    return [link, f": brister {_where(check)}{outcome}."]


def _where(check: QualityRow, *, loud: bool = False) -> str:
    """`i över 5 % av raderna i Centralt, i några få rader i elva enheter`; largest class first."""
    classes = [name for name in reversed(CLASSES) if name in check.where]
    return ", ".join(
        f"i {_share(name)} i {_units(check.where[name])}"
        for name in classes
        if not (loud and name == _FEW)
    )


def _share(name: str) -> str:
    return "några få rader" if name == _FEW else f"{name} av raderna"


def _units(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= _NAMED else f"{count_word(len(names))} enheter"
