"""What a night keeps ready: cells, periods and definitions (syntetiska data)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.errors import NotPublished
from pipelines.presentation.tables import labels, records
from pipelines.presentation.units import Units
from pipelines.publication import serving
from pipelines.publication.reader import Night, load

CELLS = [
    ("R1/stad/2024", "visad"), ("R1/farsta/2024", "skyddad"), ("R1/jarva/2024", "visad"),
    ("R1/stad/2025", "for_fa"), ("R1/stad/2023", "saknas"), ("R1/stad/2026", "ej_mogen"),
    ("R1/stad/2024/kategori=FAM", "visad"), ("V1/stad/2022", "visad"),
]  # fmt: skip


def publish(serve: Path, cells: list[tuple[str, str]]) -> Night:
    rows = []
    for address, status in cells:
        matt, enhet, period, *part = address.split("/")
        dimension, _, value = part[0].partition("=") if part else ("", "", "")
        rows.append(
            {
                "adress": address, "matt": matt, "enhet": enhet, "period": period,
                "dimension": dimension, "dimension_varde": value, "status": status,
                "varde": 0.5 if status == "visad" else None, "undre": 0.4, "ovre": 0.6,
                "taljare": 5, "namnare": 10, "orsak": None, "galler_fran": None,
            }
        )  # fmt: skip
    tables = {
        "celler": pd.DataFrame(rows),
        "matt": pd.DataFrame({"id": ["R1"], "titel": ["Egen regi"]}),
        "etiketter": pd.DataFrame(
            {
                "dimension": ["regi", "kategori", "regi"], "kod": ["b", "FAM", "a"],
                "text": ["Köpt", "Familj", "Egen"], "ordning": [2, 1, 1],
            }
        ),
        "enheter": pd.DataFrame(
            {
                "enhet_kod": ["alvsjo", "stad", "farsta"], "enhet": ["Älvsjö", "Staden", "Farsta"],
                "kortnamn": ["Älvsjö", "Staden", "Farsta"],
                "slag": ["stadsdelsnamnd", "stad", "stadsdelsnamnd"],
                "antal": pd.array([None, 2, 3], dtype="Int64"),
            }
        ),
    }  # fmt: skip
    serving.write(serve, "natt", tables, {"syntetiska_data": True})
    serving.point(serve, "natt")
    return load(serve)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return publish(tmp_path_factory.mktemp("natt"), CELLS)


def addresses(cells: list) -> list[str]:
    return [cell.adress for cell in cells]


def test_cells_come_by_address_and_are_narrowed_by_unit_period_and_breakdown(night: Night) -> None:
    assert addresses(night.figures("R1", period="2024")) == [
        "R1/farsta/2024", "R1/jarva/2024", "R1/stad/2024",
    ]  # fmt: skip
    assert addresses(night.figures("R1", enhet="stad")) == [
        "R1/stad/2023", "R1/stad/2024", "R1/stad/2025", "R1/stad/2026",
    ]  # fmt: skip
    assert addresses(night.figures("R1", enhet="jarva", period="2024")) == ["R1/jarva/2024"]
    assert addresses(night.figures("R1", dimension="kategori")) == ["R1/stad/2024/kategori=FAM"]
    assert night.addresses() == sorted(address for address, _ in CELLS)


@pytest.mark.parametrize(
    "asked", [{"period": ""}, {"period": "2099"}, {"enhet": ""}, {"dimension": "x"}]
)
def test_what_is_not_there_is_no_cell(night: Night, asked: dict[str, str]) -> None:
    assert night.figures("R1", **asked) == []
    assert night.figures("' or 1=1 --", **asked) == []


def test_periods_are_those_where_a_reader_is_told_something(night: Night) -> None:
    assert night.periods("R1") == ["2025", "2024"]
    assert night.periods("R1", "kategori") == ["2024"]
    assert night.periods("X9") == []


def test_a_list_that_is_changed_is_the_askers_own(night: Night) -> None:
    night.figures("R1").clear()
    night.periods("R1").clear()
    night.measure("R1")["titel"] = "annan"
    records(night, "enheter").clear()
    records(night, "enheter", slag="stad").clear()
    labels(night, "regi").clear()
    assert len(night.figures("R1")) == 6
    assert night.periods("R1") == ["2025", "2024"]
    assert night.measure("R1")["titel"] == "Egen regi"
    assert len(records(night, "enheter")) == 3
    assert [row["enhet"] for row in records(night, "enheter", slag="stad")] == ["Staden"]
    assert labels(night, "regi") == {"a": "Egen", "b": "Köpt"}


def test_a_measure_that_does_not_exist_is_an_error(night: Night) -> None:
    with pytest.raises(KeyError):
        night.measure("X9")


def test_a_tables_rows_are_read_once(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    first = records(night, "enheter")
    monkeypatch.setattr(Night, "table", lambda *_: pytest.fail("läst igen"))
    assert all(a is b for a, b in zip(records(night, "enheter"), first, strict=True))
    assert records(night, "enheter", slag="okand") == []
    assert Units.of(night) is Units.of(night)
    assert [unit.kod for unit in Units.of(night).all] == ["stad", "farsta", "alvsjo"]


def test_what_is_missing_in_a_row_is_no_number(night: Night) -> None:
    counts = {row["enhet_kod"]: row["antal"] for row in records(night, "enheter")}
    assert pd.isna(counts["alvsjo"])
    assert (counts["stad"], counts["farsta"]) == (2, 3)


def test_a_table_or_column_that_does_not_exist_is_an_error(night: Night) -> None:
    for table, where in (("finns_inte", {}), ("enheter", {"finns_inte": "x"})):
        with pytest.raises(KeyError):
            records(night, table, **where)


def test_two_cells_at_one_address_are_not_shown(tmp_path: Path) -> None:
    twice = [("R1/stad/2024", "visad"), ("R1/stad/2024", "skyddad")]
    with pytest.raises(NotPublished, match="två celler på samma adress"):
        publish(tmp_path, twice)
