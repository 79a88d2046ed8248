"""Children without any decided insats: they are only reported or investigated.

Their numbers follow after the numbers of the children with decisions, so that a new part of the
world does not move the old ones.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod
from pipelines.sample.slump import chans, jamnt

YNGST, ALDST = 0, 20


@dataclass
class Nummer:
    """The next free number of a child and of a household, and how many were taken."""

    barn: int
    hushall: int
    tagna_barn: int = 0
    tagna_hushall: int = 0

    def ge(self, rng: np.random.Generator, rader: pd.DataFrame, dag: str) -> pd.DataFrame:
        """The rows, each with a child of its own about as old as the one it was modelled on.

        Args:
            rng: the stream of the caller.
            rader: rows with ``fodelsear`` of the model and ``syskongrupp``: rows of one group
                share a household.
            dag: the column of the day when the child must be 0–20 years old.
        """
        grupp = np.unique(rader["syskongrupp"].to_numpy(), return_inverse=True)[1]
        brus, antal = ladda().utredning.alder_brus, len(rader)
        aret = ar(rader[dag].to_numpy())
        fodda = rader["fodelsear"].to_numpy() + jamnt(rng, (-brus, brus), antal)
        pojke = chans(rng, ladda().hushall.pojke, antal)
        kon = np.where(pojke, kod("kon", "M"), kod("kon", "K"))
        ut = rader.assign(
            barn_id=self.barn + self.tagna_barn + np.arange(antal),
            hushall_id=self.hushall + self.tagna_hushall + grupp,
            fodelsear=np.clip(fodda, aret - ALDST, aret - YNGST),
            kon=np.where(chans(rng, ladda().hushall.kon_saknas, antal), SAKNAS, kon),
        )
        self.tagna_barn += antal
        self.tagna_hushall += int(grupp.max(initial=-1)) + 1
        return ut.drop(columns="syskongrupp")
