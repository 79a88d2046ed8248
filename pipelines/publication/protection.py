"""Protect the planned cells block by block, side by side, and remember what was solved.

A block is a year of measures that equations join. If no safe choice of hidden cells exists in
one, its breakdowns are not shown, or else nothing of it: an odd world must not stop every night.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipelines.disclosure.cells import Behind, Cell, Thresholds
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.protect import CannotProtectError, protect
from pipelines.files import write_atomically
from pipelines.publication.cells import DESCRIBED, behind, key, known_numbers
from pipelines.publication.status import Status
from pipelines.publication.workers import workers

CANNOT = "kan_inte_skyddas"


@dataclass(frozen=True)
class Block:
    """A block, as it is handed to a worker.

    Attributes:
        name: family of measures / year.
        cells: its cells that have numbers.
        hidden: those that were hidden before. `shown`: those that readers have already.
    """

    name: str
    cells: Mapping[Cell, Behind]
    hidden: frozenset[Cell] = frozenset()
    shown: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Solved:
    """What is hidden in a block, and what of it cannot be shown in any way."""

    name: str
    hidden: frozenset[Cell]
    without: frozenset[Cell] = frozenset()


def blocks(
    frame: pd.DataFrame, hidden: Iterable[Cell] = (), shown: Iterable[Cell] = ()
) -> list[Block]:
    """The blocks of prepared cells, except those where readers have every cell already."""
    hidden, shown = frozenset(hidden), frozenset(shown)
    guarded = frame[(frame["block"] != "") & ~frame["form"].isin(DESCRIBED) & known_numbers(frame)]
    found = []
    for name, rows in guarded.groupby("block", sort=True):
        cells = {
            cell: replace(of, split=status != Status.FOR_FA)
            for cell, of, status in zip(key(rows), behind(rows), rows["status"], strict=True)
        }
        before = hidden & cells.keys(), shown & cells.keys()
        if len(before[0]) + len(before[1]) < len(cells):
            found.append(Block(str(name), cells, *before))
    return found


def solve(block: Block, plan: Plan, thresholds: Thresholds) -> Solved:
    """Protect one block; give up its breakdowns, and then all that is new, if it cannot be done."""
    old = block.hidden | block.shown
    for given_up in (
        frozenset[Cell](),
        frozenset(cell for cell in block.cells if cell.dimension and cell not in old),
        frozenset(cell for cell in block.cells if cell not in old),
    ):
        kept = {cell: of for cell, of in block.cells.items() if cell not in given_up}
        try:
            hidden = protect(
                kept, plan, thresholds, stay_hidden=block.hidden, stay_shown=block.shown
            )
        except CannotProtectError:
            continue
        return Solved(block.name, frozenset(hidden), given_up)
    raise CannotProtectError(f"blocket {block.name} går inte att skydda")


def solve_all(
    todo: list[Block],
    plan: Plan,
    thresholds: Thresholds,
    memory: Path,
    code: str,
    say: Callable[[str], None],
) -> list[Solved]:
    """Protect all blocks, two at a time; what was solved before from the same numbers is read.

    Args:
        todo: the blocks.
        plan: the publication plan.
        thresholds: the policy.
        memory: folder of earlier solutions; restricted, may be deleted between nights.
        code: checksum of the code.
        say: takes one line of progress at a time.
    """
    memory.mkdir(parents=True, exist_ok=True, mode=0o700)
    found: list[Solved] = []
    left: list[tuple[Path, Block]] = []
    for block in todo:
        path = memory / f"{_digest(block, plan, thresholds, code)}.json"
        if path.exists():
            found.append(_read(path))
        else:
            left.append((path, block))
    left.sort(key=lambda item: (-len(item[1].cells), item[1].name))
    if left:
        say(f"Skyddar {len(left)} block")
        with workers(sum(len(block.cells) for _, block in left)) as pool:
            jobs = [(path, pool.submit(solve, block, plan, thresholds)) for path, block in left]
            for number, (path, job) in enumerate(jobs, start=1):
                solved = job.result()
                _write(path, solved)
                found.append(solved)
                if number % 20 == 0:
                    say(f"Skyddade {number} av {len(left)} block")
    return sorted(found, key=lambda solved: solved.name)


def _digest(block: Block, plan: Plan, thresholds: Thresholds, code: str) -> str:
    cells = sorted(block.cells.items(), key=lambda item: item[0])
    parts = (block.name, cells, sorted(block.hidden), sorted(block.shown), thresholds, code)
    text = repr(parts) + plan.model_dump_json()
    return hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, solved: Solved) -> None:
    content = [solved.name, sorted(solved.hidden), sorted(solved.without)]
    write_atomically(path, json.dumps(content))


def _read(path: Path) -> Solved:
    name, hidden, without = json.loads(path.read_text(encoding="utf-8"))
    return Solved(name, frozenset(Cell(*c) for c in hidden), frozenset(Cell(*c) for c in without))
