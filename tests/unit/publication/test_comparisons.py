"""L1, L2 and L4 from shown cells alone, on small cities by hand (syntetiska data)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipelines.measures import load_measures
from pipelines.presentation.comparisons import verdict
from pipelines.publication.comparisons import compare

UNITS = ["bromma", "farsta", "jarva", "kungsholmen"]
PERIODS = pd.DataFrame({"period": ["2023", "2024"], "slag": ["ar", "ar"]}).assign(
    fran=pd.to_datetime(["2023-01-01", "2024-01-01"]),
    till=pd.to_datetime(["2023-12-31", "2024-12-31"]),
)


def cell(enhet: str, x: int | None, n: int | None, **given: Any) -> dict[str, Any]:
    return {
        "matt": "R1", "enhet": enhet, "period": "2023", "dimension": "", "dimension_varde": "",
        "status": "visad", "taljare": x, "namnare": n, **given,
    }  # fmt: skip


def compared(*cells: dict[str, Any]) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(list(cells)).astype({"taljare": "Int64", "namnare": "Int64"})
    return compare(frame, load_measures(), UNITS, PERIODS)


def city(**given: Any) -> list[dict[str, Any]]:
    """Three districts alike at 90 of 100, and Kungsholmen at 60: 330 of 400 in the city."""
    return [
        cell("stad", 330, 400, **given),
        *(cell(unit, 90, 100, **given) for unit in UNITS[:3]),
        cell("kungsholmen", 60, 100, **given),
    ]


def test_the_district_that_differs_is_told_and_the_others_are_not() -> None:
    said = compared(*city())["utslag"].set_index("enhet")
    assert said["utslag"].to_dict() == {
        "bromma": "vart_att_titta_pa",
        "farsta": "vart_att_titta_pa",
        "jarva": "vart_att_titta_pa",
        "kungsholmen": "skiljer_sig_ner",
    }
    # 60 of 100 against 270 of 300 in the rest of the city: thirty percentage points fewer
    assert said.loc["kungsholmen", "skillnad"] == pytest.approx(0.6 - 0.9)
    assert said.loc["bromma", "skillnad"] == pytest.approx(0.9 - 0.8)
    assert said.loc["kungsholmen", "adress"] == "R1/kungsholmen/2023"


def test_the_dot_lies_outside_the_line_exactly_where_the_verdict_says_so() -> None:
    said = compared(*city())["utslag"].set_index("enhet")
    for unit, share in (("bromma", 0.9), ("kungsholmen", 0.6)):
        row = said.loc[unit]
        differs = row["utslag"].startswith("skiljer_sig")
        assert differs == (not row["grans998_undre"] <= share <= row["grans998_ovre"])
        assert not row["grans95_undre"] <= share <= row["grans95_ovre"]


def test_a_hidden_cell_tells_nothing_and_a_hidden_city_compares_nobody() -> None:
    cells = city()
    cells[1] |= {"status": "skyddad", "taljare": None, "namnare": None}
    said = compared(*cells)["utslag"].set_index("enhet")
    assert said.loc["bromma", "utslag"] == "skyddad"
    numbers = ["p", "skillnad", "skillnad_undre", "grans95_undre", "grans998_ovre"]
    assert said.loc["bromma", numbers].isna().all()
    assert said.loc["bromma", "riktning"] == 0

    cells = city()
    cells[0] |= {"status": "skyddad", "taljare": None, "namnare": None}
    said = compared(*cells)["utslag"]
    assert set(said["utslag"]) == {"ej_jamforbar"}
    assert set(said["orsak"]) == {"staden_visas_inte"}
    assert said[numbers].isna().all(axis=None)


def test_too_few_is_said_and_left_out_of_the_spread() -> None:
    cells = city()
    cells[1] |= {"status": "for_fa", "taljare": None, "namnare": 12}
    found = compared(*cells)
    assert found["utslag"].set_index("enhet").loc["bromma", "utslag"] == "for_fa"
    assert found["spridning"]["stadsdelar"].tolist() == [3]


def test_the_spread_stands_beside_what_equal_districts_would_show() -> None:
    (row,) = compared(*city())["spridning"].to_dict("records")
    assert row["bredd"] == pytest.approx(30.0)  # percentage points, 90 - 60
    assert row["bredd_slump_undre"] < row["bredd_slump_median"] < row["bredd_slump_ovre"] < 30
    assert (row["bredd_utslag"], row["stadsdelar"]) == ("storre_an_slumpen", 4)
    equal = [cell("stad", 360, 400), *(cell(unit, 90, 100) for unit in UNITS)]
    (row,) = compared(*equal)["spridning"].to_dict("records")
    assert (row["bredd"], row["tau"], row["bredd_utslag"]) == (0, 0, "som_slumpen")


def test_a_closing_gap_is_told_over_the_periods() -> None:
    later = [cell("stad", 3600, 4000), *(cell(unit, 900, 1000) for unit in UNITS)]
    rows = compared(*city(), *({**row, "period": "2024"} for row in later))["forandring"]
    assert rows["period"].tolist() == ["2023", "2024"]
    assert rows["tau"].iloc[0] > 10 and rows["tau"].iloc[1] == 0
    assert set(rows["utslag"]) == {"minskar"}


def test_counts_and_offers_are_not_compared() -> None:
    counts = [cell(unit, 90, None, matt="V1") for unit in UNITS]
    offers = [cell("stad", 5, 11, matt="U3", dimension="insatstyp", dimension_varde="FAM01")]
    found = compared(*counts, *offers)
    assert {name: len(table) for name, table in found.items() if len(table)} == {}


def test_the_same_cells_in_another_order_give_the_same_tables() -> None:
    one, other = compared(*city()), compared(*reversed(city()))
    for name, table in one.items():
        order = list(table.columns[:5])
        pd.testing.assert_frame_equal(
            table.sort_values(order, ignore_index=True),
            other[name].sort_values(order, ignore_index=True),
        )


def test_a_verdict_is_told_in_swedish() -> None:
    row = {"utslag": "vart_att_titta_pa", "riktning": -1, "orsak": ""}
    assert verdict(row) == "värt att titta på (lägre)"
    row = {"utslag": "ej_jamforbar", "riktning": 0, "orsak": "staden_visas_inte"}
    assert verdict(row) == "ej jämförbar: stadens tal visas inte"
    row = {"utslag": "skiljer_sig_ner", "riktning": -1, "orsak": ""}
    assert verdict(row) == "skiljer sig nedåt från övriga staden"
