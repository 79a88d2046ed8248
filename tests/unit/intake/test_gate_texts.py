"""What stands in clear text: numbers, addresses, dates, sentences (syntetiska data).

The personnummer are made up. The check digit of 800101123 is 1 and that of 800161123 is 8, both
summed by hand below.
"""

from __future__ import annotations

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake import gate
from pipelines.intake.gate import patterns, personnummer, unkeyed
from tests.unit.intake.gate_file import refusal, row, rule


@pytest.fixture(autouse=True)
def _few_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of hashes have their own tests."""
    monkeypatch.setattr(unkeyed, "numbers", lambda year, sex: ["201205142381"])
    monkeypatch.setattr(unkeyed, "_lists", {})


def test_the_check_digit_is_luhns() -> None:
    """8·2=16→7, 0, 0·2, 1, 0·2, 1, 1·2=2, 2, 3·2=6: 7+0+0+1+0+1+2+2+6 = 19, so 1 makes 20."""
    assert personnummer.check_digit("800101123") == 1
    assert personnummer.has_check_digit("8001011231")
    assert not personnummer.has_check_digit("8001011234")


def test_a_samordningsnummer_has_sixty_added_to_its_day() -> None:
    """7+0+0+1+(6·2=12→3)+1+2+2+6 = 22, so 8 makes 30."""
    assert personnummer.check_digit("800161123") == 8
    assert personnummer.holds_one("8001611238")
    assert not personnummer.holds_one("8001601239")  # day 0


@pytest.mark.parametrize(
    "text",
    [
        "198001011231",
        "19800101-1231",
        "19800101 1231",
        "1980-01-01-1231",
        "8001011231",
        "800101-1231",
        "800101+1231",
        "800101 1231",
        "8001611238",
        "800161 1238",
        "800161-1239",  # wrong check digit
        "19800101-1234",  # clear form, wrong check digit
        "800101–1234",  # en dash
        "198001011231-7",  # inside a dossiernummer
        "D198001011231",
        "AB8001011231X",
        "00198001011231",
        "dossier 19800101-1234-7",
    ],
)
def test_a_personnummer_is_found_in_any_spelling_and_inside_other_ids(text: str) -> None:
    assert patterns.in_column("hushall_id", "pseudonym", text) == "INT-01"


@pytest.mark.parametrize(
    "column", ["hushall_id", "insatstyp", "kon", "beslutsdatum", "beslutande_enhet", "fodelsear"]
)
def test_a_personnummer_is_found_in_any_column(column: str) -> None:
    assert rule([row(1), row(2, **{column: "19800101-1231"})]) == "INT-01"


@pytest.mark.parametrize(
    "text",
    [
        "8001011234",  # ten digits, wrong check digit
        "801301-1234",  # no month 13
        "800132-1234",  # no day 32
        "556016-0680",  # an organisationsnummer
        "FAM01-2024",
        "A-17",
    ],
)
def test_what_only_resembles_a_personnummer_is_left_to_the_other_rules(text: str) -> None:
    assert not personnummer.holds_one(text)


def test_nine_digits_that_lost_their_first_zero_are_a_personnummer() -> None:
    """0·2, 5, 1·2=2, 0, 1·2=2, 1, 1·2=2, 2, 3·2=6: the sum is 20, so the check digit is 0."""
    assert personnummer.check_digit("051011123") == 0
    assert rule([row(1, kostnad_manad="510111230")]) == "INT-01"
    assert rule([row(1, kostnad_manad="510111231")]) is None


def test_falla_43_free_text_names_and_personnummer_are_rejected_not_ignored() -> None:
    comment = "Pojken bor hos mormor sedan i våras"
    assert rule([row(1), row(2, regi=comment)]) == "INT-05"
    assert rule([row(1), row(2, regi=f"{comment}, 800101-1231")]) == "INT-01"
    assert rule([row(1), row(2, hushall_id="198001011231-7")]) == "INT-01"
    assert rule([row(1), row(2, hushall_id="Dnr 800161-1238")]) == "INT-01"


@pytest.mark.parametrize("text", ["anna.ek@exempel.se", "Anna (at) exempel.se", "x@y.stockholm"])
def test_an_e_mail_address_is_found(text: str) -> None:
    assert rule([row(1, slutorsak=text)]) == "INT-02"


@pytest.mark.parametrize(
    "text", ["070-123 45 67", "0701234567", "+46 70 123 45 67", "08-508 00 000", "0046 8 50800000"]
)
def test_a_telephone_number_is_found(text: str) -> None:
    assert rule([row(1, slutorsak=text)]) == "INT-03"


@pytest.mark.parametrize("text", ["08-12-2023", "1/7/2023", "2023-07-01T00:00:00", "31.12.2023"])
def test_a_date_in_another_form_is_neither_telephone_nor_personnummer(text: str) -> None:
    assert rule([row(1, slutdatum=text)]) is None


@pytest.mark.parametrize(
    "text", ["2012-05-14", "20120514", "120514", "14/5/2012", "41043", "14 maj 2012"]
)
def test_a_birth_date_in_the_column_of_birth_years_is_found(text: str) -> None:
    """41043 is 2012-05-14 as a serial number of Excel."""
    assert rule([row(1), row(2, fodelsear=text)]) == "INT-04"


@pytest.mark.parametrize("text", ["AE-20120514", "2012-05-14-AE", "2012051402"])
def test_a_date_in_an_id_is_found(text: str) -> None:
    assert rule([row(1), row(2, hushall_id=text)]) == "INT-04"


@pytest.mark.parametrize(
    "given",
    [
        {"kon": "okänt"},
        {"lagrum": "4 kap. 1 § SoL"},
        {"slutorsak": "Avslut enligt överenskommelse"},
        {"komponenter": "enskilda samtal + arbete i hemmet + besök hos skolan"},
        {"insatstyp": "Intensiv familjebehandling i hemmet (hemmaplanslösning)"},
        {"beslutande_enhet": "Socialnämndens avdelning för socialt stöd"},
        {"hushall_id": "A-17"},
    ],
)
def test_a_wrong_short_value_is_left_to_quarantine(given: dict[str, str]) -> None:
    assert rule([row(1), row(2, **given)]) is None


def test_a_refusal_names_rule_column_and_rows_but_never_a_value() -> None:
    rows = [row(n) for n in range(8)]
    for place in (1, 2, 3, 4, 5, 6):
        rows[place]["slutorsak"] = f"anna{place}@exempel.se"
    refused = refusal(rows)
    assert refused is not None
    assert refused.rule == "INT-02"
    assert "kolumnen slutorsak" in refused.what
    assert "(rad 3, 4, 5, 6, 7 med flera)" in refused.what
    assert gate.RULES["INT-02"].advice in refused.what
    assert "exempel" not in str(refused)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Uttag 2024-01-15 07:32", None),
        ("Rapport 20240115073245", None),
        ("Period 2023-01-01 - 2023-12-31", None),
        ("Period 20230101-20231231", None),
        ("Beslut gäller 2023-01-01 2023-12-31, alla nämnder", None),
        ("Summa;4711;12 345,50", None),
        ("Urval: 19800101-1234", "INT-01"),
        ("Beställare anna.ek@exempel.se", "INT-02"),
        ("Frågor: 08-508 00 000", "INT-03"),
    ],
)
def test_headings_titles_and_footers_are_looked_at_too(line: str, expected: str | None) -> None:
    found = None
    try:
        gate.check_texts([(1, "Beslut;Barn"), (2, line)], "farsta, fil.csv")
    except DeliveryRefused as refused:
        found = refused.rule
        assert "(rad 2)" in refused.what
    assert found == expected


def test_every_rule_says_given_when_then_and_what_to_do() -> None:
    assert list(gate.RULES) == [f"INT-0{n}" for n in range(1, 9)]
    for each in gate.RULES.values():
        assert each.statement.startswith("Givet ")
        assert ", när " in each.statement
        assert ", så " in each.statement
        assert each.advice.endswith(".")
