"""The sender's report in words: verdicts, terminal, JSON (syntetiska data)."""

from __future__ import annotations

import dataclasses
import json

import pytest

from expectations.rule import Severity
from pipelines.presentation.check_report.as_json import as_json
from pipelines.presentation.check_report.model import (
    CheckedDelivery,
    CheckedFile,
    CheckedFinding,
    CheckReport,
    Refusal,
)
from pipelines.presentation.check_report.terminal import as_lines
from pipelines.presentation.check_report.verdict import summary, verdict

FILE = CheckedFile(
    fil="insatser.csv",
    tabell="insatser",
    lasning=("Windows-1252, avgränsare ;", "rubriken står på rad 3"),
    lasta=1250,
    godkanda=1238,
    karantan=12,
    overhoppade=3,
)
WRONG = CheckedFinding(
    regel="INS-01",
    allvar=Severity.FEL,
    titel="en insats slutar inte före sin start",
    rad="Rätta start eller slut i verksamhetssystemet.",
    fil="insatser.csv",
    antal=12,
    rader=(4, 9, 17, 18, 19, 20, 21, 22, 23, 24),
)
ODD = dataclasses.replace(WRONG, regel="INS-07", allvar=Severity.VARNING, antal=2, rader=(5, 6))
GOOD_FILE = dataclasses.replace(FILE, godkanda=1250, karantan=0)


def delivery(
    *findings: CheckedFinding, file: CheckedFile = GOOD_FILE, refusal: Refusal | None = None
) -> CheckedDelivery:
    return CheckedDelivery(
        "farsta.zip", "farsta-2026-10-31", "Farsta", True, refusal, (file,), findings, kontrakt="1"
    )


def report(*deliveries: CheckedDelivery) -> CheckReport:
    return CheckReport(kontrakt="1", regler=187, deliveries=deliveries)


REFUSED = delivery(refusal=Refusal("FIL-06", "farsta.zip/insatser.csv", "filen är avklippt"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (delivery(), "Leveransen kan skickas: alla rader är godkända (1 250 rader)."),
        (
            delivery(ODD),
            "Leveransen kan tas emot och alla rader räknas, men en sak bör ses över.",
        ),
        (
            delivery(ODD, ODD),
            "Leveransen kan tas emot och alla rader räknas, men 2 saker bör ses över.",
        ),
        (
            delivery(WRONG, ODD, file=FILE),
            "Leveransen kan tas emot, men 12 av 1 250 rader hålls tillbaka och räknas inte "
            "förrän felen är rättade.",
        ),
        (
            delivery(dataclasses.replace(WRONG, antal=0, rader=())),
            "Leveransen kan tas emot, men ett fel som rör en hel fil behöver rättas.",
        ),
        (
            REFUSED,
            "Leveransen kan inte tas emot som den är; rätta det som står nedan och kontrollera "
            "den igen innan den skickas.",
        ),
        (
            delivery(file=dataclasses.replace(GOOD_FILE, lasta=0, godkanda=0)),
            "Leveransen kan tas emot, men den har inga rader alls; stämmer det?",
        ),
    ],
)
def test_the_verdict_is_one_sentence(given: CheckedDelivery, expected: str) -> None:
    assert verdict(given).replace("\N{NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize(
    ("deliveries", "code"),
    [
        ((), 0),
        ((delivery(),), 0),
        ((delivery(dataclasses.replace(ODD, allvar=Severity.INFO)),), 0),
        ((delivery(ODD),), 1),
        ((delivery(ODD, WRONG),), 2),
        ((delivery(dataclasses.replace(WRONG, allvar=Severity.STOPPA)),), 3),
        ((delivery(ODD), REFUSED, delivery()), 3),
    ],
)
def test_the_exit_code_is_the_worst_severity(
    deliveries: tuple[CheckedDelivery, ...], code: int
) -> None:
    assert report(*deliveries).exit_code == code


def test_several_deliveries_are_summed_up_by_how_they_went() -> None:
    text = summary(report(delivery(), delivery(), delivery(ODD), REFUSED))
    assert text == (
        "4 leveranser kontrollerade: 2 utan anmärkning, 1 att se över, 1 som inte kan tas emot."
    )


def test_where_says_whether_there_are_more_rows() -> None:
    assert ODD.where == "insatser.csv, rad\N{NO-BREAK SPACE}5, 6"
    assert (
        WRONG.where
        == "insatser.csv, rad\N{NO-BREAK SPACE}4, 9, 17, 18, 19, 20, 21, 22, 23, 24 med flera"
    )
    assert dataclasses.replace(ODD, antal=0, rader=()).where == "insatser.csv"
    assert dataclasses.replace(ODD, antal=0, rader=(), fil="").where == "hela leveransen"


def test_the_terminal_shows_how_files_were_read_and_what_to_do() -> None:
    lines = as_lines(report(delivery(WRONG, file=FILE)))
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] == [
        "Kontroll mot 187 regler (nyaste kontrakt: 1)",
        "",
        "LEVERANS farsta-2026-10-31, Farsta, kontrakt 1",
        "  Syntetiska data – inga uppgifter om verkliga barn",
        "  Leveransen kan tas emot, men 12 av 1 250 rader hålls tillbaka och räknas inte "
        "förrän felen är",
        "  rättade.",
        "  FIL     insatser.csv (insatser): 1 250 rader, 12 hålls tillbaka, 3 överhoppade",
        "    Läst så här: Windows-1252, avgränsare ;",
        "    Läst så här: rubriken står på rad 3",
        "  FEL     INS-01  12 rader, insatser.csv, rad 4, 9, 17, 18, 19, 20, 21, 22, 23, 24 "
        "med flera",
        "    Regel: en insats slutar inte före sin start",
        "    Gör så här: Rätta start eller slut i verksamhetssystemet.",
        "",
        "Ingenting har laddats eller sparats.",
    ]


def test_the_terminal_gives_the_reason_of_a_refusal() -> None:
    lines = as_lines(report(REFUSED))
    assert "  STOPPAS FIL-06  farsta.zip/insatser.csv" in lines
    assert "    filen är avklippt" in lines


def test_the_keys_of_the_json_are_these() -> None:
    found = json.loads(as_json(report(delivery(WRONG, file=FILE), REFUSED)))
    first, second = found["leveranser"]
    assert list(found) == [
        "format", "kontrakt", "regler", "slutkod", "omdome", "andra_filer", "leveranser",
    ]  # fmt: skip
    assert (found["format"], found["slutkod"]) == (1, 3)
    assert list(first) == [
        "plats", "leverans_id", "enhet", "syntetiska_data", "kontrakt", "slutkod", "omdome",
        "vagran", "anmarkningar", "filer", "fynd",
    ]  # fmt: skip
    assert first["filer"] == [
        {
            "fil": "insatser.csv",
            "tabell": "insatser",
            "lasning": ["Windows-1252, avgränsare ;", "rubriken står på rad 3"],
            "lasta": 1250,
            "godkanda": 1238,
            "karantan": 12,
            "overhoppade": 3,
        }
    ]
    assert first["fynd"] == [
        {
            "regel": "INS-01",
            "allvar": "FEL",
            "titel": "en insats slutar inte före sin start",
            "rad": "Rätta start eller slut i verksamhetssystemet.",
            "fil": "insatser.csv",
            "antal": 12,
            "forsta_rader": [4, 9, 17, 18, 19, 20, 21, 22, 23, 24],
        }
    ]
    assert (first["vagran"], first["slutkod"]) == (None, 2)
    assert second["vagran"] == {
        "regel": "FIL-06",
        "var": "farsta.zip/insatser.csv",
        "vad": "filen är avklippt",
    }
