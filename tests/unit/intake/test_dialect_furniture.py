"""Titles, heading rows, footers and blanks around the rows of a report (syntetiska data).

Row numbers are those that a spreadsheet shows.
"""

from __future__ import annotations

import pytest

from tests.unit.intake.reader_file import FARSTA, FARSTA_TYPED, UTBUD, lines, read, typed_rows

GROUPS = "Nämnd;;Beslut;;Uppgift;;Giltig;"
BELOW = "enhet;insatstyp;prövning;grund;intensiv_kostsam;planerad;från;till"


def numbers(*rows: str) -> tuple[list[int], list[tuple[int, str]]]:
    found = read(lines(*rows))
    assert set(typed_rows(found)) <= {FARSTA_TYPED}
    return list(found.rows), list(found.reading.skipped)


@pytest.mark.parametrize(
    "titles",
    [
        ["Öppna insatser 2024"],
        ["Öppna insatser;;;;;;;", "Urval: alla;;;;;;;", ";;;;;;;"],
        ["Uttag 2024-01-15 07:32", "", "", "Sida 1"],
        [";;;Rapport;;;;"],
        ['"Rapport" nr "3"', "Urval; med; fler; tecken"],
        ['Ett öppet " citattecken'],
        ['"En titel\npå två rader"'],
    ],
)
def test_falla_39_title_rows_are_skipped_told_and_counted(titles: list[str]) -> None:
    count = len(titles)
    assert numbers(*titles, UTBUD, FARSTA, FARSTA) == (
        [count + 2, count + 3],
        [(place + 1, "titel") for place in range(count)],
    )


def test_falla_39_two_heading_rows_with_beslut_over_datum() -> None:
    """`Beslut` over `datum` is beslutsdatum; `Beslut` over `id` is beslut_id."""
    over = "Beslut;;Barn;;;;;;;;;;Datum;;;;;;;;;;;"
    below = (
        "id;datum;Person-ID;Hushåll;Kön;Född år;Insats;Lag;Prövning;Regi;Utförare;SDN;Start;Slut;"
        "Ansvarig SDN;Avslutsorsak;Reg.datum;Utredning;Uppdrag;SIP;Intensitet;Innehåll;Placerad;"
        "Månadskostnad"
    ).replace("SDN;Start", "Beslutande SDN;Start")
    row = ";".join(
        [
            "b" * 24, "2023-03-01", "a" * 24, "", "Flicka", "2012", "FAM01", "SoL", "m",
            "egen regi",
            "", "Farsta", "2023-03-15", "9999-12-31", "", "", "2023-03-02", "", "", "Ja", "2,5",
            "samtal + grupp", "", "1 234,50",
        ]
    )  # fmt: skip
    found = read(lines(over, below, row), "insatser")
    assert found.reading.heading_row == 2
    assert found.unread == {}
    (values,) = found.rows.values()
    assert values.pop("beslut_id") == "b" * 24
    assert values.pop("barn_id") == "a" * 24
    assert (str(values.pop("kostnad_manad")), str(values.pop("intensitet"))) == ("1234.50", "2.50")
    assert {name: value for name, value in values.items() if value is not None} == {
        "kon": "K", "fodelsear": 2012, "insatstyp": "FAM01", "lagrum": "sol",
        "behovsprovning": "med", "regi": "egen_namnd", "beslutande_enhet": "farsta",
        "beslutsdatum": "2023-03-01", "startdatum": "2023-03-15",
        "registreringsdatum": "2023-03-02", "sip": True, "komponenter": "grupp+samtal",
    }  # fmt: skip


def test_two_heading_rows_repeated_on_every_page() -> None:
    over = "Vem;Insats;;;;;Gäller;"
    below = "enhet;kod;prövning;grund;intensiv_kostsam;planerad;från;till"
    rows = [over, below.replace("kod", "Insatskod"), FARSTA, FARSTA]
    assert numbers("Rapport", *rows, "Rapport", *rows)[0] == [4, 5, 9, 10]
    split = "Vem;;;;;;Gäller;", "enhet;insatstyp;prövning;grund;intensiv_kostsam;planerad;från;till"
    assert numbers(*split, FARSTA, *split, FARSTA)[0] == [3, 6]


def test_falla_39_headings_and_titles_repeated_on_every_page() -> None:
    rows, skipped = numbers(
        "Nämndens insatser;;;;;;;", UTBUD, FARSTA, "Nämndens insatser", UTBUD, FARSTA,
        "Nämndens insatser;;;;;;;", UTBUD, FARSTA,
    )  # fmt: skip
    assert rows == [3, 6, 9]
    assert skipped == [
        (1, "titel"),
        (4, "upprepad titel"), (5, "upprepade rubriker"),
        (7, "upprepad titel"), (8, "upprepade rubriker"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "footer",
    [
        "Summa;;;;;;;2",
        "SUMMA: 2;;;;;;;",
        ";;Totalt;2;;;;",
        "Total",
        "Uttag 2024-01-15 07:32",
        "Uttagsdatum: 2024-01-15;;;;;;;",
        "Antal rader: 2",
        "Sida 3 av 3",
        "Källa: Paraplysystemet;;;;;;;",
    ],
)
def test_falla_39_a_footer_is_no_row(footer: str) -> None:
    assert numbers(UTBUD, FARSTA, FARSTA, footer) == ([2, 3], [(4, "summa eller sidfot")])


def test_blank_lines_keep_the_numbers_of_the_rows() -> None:
    rows, skipped = numbers("", UTBUD, "", FARSTA, " \t", ";;;;;;;", "\u00a0", FARSTA, "", "")
    assert rows == [4, 8]
    assert skipped == [
        (1, "titel"), (3, "tom rad"), (5, "tom rad"), (6, "tom rad"), (7, "tom rad"),
        (9, "tom rad"), (10, "tom rad"),
    ]  # fmt: skip


def test_blank_columns_and_trailing_separators() -> None:
    spread = [f";{row.replace(';', ';;', 1)};;;" for row in (UTBUD, FARSTA, FARSTA)]
    assert numbers(*spread)[0] == [2, 3]
    assert numbers(UTBUD + ";;", FARSTA, FARSTA + ";", FARSTA + ";;")[0] == [2, 3, 4]


def test_line_breaks_within_quotes_keep_the_numbers_of_the_rows() -> None:
    broken = FARSTA.replace("lokalt", '"\nlokalt\n\n"')
    assert numbers("titel", UTBUD, broken, FARSTA, "", broken)[0] == [3, 4, 6]


def test_a_row_of_data_is_never_taken_for_furniture() -> None:
    """A district whose name begins as a title does, and one that the contract does not know."""
    found = read(lines("Farsta", UTBUD, FARSTA, FARSTA.replace("Farsta", "Summarum;", 1)[:-1]))
    assert list(found.rows) == [3, 4]
