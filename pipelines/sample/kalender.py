"""Days as whole numbers (days since 1970-01-01), which is how the world is computed.

A missing day is ``SAKNAS``; it is negative, so ``dag >= 0`` means "has a day".
"""

from datetime import date

import numpy as np

from pipelines.sample.slump import Heltal

SAKNAS = -1


def dagtal(dag: date) -> int:
    """The day's number."""
    return dag.toordinal() - date(1970, 1, 1).toordinal()


def ar(dagar: Heltal) -> Heltal:
    """Calendar year of each day."""
    return dagar.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def manad(dagar: Heltal) -> Heltal:
    """Month 0–11 of each day."""
    return dagar.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


def veckodag(dagar: Heltal) -> Heltal:
    """Weekday of each day, Monday = 0."""
    return (dagar + 3) % 7


def till_fredag(dagar: Heltal) -> Heltal:
    """Saturdays and Sundays moved back to Friday."""
    return dagar - np.maximum(veckodag(dagar) - 4, 0)


def till_mandag(dagar: Heltal) -> Heltal:
    """Saturdays and Sundays moved on to Monday."""
    dag = veckodag(dagar)
    return dagar + np.where(dag > 4, 7 - dag, 0)


def plus_manader(dagar: Heltal, manader: Heltal) -> Heltal:
    """Calendar months later; a day that the month lacks becomes its last (31 Jan + 1 = 28 Feb)."""
    datum = dagar.astype("datetime64[D]")
    borjan = datum.astype("datetime64[M]")
    mal = borjan + manader
    forsta = mal.astype("datetime64[D]").astype(np.int64)
    sista = (mal + 1).astype("datetime64[D]").astype(np.int64) - 1
    i_manaden = dagar - borjan.astype("datetime64[D]").astype(np.int64)
    return np.asarray(np.minimum(forsta + i_manaden, sista), dtype=np.int64)
