"""What comparisons and control charts say, in Swedish (syntetiska data)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipelines.presentation.comparisons import change_sentence, half_years, spread_sentence, verdict
from pipelines.presentation.control_charts import signal_sentence

NAN = float("nan")
SPREAD = {
    "matt": "V4", "period": "2023", "dimension": "", "dimension_varde": "", "stadsdelar": 4,
    "bredd": 5.0, "bredd_slump_undre": 0.8, "bredd_slump_ovre": 3.44,
    "bredd_utslag": "storre_an_slumpen", "kvot": 3.0, "kvot_slump_undre": 1.2,
    "kvot_slump_ovre": 2.5, "designeffekt": 1.0,
}  # fmt: skip


class Night:
    """A published night of only the tables that are given."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = {name: pd.DataFrame(rows) for name, rows in tables.items()}

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def measure(self, matt: str) -> dict[str, str]:
        forms = {
            "V4": ("per_1000", "barn"),
            "R1": ("andel", "beslut"),
            "V3": ("kvot", "beslut per barn"),
        }
        form, counted = forms[matt]
        return {"form": form, "raknar": counted}


def test_the_spread_of_a_rate_is_told_in_its_unit_and_as_times() -> None:
    told = spread_sentence(Night(spridning=[SPREAD]), "V4", "2023")
    assert told.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "De 4 stadsdelar som kan jämföras ligger 5,0 per 1 000 barn isär från den lägsta till den "
        "högsta. Lika många lika stadsdelar skulle av en slump ligga 0,8–3,4 per 1 000 barn isär: "
        "skillnaden är större än slumpen ger. Det högsta talet är 3,0 gånger det lägsta; av en "
        "slump 1,2–2,5 gånger."
    )
    assert "Samma barn" not in told


def test_the_spread_of_a_share_has_no_times_and_tells_of_the_factor() -> None:
    row = {**SPREAD, "matt": "R1", "kvot": NAN, "kvot_slump_undre": NAN, "designeffekt": 1.6}
    told = spread_sentence(Night(spridning=[row]), "R1", "2023")
    assert "5,0 procentenheter isär" in told
    assert "gånger det lägsta" not in told
    assert told.endswith(
        "Samma barn kan räknas flera gånger; därför räknas slumpens varians 1,6 gånger så stor."
    )


def series(*stretches: int, verdict: str) -> list[dict[str, Any]]:
    return [
        {"matt": "R1", "period": str(2021 + place), "dimension": "", "dimension_varde": "",
         "periodslag": "ar", "stracka": stretch, "tau": 9.9 - 2 * place, "utslag": verdict}
        for place, stretch in enumerate(stretches)
    ]  # fmt: skip


def test_a_change_is_told_within_its_stretch() -> None:
    night = Night(forandring=series(1, 1, 1, 2, verdict="minskar"))
    assert change_sentence(night, "R1", "2022") == (
        "Sedan slumpen räknats bort går spridningen (τ) från 9,9 till 5,9 procentenheter från "
        "2021 till 2023: skillnaden minskar."
    )
    assert change_sentence(night, "R1", "2024") == (
        "Ett brott i serien, som en ny lag eller ny statistik, skiljer 2024 från andra perioder: "
        "förändringen bedöms inte."
    )
    assert change_sentence(night, "R1", "2024Q1") == ""


def test_a_year_alone_between_breaks_points_to_the_half_years_after_the_break() -> None:
    year = series(1, 1, 1, 1, 2, verdict="ej_bedombar")
    halves = [
        {**year[0], "period": period, "periodslag": "halvar", "stracka": stretch,
         "utslag": "ingen_saker_forandring"}
        for period, stretch in (("2024H2", 1), ("2025H1", 1), ("2025H2", 2), ("2026H1", 2))
    ]  # fmt: skip
    night = Night(forandring=[*year, *halves])
    assert half_years(night, "R1", "2025") == "2026H1"
    assert half_years(night, "R1", "2024") == ""  # the year is judged itself
    assert half_years(night, "R1", "2026H1") == ""
    short = [{**row, "utslag": "ej_bedombar"} for row in halves]
    assert half_years(Night(forandring=[*year, *short]), "R1", "2025") == ""
    assert half_years(Night(forandring=year), "R1", "2025") == ""


def chart(unit: str, signal: str = "", side: int = 0, **given: Any) -> dict[str, Any]:
    return {
        "matt": "R1", "enhet": unit, "dimension": "", "period": "2024Q2", "senaste": True,
        "signal": signal, "riktning": side, "preliminar": False, "varde": 0.9, "diagram": 3,
        "falsklarm_vantade": 0.12, "falsklarm_minst_ett": 0.116, **given,
    }  # fmt: skip


def test_signals_are_named_with_their_rule_and_the_false_alarms_to_expect() -> None:
    names = {"jarva": "Järva", "farsta": "Farsta", "bromma": "Bromma"}
    rows = [
        chart("jarva", "utanför", -1),
        chart("farsta", preliminar=True),
        chart("bromma", varde=NAN),
        chart("bromma", senaste=False, period="2024Q1", signal=""),
    ]
    told = signal_sentence(Night(styrdiagram=rows), "R1", names)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "Styrdiagram: andra kvartalet 2024 är mer än den vanliga variationen för Järva (en punkt "
        "utanför gränsen, nedåt). Av 3 diagram väntas 0,1 larma av slump; chansen att minst ett "
        "gör det är 12 %. I 1 av dem visas färre än tolv kvartal, och där kallas inget signal. I 1 "
        "av dem visas inte det senaste kvartalet."
    )


def test_when_no_chart_signals_that_is_said() -> None:
    told = signal_sentence(Night(styrdiagram=[chart("jarva")]), "R1", {"jarva": "Järva"})
    assert told.startswith(
        "Styrdiagram: i inget av dem är andra kvartalet 2024 mer än den vanliga variationen. "
    )


@pytest.mark.parametrize("table", ["spridning", "forandring", "styrdiagram"])
def test_a_night_from_before_the_comparisons_says_nothing(table: str) -> None:
    night: Any = Night()
    told = {
        "spridning": lambda: spread_sentence(night, "R1", "2023"),
        "forandring": lambda: change_sentence(night, "R1", "2023"),
        "styrdiagram": lambda: signal_sentence(night, "R1", {}),
    }[table]()
    assert told == ""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("for_fa_barn", "ej jämförbar: för få barn i staden"),
        ("gar_inte_ihop", "ej jämförbar: stadens och stadsdelens tal går inte ihop"),
    ],
)
def test_why_a_district_is_not_compared(reason: str, said: str) -> None:
    assert verdict({"utslag": "ej_jamforbar", "riktning": 0, "orsak": reason}) == said
