"""Rows about insatser utan behovsprövning (syntetiska data)."""

from __future__ import annotations

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake import gate
from tests.unit.intake.gate_file import connect, row

Term = tuple[str, str, str, str, str | None]
INDIVID: Term = ("farsta", "STO03", "individ", "2025-07-01", None)


def judge(rows: list[dict[str, str]], *terms: Term) -> str | None:
    con = connect(rows)
    con.execute(
        "create temp table villkor (enhet varchar, insatstyp varchar, dokumentation varchar, "
        "gallande_fran date, gallande_till date)"
    )
    for term in terms:
        con.execute("insert into villkor values (?, ?, ?, ?, ?)", list(term))
    try:
        gate.check_undocumentable(con, "farsta, insatser.csv")
    except DeliveryRefused as refused:
        return refused.what if refused.rule == "INT-06" else refused.rule
    return None


def utan(date: str, **given: str) -> dict[str, str]:
    return row(1, behovsprovning="utan", insatstyp="STO03", beslutsdatum=date, **given)


def test_falla_31_before_july_2025_never_and_after_it_by_the_namnds_own_terms() -> None:
    assert judge([utan("2025-06-30")], INDIVID)
    assert judge([utan("2025-07-01")], INDIVID) is None
    assert judge([utan("2025-07-01")])
    assert judge([row(1, beslutsdatum="2025-06-30")]) is None  # med behovsprövning


@pytest.mark.parametrize("dokumentation", ["ej_tillaten", "undantag_identitet"])
def test_terms_of_another_kind_allow_no_row(dokumentation: str) -> None:
    assert judge([utan("2026-01-01")], ("farsta", "STO03", dokumentation, "2025-07-01", None))


def test_another_namnds_or_another_types_terms_do_not_help() -> None:
    assert judge([utan("2026-01-01", beslutande_enhet="bromma")], INDIVID)
    assert judge([utan("2026-01-01")], ("farsta", "STO04", "individ", "2025-07-01", None))


def test_the_term_that_began_last_rules_until_it_ends() -> None:
    exception: Term = ("farsta", "STO03", "undantag_identitet", "2026-02-01", None)
    assert judge([utan("2026-01-31")], INDIVID, exception) is None
    assert judge([utan("2026-02-01")], INDIVID, exception)
    ended: Term = ("farsta", "STO03", "individ", "2025-07-01", "2025-12-31")
    assert judge([utan("2025-12-31")], ended) is None
    assert judge([utan("2026-01-01")], ended)
    assert judge([utan("2025-09-30")], ("farsta", "STO03", "individ", "2025-10-01", None))


def test_what_is_not_certain_is_not_allowed() -> None:
    contradiction: Term = ("farsta", "STO03", "ej_tillaten", "2025-07-01", None)
    assert judge([utan("2026-01-01")], INDIVID, contradiction)
    without_date = utan("2026-01-01")
    del without_date["beslutsdatum"]
    assert judge([without_date], INDIVID)
    unknown = {**utan("2026-01-01"), "insatstyp": "OKAND"}
    assert judge([unknown], ("farsta", "OKAND", "individ", "2025-07-01", None))


def test_the_refusal_names_the_rows_and_what_to_do() -> None:
    what = judge(
        [row(1), utan("2024-01-01"), row(2), utan("2026-01-01"), utan("2023-05-05")], INDIVID
    )
    assert what is not None
    assert "(rad 3, 6)" in what
    assert "insatser_utan_behovsprovning" in what
