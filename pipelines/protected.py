"""From true numbers to what readers may see: hold, protect, attack, and register.

The last publication rules: what it shows stands, and what it hides stays hidden. The attacker is
the last gate; a block that it breaks is held back whole, and if that is not enough nothing is
published.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.disclosure.cells import Thresholds
from pipelines.disclosure.plan import Plan
from pipelines.disclosure.protect import CannotProtectError
from pipelines.errors import CheckFailed
from pipelines.files import sha256
from pipelines.measures import Measure
from pipelines.publication import (
    attacks,
    calendar,
    cells,
    gate,
    parquet,
    protection,
    serving,
    settled_curves,
    since,
    underlag,
)
from pipelines.publication.comparisons import design_effects
from pipelines.publication.register import Line, Register, same
from pipelines.publication.status import Status
from pipelines.settings import Home

_CELLS = "celler.parquet"
REVISION_MONTHS = ("revisionsmanad_1", "revisionsmanad_2")


@dataclass(frozen=True)
class Source:
    """What a publication is made from.

    Attributes:
        rows: the planned measure rows. `measures`, `plan`: what they are, and what is published.
        parameters: the policy in force.
        database, compiled: the build, and the folder of its compiled models.
        run, grund, uttagsdatum, code: see `register.Line`; `code` is the code's checksum.
    """

    rows: pd.DataFrame
    measures: Mapping[str, Measure]
    plan: Plan
    parameters: Mapping[str, int]
    database: Path
    compiled: Path
    run: str
    grund: str
    uttagsdatum: dt.date
    code: str

    @property
    def thresholds(self) -> Thresholds:
        """The policy's thresholds."""
        p = self.parameters
        return Thresholds(p["skyddstroskel_barn"], p["skyddstroskel_hushall"])


@dataclass(frozen=True)
class Protected:
    """What may be published.

    Attributes:
        figures: the cells as readers get them.
        truth: the prepared cells with their final states; restricted.
        effects: the city's design effects, from the same numbers as the cells.
        judged: the attack on them, together with every publication before.
        last: the publication before. `news`: whether readers get anything else than it gave.
    """

    figures: pd.DataFrame
    truth: pd.DataFrame
    effects: pd.DataFrame
    judged: attacks.Judged
    last: Line | None
    news: bool


def protect(home: Home, source: Source, say: Callable[[str], None]) -> Protected:
    """Decide what readers may see.

    Raises:
        CheckFailed: the register is damaged or is not the one that readers got their figures
            by, no safe choice exists, or the attacker found something even with the blocks it
            broke held back.
    """
    register = Register(home.register)
    lines = standing(home)
    last = lines[-1] if lines else None
    before = register.truth(last) if last else None
    if last and before is None:
        raise CheckFailed(
            "underlaget till den senaste publiceringen finns inte i publiceringar/underlag; "
            "återställ det ur en säkerhetskopia. Inget publiceras"
        )
    p = source.parameters
    frame = cells.prepare(
        source.rows, source.plan, source.thresholds, p["for_fa_namnare"],
        grouped=bool(p["gruppskydd"]),
    )  # fmt: skip
    may_move = _gate(home, register, source, frame, before, last)
    earlier = [register.read(line) for line in lines]
    stopped: set[str] = set()
    for _ in range(2):
        truth = _decide(home, source, frame, before, may_move, stopped, say)
        effects = design_effects(truth, source.measures)
        figures = cells.emit(truth, source.measures, effects)
        judged = attacks.attack(
            [*earlier, figures], source.plan, source.thresholds.children, truth,
            home.build / "angrepp", source.code, say,
        )  # fmt: skip
        if judged.safe:
            break
        say(f"Angriparen tog sig in i {len(judged.blocks)} block, som hålls tillbaka")
        stopped |= set(judged.blocks)
    if not judged.safe:
        raise CheckFailed(f"angriparen kunde röja tal ({judged.summary()}); inget publiceras")
    news = last is None or not same(figures, earlier[-1])
    return Protected(figures, truth, effects, judged, last, news)


def standing(home: Home) -> list[Line]:
    """Every publication, oldest first; removes what a killed night left where readers may read.

    Raises:
        CheckFailed: the register is damaged, or does not hold what readers have: then nothing
            says what stands and what is hidden, and a first publication would release it.
    """
    register = Register(home.register)
    lines = register.lines()
    current = serving.pointed(home.serve)
    if current is not None and not _registered(register, lines, home.serve / current):
        raise CheckFailed(
            f"läsarna har körningen {current}, som inte står i publiceringsregistret; återställ "
            f"{home.register} (eller {home.serve}, om det är den som är skadad) ur en "
            "säkerhetskopia som togs efter den körningen. Inget publiceras, eftersom det visade "
            "inte går att jämföra med"
        )
    given = {line.sha256 for line in lines}
    since = (home.serve / serving.POINTER).stat().st_mtime_ns if current is not None else 0
    for served in home.serve.glob(f"*/{_CELLS}"):
        late = served.stat().st_mtime_ns > since  # was never pointed at
        if served.parent.name != current and (late or sha256(served) not in given):
            shutil.rmtree(served.parent)
    return lines


def _registered(register: Register, lines: list[Line], served: Path) -> bool:
    """Whether a publication holds what a night serves; by its run if the night is damaged."""
    if any(line.run == served.name for line in lines):
        return True
    try:
        digest = sha256(served / _CELLS)
        if any(line.sha256 == digest for line in lines):
            return True
        cells_now = parquet.read(served / _CELLS)
    except (OSError, duckdb.Error):
        return False
    # The same cells may be other bytes, written by another version of the library.
    return any(same(cells_now, register.read(line)) for line in reversed(lines))


def _gate(
    home: Home,
    register: Register,
    source: Source,
    frame: pd.DataFrame,
    before: pd.DataFrame | None,
    last: Line | None,
) -> Callable[[str], bool]:
    """Whether a block may take its new numbers tonight."""
    months = [source.parameters[name] for name in REVISION_MONTHS]
    now = home.build / "barn.parquet"
    (home.register / "underlag").mkdir(parents=True, exist_ok=True, mode=0o700)
    key = home.register / "underlag" / "barn.nyckel"
    underlag.save(source.database, source.compiled, source.measures, source.plan, key, now)
    if last is None or before is None:
        return lambda _: True
    if not calendar.is_revision(last.uttagsdatum, source.uttagsdatum, months):
        return lambda _: False
    old = register.children(last)
    if not old.is_file():
        return lambda _: False
    closed = gate.closed_blocks(before, frame, old, now, source.thresholds.children, source.plan)
    return lambda block: block not in closed


def _decide(
    home: Home,
    source: Source,
    frame: pd.DataFrame,
    before: pd.DataFrame | None,
    may_move: Callable[[str], bool],
    stopped: set[str],
    say: Callable[[str], None],
) -> pd.DataFrame:
    """Every cell with its final state."""
    held = calendar.hold(frame, before, lambda b: may_move(b) and b not in stopped, source.plan)
    truth = held.frame
    todo = protection.blocks(truth, held.hidden, held.shown)
    try:
        solved = protection.solve_all(
            [block for block in todo if block.name not in stopped],
            source.plan, source.thresholds, home.build / "skydd", source.code, say,
        )  # fmt: skip
    except CannotProtectError as error:
        raise CheckFailed(f"{error}; inget publiceras") from None
    hidden = {cell for one in solved for cell in one.hidden}
    hidden |= {c for block in todo if block.name in stopped for c in block.hidden}
    without = {cell for one in solved for cell in one.without}
    names = pd.Series(cells.key(truth), index=truth.index)
    new = ~truth["star"].astype(bool)
    numbered = cells.known_numbers(truth)
    gone = new & numbered & (names.isin(without) | truth["block"].isin(stopped))
    truth.loc[names.isin(hidden), ["status", "orsak"]] = [Status.SKYDDAD.value, None]
    truth.loc[gone, ["status", "orsak"]] = [Status.SAKNAS.value, protection.CANNOT]
    say(f"Skyddade {int((truth['status'] == Status.SKYDDAD).sum())} av {len(truth)} celler")
    return since.holds_from(truth.drop(columns="star"), before, source.run)


def register(
    home: Home, source: Source, made: Protected, served: Path, drawn: pd.DataFrame
) -> None:
    """Register what is about to be published, if readers get anything new by it.

    Args:
        home: the installation.
        source: what it was made from.
        made: the cells.
        served: the folder of the run.
        drawn: the curves, of the cohorts before and the new ones.
    """
    place = Register(home.register)
    sealed = settled_curves.prepare(home.register, drawn)
    if not made.news and made.last and made.last.kurvor == sealed:
        settled_curves.keep(home.register)
        place.forget(made.last)  # an interrupted night may have left the one before
        return
    old = place.children(made.last) if made.last else None
    line = place.append(
        served / _CELLS, made.truth, source.run, source.plan.version, source.uttagsdatum,
        source.grund,
        lambda target: underlag.keep(
            old, home.build / "barn.parquet", made.truth, source.run, target
        ),
        sealed,
    )  # fmt: skip
    settled_curves.keep(home.register)
    place.forget(line)
