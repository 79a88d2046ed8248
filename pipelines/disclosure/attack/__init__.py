"""Angriparen: tries to recover what the publications hide, as any reader could.

Independent of the protector on purpose: it reads the published cells and the publication plan, and
shares no code with what hid the numbers. Example: stad 40, bromma 37 and farsta ``skyddad`` give
farsta away.

Every number of every cell is an unknown with bounds and every relation of the plan a row. What can
be worked out with a pencil is; the rest is minimised and maximised block by block with HiGHS.
Source: the audit of cell suppression by linear programming, Hundepool et al. (2012), Statistical
Disclosure Control, chapter 4; attackers and verdicts as in the project's statistics page, 3.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipelines.disclosure.attack.angrepp import utomstaende
from pipelines.disclosure.attack.insiders import angrip_som_insiders, facit
from pipelines.disclosure.attack.lasning import Publicering, las
from pipelines.disclosure.attack.over import angrip_over
from pipelines.disclosure.attack.samband import Rad, Samband
from pipelines.disclosure.attack.utfall import NYCKEL, Rojande, Utfall

__all__ = ["NYCKEL", "Rojande", "Utfall", "angrip"]


def angrip(
    publiceringar: Sequence[pd.DataFrame],
    plan: Mapping[str, Any],
    k: int = 5,
    egna: pd.DataFrame | None = None,
    *,
    slack: int = 0,
) -> Utfall:
    """Attack the newest publication by itself, and all of them together.

    Verdicts on a hidden number, with its interval: EXACT (lo = hi), PROVEN_SMALL (1 <= lo and
    hi < k), TOO_NARROW (hi - lo < k - 1). Without interval: SHOWN_SMALL (1 to k - 1 is shown, or is
    how much a shown number has moved), CARRIES_VALUE (a figure that the cell's status forbids, or
    a sign that tells it from other hidden cells), CONTRADICTION (no numbers agree with what is
    published; once a block, named after one of its numbers).

    Args:
        publiceringar: the published cells, oldest first, one row a cell; columns NYCKEL (text, ''
            for none), status, taljare and namnare (whole cases), varde, undre, ovre (nullable), and
            if there are any orsak and galler_fran: the run that the value holds from. Two
            publications that name the same run have the same number behind a cell.
        plan: the parsed plan.yml, whose text says what statuses and relations mean. Tables with
            ``skydd: nej`` are left out; a row of no table in the plan is attacked like a protected
            one.
        k: the smallest number of cases that may be shown or proven; at least 2.
        egna: the true numbers behind the newest publication's cells, as they were in the run that
            each holds from; columns NYCKEL, taljare, namnare. Only what an insider knows beforehand
            is taken from them; without them no insider is played.
        slack: how many more cases than the least possible may have changed in all between
            publications.

    Returns:
        The findings, sorted by cell, and what was tried.

    Raises:
        ValueError: what was given is not understood. Nothing has been judged then, so nothing may
            be published. The message repeats no figure.
        RuntimeError: the solver gave no answer; the same applies.
        TypeError: a single frame was given, not a sequence of them.
    """
    if isinstance(publiceringar, pd.DataFrame):
        raise TypeError("angrip tar en följd av publiceringar, inte en enda")
    if k < 2:
        raise ValueError("k måste vara minst 2")
    utfall = Utfall(publiceringar=len(publiceringar))
    if not publiceringar:
        return utfall
    samband = Samband(plan["relationer"])
    lasta = [las(ram, plan, nr, k) for nr, ram in enumerate(publiceringar)]
    rader = _rader(lasta, samband)
    nyast = lasta[-1]
    utfall.dolda = sum(cell.dold for cell in nyast.celler.values())
    utfall.ta_emot(nyast.fynd)
    kunnig, block = utomstaende(nyast, samband, rader[-1], k, utfall)
    if egna is not None:
        angrip_som_insiders(kunnig, block, facit(egna, samband), utfall)
    if len(lasta) > 1:
        angrip_over(lasta, rader, samband, k, slack, utfall)
    return utfall


def _rader(lasta: Sequence[Publicering], samband: Samband) -> list[list[Rad]]:
    """The equations of each publication, worked out once for those that have the same cells."""
    kanda: dict[frozenset[object], list[Rad]] = {}
    rader = []
    for publicering in lasta:
        form = frozenset((n, c.bar, c.status == "ej_mogen") for n, c in publicering.celler.items())
        if form not in kanda:
            kanda[form] = samband.rader(publicering.celler)
        rader.append(kanda[form])
    return rader
