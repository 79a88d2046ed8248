"""Real workbooks and Parquet files (syntetiska data)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from tests.unit.intake.reader_file import FARSTA_TYPED, UTBUD, Read, read, refusal, typed_rows

HEAD = UTBUD.split(";")
FARSTA = ["Farsta", "FAM01", "med", "lokalt", "nej", "nej", dt.date(2020, 1, 1), ""]


def workbook(path: Path, *sheets: list[list[Any]], top: int = 0, left: int = 0) -> Path:
    """A workbook with real dates, numbers and truth values."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for y, row in enumerate(rows, top):
            for x, value in enumerate(row, left):
                if isinstance(value, str):
                    sheet.write_string(y, x, value)
                else:
                    sheet.write(y, x, value)
    book.close()
    return path


def xlsx(tmp_path: Path, *rows: list[Any], table: str = "insatsutbud", **place: int) -> Read:
    return read(workbook(tmp_path / "bok", list(rows), **place), table, "bok.xlsx")


def test_a_workbook_with_titles_dates_and_truth_values(tmp_path: Path) -> None:
    found = xlsx(
        tmp_path,
        ["Öppna insatser"],
        [],
        HEAD,
        FARSTA,
        ["701.0", "FAM01", "med", "", True, False, 45108, dt.datetime(2099, 12, 31)],
        [],
        [701, "FAM01", "med", "", True, False, 45108.0, ""],
        ["Summa", "", "", "", "", "", "", 3],
    )
    rinkeby = ("rinkeby-kista", "FAM01", "med", None, True, False, "2023-07-01", None)
    assert typed_rows(found) == [FARSTA_TYPED, rinkeby, rinkeby]
    assert list(found.rows) == [4, 5, 7]
    assert found.reading.lines() == [
        "xlsx",
        "rubriker på rad 3",
        "överhoppat: titel (rad 1, 2)",
        "överhoppat: tom rad (rad 6)",
        "överhoppat: summa eller sidfot (rad 8)",
    ]


def test_a_table_that_does_not_begin_in_the_first_cell_keeps_its_row_numbers(
    tmp_path: Path,
) -> None:
    found = xlsx(tmp_path, HEAD, FARSTA, FARSTA, top=4, left=2)
    assert list(found.rows) == [6, 7]
    assert typed_rows(found) == [FARSTA_TYPED] * 2


def test_falla_39_a_moment_of_the_day_is_not_read_as_the_day_before(tmp_path: Path) -> None:
    moved = [*FARSTA[:6], dt.datetime(2019, 12, 31, 23, 0), ""]
    found = xlsx(tmp_path, HEAD, moved)
    assert (found.values("gallande_fran"), found.unread) == ([None], {2: ["gallande_fran"]})


def test_numbers_of_a_workbook_are_never_thousands_by_mistake(tmp_path: Path) -> None:
    head = ["enhet", "referensdatum", "roll", "kompetens", "certifiering"]
    row = ["Farsta", dt.date(2024, 10, 31), "Kurator", "FFT", "certifierad"]
    found = xlsx(
        tmp_path,
        [*head, "antal_personer", "arsarbetare"],
        [*row, 3.0, 2.125],
        [*row, "1 234", "1\u202f234,5"],
        table="personalresurser",
    )
    assert [(n, str(a)) for n, a in found.values("antal_personer", "arsarbetare")] == [
        (3, "2.13"), (1234, "1234.50"),
    ]  # fmt: skip


def test_cells_with_separators_quotes_and_line_breaks_stay_one_cell(tmp_path: Path) -> None:
    odd = [*FARSTA[:1], 'a;b,c\t"d"\ne', *FARSTA[2:]]
    found = xlsx(tmp_path, HEAD, odd, FARSTA)
    assert list(found.rows) == [2, 3]
    assert found.values("insatstyp")[0].startswith("OKAND-")
    assert not found.unread


@pytest.mark.parametrize("count", [2, 3])
def test_several_sheets_are_refused_because_nobody_knows_which(tmp_path: Path, count: int) -> None:
    path = workbook(tmp_path / "bok", *[[HEAD, FARSTA]] * count)
    found = refusal(path, name="bok.xlsx")
    assert (found.rule, found.what) == ("FIL-04", "arbetsboken ska ha exakt ett blad")


def test_broken_letters_are_found_in_workbooks_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bok", [HEAD, ["HÃ¤gersten", *FARSTA[1:]]])
    assert refusal(path, name="bok.xlsx").rule == "FIL-02"


def parquet(tmp_path: Path, query: str) -> Path:
    path = tmp_path / "fil"
    duckdb.execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


OFFER = """
    select 'Farsta' as "SDN", 'FAM01' as insatstyp, 'med' as "Prövning", 'lokalt' as beslutsgrund,
        false as intensiv_kostsam, 'nej' as planerad, date '2020-01-01' as "Från",
        timestamp '2099-12-31 00:00:00' as gallande_till
"""


def test_parquet_with_real_types(tmp_path: Path) -> None:
    found = read(parquet(tmp_path, f"{OFFER} union all {OFFER}"), name="u.parquet")
    assert typed_rows(found) == [FARSTA_TYPED] * 2
    assert list(found.rows) == [2, 3]
    assert found.reading.lines() == ["Parquet"]


def test_parquet_numbers_and_nothing(tmp_path: Path) -> None:
    query = """select 'Farsta' as enhet, 45596 as referensdatum, 'kurator' as roll, 'FFT' as
        kompetens, 'certifierad' as certifiering, 3.0::double as antal_personer,
        unnest([2.125::double, null, 12345.5]) as arsarbetare"""
    found = read(parquet(tmp_path, query), "personalresurser", "p.parquet")
    values = found.values("referensdatum", "antal_personer", "arsarbetare")
    assert [(day, count, str(amount)) for day, count, amount in values] == [
        ("2024-10-31", 3, "2.13"), ("2024-10-31", 3, "None"), ("2024-10-31", 3, "12345.50"),
    ]  # fmt: skip
    assert not found.unread


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("'HÃ¤gersten' as \"SDN\"", "FIL-02"),
        ("'Far' || chr(0) || 'sta' as \"SDN\"", "FIL-01"),
        ("repeat('x', 9000) as \"SDN\"", "FIL-09"),
        ("['Farsta'] as \"SDN\"", "FIL-10"),
        ("{'a': 'Farsta'} as \"SDN\"", "FIL-10"),
        ("map {'a': 'Farsta'} as \"SDN\"", "FIL-10"),
        ("'Farsta'::blob as \"SDN\"", "FIL-10"),
        ("'zzmark' as zzmark", "FIL-03"),
    ],
)
def test_parquet_that_is_not_the_contracts_is_refused(
    tmp_path: Path, change: str, rule: str
) -> None:
    path = parquet(tmp_path, OFFER.replace("'Farsta' as \"SDN\"", change))
    found = refusal(path, name="u.parquet")
    assert found.rule == rule
    assert "zzmark" not in str(found)


def test_parquet_says_midnight_in_utc_as_it_is_and_it_is_not_read(tmp_path: Path) -> None:
    query = OFFER.replace("date '2020-01-01'", "timestamptz '2019-12-31 23:00:00+00'")
    found = read(parquet(tmp_path, query), name="u.parquet")
    assert found.unread == {2: ["gallande_fran"]}
