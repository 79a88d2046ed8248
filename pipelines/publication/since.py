"""The run that a published cell holds from, told without telling of numbers that are not shown."""

from __future__ import annotations

import pandas as pd

from pipelines.publication.cells import DESCRIBED, KEY, known_numbers, rounded
from pipelines.publication.status import Status


def holds_from(truth: pd.DataFrame, before: pd.DataFrame | None, run: str) -> pd.DataFrame:
    """The run that each protected cell holds from: the first one that said what it says.

    Of a number that readers do not get it must not tell whether it has moved: hidden cells hold
    from tonight when anything of their block has moved, and else as before.
    """
    guarded = truth["block"] != ""
    truth["galler_fran"] = pd.Series(run, index=truth.index).where(guarded, None)
    if before is not None:
        first = dict(zip(_says(before), before["galler_fran"], strict=True))
        earlier = _says(truth).map(first)
        unseen = truth["status"].isin([Status.SKYDDAD, Status.FOR_FA])
        earlier = earlier.mask(unseen & truth["block"].isin(_moved(truth, before)))
        truth["galler_fran"] = truth["galler_fran"].where(~guarded | earlier.isna(), earlier)
    return truth


def _says(frame: pd.DataFrame) -> pd.Series:
    """What readers are told by each cell, as text."""
    told = frame[[*KEY, "status", "orsak", "taljare", "namnare"]].copy()
    described = frame["form"].isin(DESCRIBED)
    told["taljare"] = told["taljare"].mask(described, rounded(frame))
    told["namnare"] = told["namnare"].mask(described)
    hidden = frame["status"] != Status.VISAD
    told[["taljare", "namnare"]] = told[["taljare", "namnare"]].mask(hidden)
    return told.astype("string").fillna("").agg("\0".join, axis=1)


def _moved(truth: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    """The blocks where a number of the publication before is another tonight, shown or not."""
    says = [*KEY, "block", "taljare", "namnare"]
    old, now = (frame.loc[known_numbers(frame), says] for frame in (before, truth))
    same = now.astype("string").fillna("").agg("\0".join, axis=1)
    other = ~old.astype("string").fillna("").agg("\0".join, axis=1).isin(set(same))
    return set(old.loc[other, "block"])
