"""Ten random revisions of small cubes: hold, protect, register and attack (syntetiska data).

Every child has one decision, of a unit, a category and own or bought. A revision lets some come,
some go and some change; few or many, as the draw has it. What is drawn knows nothing of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines.disclosure.attack import Utfall, angrip
from pipelines.measures import load_measures
from pipelines.publication import underlag
from pipelines.publication.calendar import hold
from pipelines.publication.cells import KEY, emit, key, known_numbers, prepare
from pipelines.publication.gate import closed_blocks
from pipelines.publication.protection import CANNOT, blocks, solve
from tests.unit.disclosure.tables import PLAN, THRESHOLDS, YEAR, plan

UNITS = ("bromma", "farsta", "jarva", "kungsholmen")
VALUES = ("FAM", "KON", "STO", "VAL")
SIZES = (0, 0, 1, 2, 3, 4, 6, 9, 14, 25)
BLOCK = f"V1/{YEAR}"
Child = tuple[str, str, bool]


def born(draw: np.random.Generator) -> dict[int, Child]:
    """A city of children by number."""
    kinds = [
        (unit, value, bool(draw.random() < 0.7))
        for unit in UNITS
        for value in VALUES
        for _ in range(draw.choice(SIZES))
    ]
    return dict(enumerate(kinds))


def revised(children: dict[int, Child], draw: np.random.Generator, few: float) -> dict[int, Child]:
    """The same city some time later: some have come, gone, or changed unit and category.

    Five or more who all are own or all bought; but in that share `few` of draws anybody, from one
    to twelve.
    """
    anybody = draw.random() < few
    many = int(draw.integers(1 if anybody else 5, 13))
    unit, value = str(draw.choice(UNITS)), str(draw.choice(VALUES))
    sort = bool(draw.random() < 0.7)
    here = [
        child
        for child, kind in children.items()
        if kind[:2] == (unit, value) and (anybody or kind[2] is sort)
    ][:many]
    if len(here) < many:
        first = 1 + max(children, default=0)
        return children | {first + n: (unit, value, sort) for n in range(many)}
    if draw.random() < 0.5:
        return {child: kind for child, kind in children.items() if child not in here}
    to = str(draw.choice(UNITS)), str(draw.choice(VALUES))
    return children | {child: (*to, children[child][2]) for child in here}


def cells_of(kind: Child) -> list[tuple[str, str, str, str, str, bool]]:
    """The cells that a child is in, and on which side."""
    unit, value, own = kind
    return [
        (matt, enhet, YEAR, "kategori" if varde else "", varde, own or matt == "V1")
        for enhet in (unit, "stad")
        for matt, varde in (("V1", ""), ("V1", value), ("R1", ""))
    ]


def counted(children: dict[int, Child]) -> pd.DataFrame:
    """The prepared cells, with a household for each child."""
    sides: dict[tuple[str, ...], list[int]] = {
        (matt, enhet, YEAR, "kategori" if varde else "", varde): [0, 0]
        for enhet in (*UNITS, "stad")
        for matt, varde in (*(("V1", value) for value in ("", *VALUES)), ("R1", ""))
    }
    for kind in children.values():
        for *cell, inside in cells_of(kind):
            sides[tuple(cell)][0 if inside else 1] += 1
    rows = []
    for (matt, enhet, period, dimension, varde), (inside, rest) in sorted(sides.items()):
        share = matt == "R1"
        rows.append(
            {
                "matt_id": matt, "enhet_kod": enhet, "period": period, "dimension": dimension,
                "varde": varde, "taljare": inside, "namnare": inside + rest if share else None,
                "antal_barn": inside, "antal_barn_ovriga": rest if share else None,
                "antal_hushall": inside, "antal_hushall_ovriga": rest if share else None,
                "ar_mogen": True, "ar_strukturell_nolla": False, "saknas_orsak": None,
                "skydd": "ja", "form": "andel" if share else "antal", "kanslig": "nej",
            }
        )  # fmt: skip
    return prepare(pd.DataFrame(rows), plan(), THRESHOLDS, 20)


def write(path: Path, children: dict[int, Child]) -> Path:
    """The children behind the cells, as `underlag.save` writes them."""
    rows = [(*cell, child) for child, kind in children.items() for cell in cells_of(kind)]
    frame = pd.DataFrame(rows, columns=[*KEY, "i_taljare", "barn"])
    with duckdb.connect() as con:
        con.register("rader", frame)
        con.execute(f"copy (select * replace (barn::uhugeint as barn) from rader) to '{path}'")
    return path


@dataclass
class Publisher:
    """What the night does, with rules that can be dropped.

    Attributes:
        sticky: what was hidden stays hidden. `gated`: the gate is asked. `last`: the attacker is.
        given: what readers have, oldest first. `truth`: what is behind the last of it.
        moved: revisions that went through whole. `stopped`: those that only the attacker stopped.
        broke: whether a rule that is dropped would have said something else.
    """

    folder: Path
    sticky: bool = True
    gated: bool = True
    last: bool = True
    given: list[pd.DataFrame] = field(default_factory=list)
    truth: pd.DataFrame | None = None
    moved: int = 0
    stopped: int = 0
    broke: bool = False

    def publish(self, children: dict[int, Child]) -> None:
        frame, before = counted(children), self.truth
        run = str(len(self.given))
        old, now = self.folder / "barn.parquet", write(self.folder / "nu.parquet", children)
        shut = before is not None and BLOCK in closed_blocks(before, frame, old, now, 5, plan())
        self.broke |= shut and not self.gated
        opened = not (shut and self.gated)
        truth = self._decided(frame, run, opened=opened)
        if self.last and self._attack(truth).fynd:
            truth, opened = self._decided(frame, run, opened=False, stopped=True), False
            self.stopped += 1
        kept = self.folder / "kvar.parquet"
        underlag.keep(old if before is not None else None, now, truth, run, kept)
        kept.replace(old)
        if before is not None:
            again = set(key(before[before["status"] == "skyddad"]))
            self.broke |= bool(again & set(key(truth[truth["status"] == "visad"])))
        self.moved += before is not None and bool((truth["galler_fran"] == run).all())
        self.given.append(emit(truth, load_measures()))
        self.truth = truth

    def _decided(
        self, frame: pd.DataFrame, run: str, *, opened: bool, stopped: bool = False
    ) -> pd.DataFrame:
        held = hold(frame, self.truth, lambda _: opened, plan())
        truth = held.frame
        stays = held.hidden if self.sticky or not opened else frozenset()
        hidden, without = set(stays), set()
        for block in blocks(truth, stays, held.shown):
            if stopped:  # nothing new of it, as in `protected`
                without |= block.cells.keys()
                continue
            solved = solve(block, plan(), THRESHOLDS)
            hidden, without = hidden | solved.hidden, without | solved.without
        names = pd.Series(key(truth), index=truth.index)
        gone = names.isin(without) & known_numbers(truth) & ~truth["star"].astype(bool)
        truth.loc[names.isin(hidden), ["status", "orsak"]] = ["skyddad", None]
        truth.loc[gone, ["status", "orsak"]] = ["saknas", CANNOT]
        truth["galler_fran"] = truth["galler_fran"].where(truth["star"], run)
        return truth

    def _attack(self, truth: pd.DataFrame) -> Utfall:
        whole = {"taljare": "Int64", "namnare": "Int64"}
        own = truth[[*KEY, "taljare", "namnare"]].astype(whole)
        return angrip([*self.given, emit(truth, load_measures())], PLAN, 5, own)

    def found(self) -> Utfall:
        """What the attacker finds in everything that readers have."""
        assert self.truth is not None
        last = self.given.pop()
        try:
            return self._attack(self.truth)
        finally:
            self.given.append(last)


def walk(publisher: Publisher, seed: int, steps: int, few: float = 0.2) -> Iterator[Publisher]:
    """Publish, and revise that many times; yields after each."""
    draw = np.random.default_rng(seed)
    children = born(draw)
    publisher.publish(children)
    yield publisher
    for _ in range(steps):
        children = revised(children, draw, few)
        publisher.publish(children)
        yield publisher


@pytest.mark.parametrize(
    ("seed", "moved"),
    [
        (6, 1),
        (7, 3),
        *(pytest.param(seed, least, marks=pytest.mark.slow) for seed, least in ((2, 0), (3, 8))),
        *(pytest.param(seed, 0, marks=pytest.mark.slow) for seed in range(20, 40)),
    ],
)
def test_ten_random_revisions_give_nothing_away(tmp_path: Path, seed: int, moved: int) -> None:
    """`moved`: at least so many went through, else the walk would say nothing."""
    publisher = Publisher(tmp_path)
    for after in walk(publisher, seed, 10):
        assert after.found().fynd == []
        assert not after.broke
    assert publisher.moved >= moved


@pytest.mark.parametrize(("dropped", "few"), [("sticky", 0.0), ("gated", 1.0)])
def test_a_dropped_rule_is_found_in_most_draws(tmp_path: Path, dropped: str, few: float) -> None:
    """A draw counts when the rule would have said something else; it is then attacked at once."""
    caught = []
    for seed in range(100, 105):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for after in walk(Publisher(folder, last=False, **{dropped: False}), seed, 3, few):
            if after.broke:
                caught.append(bool(after.found().fynd))
                break
    assert len(caught) >= 3
    assert sum(caught) > len(caught) / 2


def test_a_hidden_cell_that_is_shown_again_is_found_in_most_draws(tmp_path: Path) -> None:
    """What the last of three publications hides, one cell at a time; the numbers are true."""
    caught = []
    for seed in range(200, 203):
        folder = tmp_path / str(seed)
        folder.mkdir()
        *_, last = walk(Publisher(folder), seed, 2)
        assert last.truth is not None
        whole = last.truth
        hidden = whole.index[(whole["status"] == "skyddad") & (whole["taljare"] >= 5)]
        for place in hidden[:3]:
            last.truth = whole.copy()
            last.truth.loc[place, "status"] = "visad"
            caught.append(bool(last.found().fynd))
    assert len(caught) >= 6
    assert sum(caught) > len(caught) / 2
