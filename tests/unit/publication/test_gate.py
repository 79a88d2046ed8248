"""Whether a block may move at a revision, by children who came and went (syntetiska data).

Farsta has 20 children and Bromma 30 in the last publication; a child has one decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipelines.disclosure.plan import load_plan
from pipelines.publication import underlag
from pipelines.publication.calendar import is_revision
from pipelines.publication.gate import closed_blocks

Key = tuple[str, str, str, str, str]
FARSTA: Key = ("V1", "farsta", "2023", "", "")
BROMMA: Key = ("V1", "bromma", "2023", "", "")
TWENTY = frozenset(range(20))
THIRTY = frozenset(range(100, 130))
PLAN = load_plan()
COLUMNS = "matt varchar, enhet varchar, period varchar, dimension varchar, dimension_varde varchar"


def children(
    path: Path,
    cells: Mapping[Key, Iterable[int]],
    rest: Mapping[Key, Iterable[int]] | None = None,
    known: Iterable[str] = (),
) -> Path:
    """The children behind cells, by number; `rest` is those on the other side of a share."""
    rows = [(*cell, True, child) for cell, own in cells.items() for child in own]
    rows += [(*cell, False, child) for cell, own in (rest or {}).items() for child in own]
    rows += [(matt, "", "", "", "", True, 0) for matt in known]
    with duckdb.connect() as con:
        con.execute(f"create table barn ({COLUMNS}, i_taljare boolean, barn uhugeint)")
        if rows:
            con.executemany(f"insert into barn values ({', '.join('?' * 7)})", rows)
        con.execute(f"copy barn to '{path}' (format parquet)")
    return path


def cell(key: Key, taljare: float | None, namnare: float | None = None, **given: Any) -> dict:
    return {
        **dict(zip(("matt", "enhet", "period", "dimension", "dimension_varde"), key, strict=True)),
        "form": "antal" if namnare is None else "andel", "block": f"{key[0]}/{key[2][:4]}",
        "status": "visad", "orsak": None, "taljare": taljare, "namnare": namnare, **given,
    }  # fmt: skip


def closed(
    folder: Path,
    old: Mapping[Key, Iterable[int]],
    now: Mapping[Key, Iterable[int]],
    before: list[dict] | None = None,
    after: list[dict] | None = None,
) -> set[str]:
    """The closed blocks; without cells given, each is shown and counts its children."""
    shown = before or [cell(key, len(set(own))) for key, own in old.items()]
    tonight = after or [cell(key, len(set(own))) for key, own in now.items()]
    return closed_blocks(
        pd.DataFrame(shown).astype({"taljare": "float64", "namnare": "float64"}),
        pd.DataFrame(tonight).astype({"taljare": "float64", "namnare": "float64"}),
        children(folder / "fore.parquet", old), children(folder / "nu.parquet", now), 5,
        PLAN,
    )  # fmt: skip


def turned(came: int, went: int) -> frozenset[int]:
    """Farsta's twenty, after some have come and some have gone."""
    return frozenset(range(went, 20)) | frozenset(range(1000, 1000 + came))


@pytest.mark.parametrize(
    ("came", "went", "shut"),
    [
        (0, 0, False),
        (1, 0, True), (4, 0, True), (5, 0, False), (6, 0, False),
        (0, 1, True), (0, 4, True), (0, 5, False), (0, 6, False),
        (1, 1, True),  # the number stands, and the children do not
        (4, 4, True), (4, 5, True), (4, 9, True), (9, 4, True),
        (5, 5, False),  # the number stands, five for five
        (6, 5, True), (5, 6, True), (9, 5, True), (5, 9, True),  # a net move of one to four
        (10, 5, False), (5, 10, False),
    ],
)  # fmt: skip
def test_a_block_moves_by_none_or_five_children_in_and_out_and_in_all(
    tmp_path: Path, came: int, went: int, shut: bool
) -> None:
    found = closed(tmp_path, {FARSTA: TWENTY}, {FARSTA: turned(came, went)})
    assert found == ({"V1/2023"} if shut else set())


@pytest.mark.parametrize(("came", "went", "few"), [(4, 0, 1), (5, 0, 0), (0, 1, 1), (5, 5, 0)])
def test_few_moved_names_the_cell_and_the_side(
    tmp_path: Path, came: int, went: int, few: int
) -> None:
    old = children(tmp_path / "a.parquet", {FARSTA: TWENTY}, {FARSTA: range(200, 220)})
    now = children(tmp_path / "b.parquet", {FARSTA: turned(came, went)}, {FARSTA: range(201, 220)})
    assert underlag.few_moved(old, now, 5) == {(*FARSTA, False), *[(*FARSTA, True)] * few}


def test_one_closed_cell_holds_its_whole_block_and_no_other(tmp_path: Path) -> None:
    other = ("V1", "farsta", "2022", "", "")
    old = {FARSTA: TWENTY, BROMMA: THIRTY, other: TWENTY}
    now = {FARSTA: turned(3, 0), BROMMA: THIRTY | set(range(300, 309)), other: turned(7, 0)}
    assert closed(tmp_path, old, now) == {"V1/2023"}


def test_a_child_that_changes_sides_of_a_share_closes_it(tmp_path: Path) -> None:
    key = ("F1", "farsta", "2023", "", "")
    old = children(tmp_path / "a.parquet", {key: TWENTY}, {key: THIRTY})
    now = children(tmp_path / "b.parquet", {key: TWENTY | {100}}, {key: THIRTY - {100}})
    shown, tonight = (
        pd.DataFrame([cell(key, taljare, 50)]).astype({"namnare": float}) for taljare in (20, 21)
    )
    assert closed_blocks(shown, tonight, old, now, 5, PLAN) == {"F1/2023"}


def test_a_net_move_of_the_rest_alone_closes_a_share(tmp_path: Path) -> None:
    """Ten more on time and 13 more in all: the other side is 3 more, though 8 came and 5 went."""
    key = ("F1", "farsta", "2023", "", "")
    late = frozenset(range(105, 130)) | frozenset(range(600, 608))
    old = children(tmp_path / "a.parquet", {key: TWENTY}, {key: THIRTY})
    now = children(tmp_path / "b.parquet", {key: turned(10, 0)}, {key: late})
    shown = pd.DataFrame([cell(key, 20, 50)])
    assert underlag.few_moved(old, now, 5) == set()
    assert closed_blocks(shown, pd.DataFrame([cell(key, 30, 63)]), old, now, 5, PLAN) == {"F1/2023"}
    assert closed_blocks(shown, pd.DataFrame([cell(key, 30, 60)]), old, now, 5, PLAN) == set()


def test_more_decisions_about_the_same_children_close_a_block(tmp_path: Path) -> None:
    """Eight more decisions, perhaps all about one child."""
    before, after = [cell(FARSTA, 20)], [cell(FARSTA, 28)]
    assert closed(tmp_path, {FARSTA: TWENTY}, {FARSTA: TWENTY}, before, after) == {"V1/2023"}


def test_a_share_of_a_value_knows_the_children_of_that_value_only(tmp_path: Path) -> None:
    """None of 20 was bought, and then none of 26: the six stand behind the other values."""
    key = ("R2", "stad", "2023", "regi", "kopt")
    other = ("R2", "stad", "2023", "regi", "egen_namnd")
    old, now = {other: TWENTY}, {other: turned(6, 0)}
    before, after = (
        [cell(key, 0, n), cell(other, n, n)] for n in (20, 26)
    )  # fmt: skip
    assert closed(tmp_path, old, now, before, after) == set()


def test_a_denominator_that_is_shown_alone_is_asked_for_too(tmp_path: Path) -> None:
    """A share of too few is not shown, but its denominator is: 12, and then 14."""
    key = ("F1", "farsta", "2023", "", "")
    old = {key: range(12)}
    before = [cell(key, 12, 12, status="for_fa")]
    few = closed(tmp_path, old, {key: range(14)}, before, [cell(key, 14, 14)])
    assert few == {"F1/2023"}
    many = closed(tmp_path, old, {key: range(18)}, before, [cell(key, 18, 18)])
    assert many == set()


@pytest.mark.parametrize("given", [{"status": "strukturell_nolla"},
                                   {"status": "saknas", "orsak": "ingen_i_namnaren"}])  # fmt: skip
@pytest.mark.parametrize(("came", "shut"), [(3, True), (8, False)])
def test_a_nothing_that_readers_know_of_is_a_number(
    tmp_path: Path, given: dict[str, Any], came: int, shut: bool
) -> None:
    key = ("F1", "farsta", "2023", "", "")
    shown = pd.DataFrame([cell(key, 0, 0, **given)]).astype({"namnare": float})
    tonight = pd.DataFrame([cell(key, came, came)])
    old = children(tmp_path / "a.parquet", {}, known=["F1"])
    now = children(tmp_path / "b.parquet", {key: range(came)}, known=["F1"])
    assert closed_blocks(shown, tonight, old, now, 5, PLAN) == ({"F1/2023"} if shut else set())


def test_hidden_cells_may_move_among_themselves_but_never_to_nothing(tmp_path: Path) -> None:
    """Readers are told that what is hidden is at least one; the city's seven are the same seven."""
    city: Key = ("V1", "stad", "2023", "", "")
    seven = frozenset(range(7))
    old: dict[Key, Iterable[int]] = {FARSTA: range(3), BROMMA: range(3, 7), city: seven}
    before = [cell(FARSTA, 3, status="skyddad"), cell(BROMMA, 4, status="skyddad"), cell(city, 7)]
    one: dict[Key, Iterable[int]] = {FARSTA: range(1), BROMMA: range(1, 7), city: seven}
    assert closed(tmp_path, old, one, before) == set()
    none: dict[Key, Iterable[int]] = {FARSTA: (), BROMMA: seven, city: seven}
    assert closed(tmp_path, old, none, before) == {"V1/2023"}


OTHER: Key = ("V1", "skarpnack", "2023", "", "")
CITY: Key = ("V1", "stad", "2023", "", "")


def three_hidden(
    farsta: Iterable[int], jarva: Iterable[int], shown: str
) -> dict[Key, frozenset[int]]:
    """Farsta, Bromma (7) and Skarpnäck (6) are hidden; Järva is shown, and the city."""
    own = {
        FARSTA: frozenset(farsta), BROMMA: frozenset(range(100, 107)),
        OTHER: frozenset(range(200, 206)), ("V1", shown, "2023", "", ""): frozenset(jarva),
    }  # fmt: skip
    return {**own, CITY: frozenset().union(*own.values())}


@pytest.mark.parametrize(
    ("farsta", "shut"),
    [
        (range(3), False),  # the same three
        (range(4), True),  # 16 hidden become 17, and everybody can tell: 36 - 20, 42 - 25
        (range(7), True), (range(8), False),  # four more, and five
        (range(2), True),
        (range(1, 4), True),  # one for another: the sums stand, the children do not
    ],
)  # fmt: skip
def test_few_who_come_among_the_hidden_close_a_block_that_moves_elsewhere(
    tmp_path: Path, farsta: range, shut: bool
) -> None:
    old = three_hidden(range(3), range(300, 320), "jarva")
    now = three_hidden(farsta, range(300, 325), "jarva")
    hidden = {FARSTA, BROMMA, OTHER}
    before = [
        cell(key, len(own), **({"status": "skyddad"} if key in hidden else {}))
        for key, own in old.items()
    ]
    # The city gains five and those of Farsta, so no shown number moves by one to four.
    assert closed(tmp_path, old, now, before) == ({"V1/2023"} if shut else set())


def test_a_child_that_moves_between_hidden_cells_has_not_come(tmp_path: Path) -> None:
    old = three_hidden(range(3), range(300, 320), "jarva")
    now = {**old, FARSTA: frozenset(range(2)), BROMMA: old[BROMMA] | {2}}
    before = [
        cell(key, len(own), **({"status": "skyddad"} if key in {FARSTA, BROMMA, OTHER} else {}))
        for key, own in old.items()
    ]
    assert closed(tmp_path, old, now, before) == set()


def test_children_that_are_not_known_close_a_block(tmp_path: Path) -> None:
    """A measure without rows about children, in either publication, has nobody to compare."""
    key = ("T5", "farsta", "2023", "", "")
    old = {FARSTA: TWENTY}
    before, after = [cell(FARSTA, 20), cell(key, 20)], [cell(FARSTA, 20), cell(key, 30)]
    assert closed(tmp_path, old, old, before, after) == {"T5/2023"}
    known = {FARSTA: TWENTY, key: TWENTY}
    assert closed(tmp_path, old, known, before, after) == {"T5/2023"}
    assert closed(tmp_path, known, old, before, after) == {"T5/2023"}


def test_falla_10_units_that_have_merged_close_a_block(tmp_path: Path) -> None:
    """Hägersten-Älvsjö is two units before; nobody has come or gone."""
    one, other = (("V1", unit, "2023", "", "") for unit in ("hagersten-liljeholmen", "alvsjo"))
    merged = ("V1", "hagersten-alvsjo", "2023", "", "")
    old = {one: TWENTY, other: THIRTY, FARSTA: TWENTY}
    assert closed(tmp_path, old, {merged: TWENTY | THIRTY, FARSTA: TWENTY}) == {"V1/2023"}


@pytest.mark.parametrize(("moved", "shut"), [(1, True), (4, True), (5, False)])
def test_children_that_are_moved_between_units_pass_the_same_gate(
    tmp_path: Path, moved: int, shut: bool
) -> None:
    city: Key = ("V1", "stad", "2023", "", "")
    everybody = TWENTY | THIRTY
    movers = frozenset(range(moved))
    old = {FARSTA: TWENTY, BROMMA: THIRTY, city: everybody}
    now = {FARSTA: TWENTY - movers, BROMMA: THIRTY | movers, city: everybody}
    assert closed(tmp_path, old, now) == ({"V1/2023"} if shut else set())


def test_cells_that_are_open_to_all_or_say_nothing_close_nothing(tmp_path: Path) -> None:
    before = [cell(FARSTA, 20, block=""), cell(BROMMA, 30, status="ej_mogen")]
    now = {FARSTA: turned(1, 0), BROMMA: THIRTY | {7}}
    assert closed(tmp_path, {FARSTA: TWENTY, BROMMA: THIRTY}, now, before) == set()


def test_a_median_is_no_sum_and_its_children_are_asked_for(tmp_path: Path) -> None:
    """Six weeks by thirty children, then seven weeks by 35; or by 31."""
    key = ("T3", "bromma", "2023", "statistik", "median")
    six, seven = ([cell(key, days, form="median")] for days in (42, 45))
    old = {key: THIRTY}
    assert closed(tmp_path, old, {key: THIRTY | set(range(5))}, six, seven) == set()
    assert closed(tmp_path, old, {key: THIRTY | {1}}, six, seven) == {"T3/2023"}


def test_cells_that_stand_keep_the_children_they_were_published_with(tmp_path: Path) -> None:
    """Three more tonight behind a cell that stands are still three more the next time."""
    old = children(tmp_path / "a.parquet", {FARSTA: TWENTY, BROMMA: THIRTY}, known=["V1"])
    three, nine = turned(3, 0), THIRTY | set(range(700, 709))
    now = children(tmp_path / "b.parquet", {FARSTA: three, BROMMA: nine}, known=["V1", "F1"])
    cells = pd.DataFrame(
        [cell(FARSTA, 20, galler_fran="forsta"), cell(BROMMA, 39, galler_fran="andra")]
    )
    kept = tmp_path / "kvar.parquet"
    underlag.keep(old, now, cells, "andra", kept)
    assert underlag.few_moved(kept, now, 5) == {(*FARSTA, True)}
    assert underlag.measured(kept) == {"V1", "F1"}
    later = children(tmp_path / "c.parquet", {FARSTA: turned(6, 0), BROMMA: nine}, known=["V1"])
    assert underlag.few_moved(kept, later, 5) == set()


@pytest.mark.parametrize(
    ("last", "now", "revision"),
    [
        ("2026-09-01", "2026-09-01", False),  # the same night again
        ("2026-08-31", "2026-09-01", True),
        ("2026-09-01", "2027-02-28", False),
        ("2026-12-31", "2027-01-01", False),
        ("2026-12-31", "2027-03-01", True),
        ("2026-03-01", "2029-01-31", True),  # several dates at once
        ("2026-09-30", "2026-08-31", False),  # an older extract
    ],
)
def test_a_revision_comes_once_with_its_date(last: str, now: str, revision: bool) -> None:
    dates = dt.date.fromisoformat(last), dt.date.fromisoformat(now)
    assert is_revision(*dates, [3, 9]) is revision
    assert is_revision(*dates, []) is False
