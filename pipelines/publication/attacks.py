"""Let the attacker loose on publications, block by block, two at a time.

What was attacked before, byte for byte by the same code, is not attacked again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.disclosure.attack import angrip
from pipelines.disclosure.plan import Plan
from pipelines.files import write_atomically
from pipelines.publication.cells import COLUMNS, DESCRIBED, KEY, block_names
from pipelines.publication.status import Status
from pipelines.publication.workers import workers

OK = "ok"


@dataclass
class Judged:
    """How an attack ended.

    Attributes:
        verdicts: (attacker, verdict) -> how many numbers.
        blocks: the blocks where something else than ok was found.
        hidden: hidden cells of the last publication that were attacked.
        publications: how many publications were attacked together.
    """

    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    blocks: list[str] = field(default_factory=list)
    hidden: int = 0
    publications: int = 0

    @property
    def safe(self) -> bool:
        """Whether every verdict is ok."""
        return not self.blocks and all(verdict == OK for _, verdict in self.verdicts)

    def summary(self) -> str:
        """One line for a person: what was attacked and every verdict; no value."""
        by_verdict: Counter[str] = Counter({OK: 0})
        for (_, verdict), count in self.verdicts.items():
            by_verdict[verdict] += count
        said = ", ".join(f"{count} {verdict}" for verdict, count in by_verdict.items())
        readers = len({reader for reader, _ in self.verdicts})
        return (
            f"{self.hidden} dolda celler angripna i {self.publications} publiceringar av "
            f"{readers} angripare, {by_verdict.total()} prövningar: {said}"
        )


def attack(
    publications: Sequence[pd.DataFrame],
    plan: Plan,
    k: int,
    own: pd.DataFrame | None,
    memory: Path,
    code: str,
    say: Callable[[str], None],
) -> Judged:
    """Attack the last publication by itself, and all of them together.

    Args:
        publications: the cells that readers got, oldest first.
        plan: the publication plan.
        k: the smallest number that may be shown or proven.
        own: the true numbers behind the last one (KEY, taljare, namnare), to play insiders.
        memory: folder of earlier verdicts; restricted, may be deleted between nights.
        code: checksum of the code.
        say: takes one line of progress at a time.
    """
    memory.mkdir(parents=True, exist_ok=True, mode=0o700)
    split = [
        dict(iter(cells[COLUMNS].groupby(block_names(cells, plan), sort=True)))
        for cells in publications
    ]
    truth = {} if own is None else _true(own, plan)
    judged = Judged(publications=len(publications))
    spoken = plan.model_dump()
    jobs: dict[str, tuple[Path, Any]] = {}
    numbered = publications[-1]["status"].isin([Status.VISAD, Status.SKYDDAD, Status.FOR_FA])
    with workers(int(numbered.sum())) as pool:
        for block in sorted(set().union(*split) - {""}):
            frames = _apart([part[block] for part in split if block in part])
            mine = truth.get(block)
            mine = None if mine is None else mine[[*KEY, "taljare", "namnare"]]
            path = memory / f"{_digest(frames, spoken, k, mine, code)}.json"
            work = None if path.exists() else pool.submit(_attack, frames, spoken, k, mine)
            jobs[block] = (path, work)
        waiting = sum(work is not None for _, work in jobs.values())
        if waiting:
            say(f"Angriper {waiting} block")
        for block, (path, work) in jobs.items():
            if work is not None:
                write_atomically(path, json.dumps(work.result()))
            found = json.loads(path.read_text(encoding="utf-8"))
            judged.hidden += found["dolda"]
            verdicts = Counter({(a, v): n for a, v, n in found["provade"]})
            judged.verdicts.update(verdicts)
            if found["fynd"] or any(verdict != OK for _, verdict in verdicts):
                judged.blocks.append(block)
    return judged


def _true(own: pd.DataFrame, plan: Plan) -> dict[str, pd.DataFrame]:
    """The true numbers by block; figures that describe many are no numbers of cases."""
    counted = own[~own["form"].isin(DESCRIBED)] if "form" in own else own
    return dict(iter(counted.groupby(block_names(counted, plan))))


def _attack(
    frames: list[pd.DataFrame], plan: dict[str, Any], k: int, own: pd.DataFrame | None
) -> dict[str, Any]:
    """Only counts leave the worker: what was recovered does not."""
    outcome = angrip(frames, plan, k, own)
    return {
        "dolda": outcome.dolda,
        "fynd": len(outcome.fynd),
        "provade": [[*pair, count] for pair, count in sorted(outcome.provade.items())],
    }


def _apart(frames: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """The frames without those that repeat the one before."""
    found = frames[:1]
    for frame in frames[1:]:
        if _text(frame) != _text(found[-1]):
            found.append(frame)
    return found


def _text(frame: pd.DataFrame | None) -> str:
    return "" if frame is None else str(frame.to_csv(index=False))


def _digest(
    frames: list[pd.DataFrame], plan: dict[str, Any], k: int, own: pd.DataFrame | None, code: str
) -> str:
    digest = hashlib.sha256(json.dumps([plan, k, code], sort_keys=True).encode())
    for frame in (*frames, own):
        digest.update(_text(frame).encode() + b"\0")
    return digest.hexdigest()
