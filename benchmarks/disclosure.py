"""Time of protecting and attacking each year block of a night that has been built.

`python -m benchmarks.disclosure <home>` prints wall seconds on one core a block, and the sum.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from pipelines.disclosure.attack import angrip
from pipelines.disclosure.cells import Thresholds
from pipelines.disclosure.plan import load_plan
from pipelines.measures import load_measures
from pipelines.publication import calendar, cells, protection, tables
from pipelines.settings import Home

OWN = [*cells.KEY, "taljare", "namnare"]


def main(root: Path) -> None:
    """Protect and attack every block by itself, the slowest first."""
    plan, measures = load_plan(), load_measures()
    rows, policy, _ = tables.from_build(Home(root).build / "natt.duckdb", measures, plan)
    thresholds = Thresholds(policy["skyddstroskel_barn"], policy["skyddstroskel_hushall"])
    frame = cells.prepare(rows, plan, thresholds, policy["for_fa_namnare"])
    truth = calendar.hold(frame, None, lambda _: True, plan).frame
    names = pd.Series(cells.key(truth), index=truth.index)
    times = []
    for block in protection.blocks(truth):
        start = time.perf_counter()
        solved = protection.solve(block, plan, thresholds)
        protected = time.perf_counter() - start
        mine = truth[truth["block"] == block.name].copy()
        mine.loc[names[mine.index].isin(solved.hidden), "status"] = "skyddad"
        start = time.perf_counter()
        found = angrip(
            [cells.emit(mine, measures)], plan.model_dump(), thresholds.children, mine[OWN]
        )
        attacked = time.perf_counter() - start
        times.append((protected, attacked, block.name, len(block.cells), len(found.fynd)))
    for protected, attacked, name, size, found_here in sorted(times, reverse=True)[:12]:
        print(
            f"{name:<14} {size:>5} cells  protect {protected:6.1f} s  "
            f"attack {attacked:5.1f} s  findings {found_here}"
        )
    print(f"all {len(times)} blocks: {sum(p + a for p, a, *_ in times):.1f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
