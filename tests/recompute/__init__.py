"""Every measure a second time, in pandas, from the accepted rows and the texts alone.

Written without a look at the SQL. `recompute(rows)` gives the rows of every measure; `compare`
tells where a model's table says something else. Works on synthetic data only (syntetiska data).
"""

from tests.recompute.compare import differences
from tests.recompute.measures import MEASURES, recompute
from tests.recompute.rows import Rows, read
from tests.recompute.texts import measures

__all__ = ["MEASURES", "Rows", "differences", "measures", "read", "recompute"]
