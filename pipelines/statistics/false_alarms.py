"""How often a control chart signals although nothing has changed.

Of eleven charts some signal by luck alone; the page says how many to expect. The chances are for
limits locked on the first twelve points and a signal at the latest point, simulated for series in
control (200 000 charts a number of points, tests/unit/statistics/test_false_alarms.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.control_charts import FIRM, Kind

# By number of points from twelve on; from nineteen on the chance stays where it is. It grows until
# then, because a run of seven on one side is rare while its points still draw the centre line.
XMR = (0.0146, 0.0293, 0.0336, 0.0389, 0.0432, 0.0500, 0.0555, 0.0612)
P_AND_U = (0.0049, 0.0104, 0.0140, 0.0186, 0.0233, 0.0291, 0.0345, 0.0411)


class FalseAlarms(NamedTuple):
    """Charts expected to signal by chance, and the chance that at least one of them does."""

    expected: float
    any: float


def false_alarms(kind: Kind, points: ArrayLike) -> FalseAlarms:
    """What chance alone does with the charts shown, if no district has changed.

    Args:
        kind: of the charts: xmr, p or u.
        points: each chart's number of points since its last break, shape (m,). Charts with fewer
            than twelve cannot signal.

    Returns:
        Expected number of charts that signal, and the chance of any (charts taken as independent).

    Raises:
        ValueError: a number of points is negative or broken.
    """
    shown = np.asarray(points, dtype=np.float64)
    if np.any(~(shown >= 0)) or np.any(shown != np.floor(shown)):
        raise ValueError("antalet punkter ska vara ett helt tal från noll")
    table = np.array(XMR if kind == "xmr" else P_AND_U)
    place = np.clip(shown - FIRM, 0, len(table) - 1).astype(np.int64)
    chance = np.where(shown >= FIRM, table[place], 0.0)
    return FalseAlarms(float(chance.sum()), float(1 - np.prod(1 - chance)))
