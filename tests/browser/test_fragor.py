"""The questions of docs/handbok/fragor.md: from Lägesbild and in at most three clicks each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pipelines.presentation.sv import SYNTHETIC
from tests.browser.conftest import Open, Watched

ALLOWED = 3
WAITS = 15_000  # ms, for what a click leads to


def plain(text: str | None) -> str:
    """Text as it reads: one space between words, whichever kind the page has."""
    return " ".join((text or "").split())


@dataclass
class Reader:
    """A strategist who starts at Lägesbild and only clicks; each click is counted."""

    watched: Watched
    clicks: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.watched.page

    def menu(self, name: str) -> None:
        """Go to a page through the menu."""
        self._click(self.page.locator("#meny").get_by_role("link", name=name, exact=True))
        self._arrive(name)

    def link(self, name: str, leads_to: str = "") -> None:
        """Follow a link in the page; `leads_to` is the next page's heading, if it is another."""
        self._click(self.page.locator("main").get_by_role("link", name=name).first)
        if leads_to:
            self._arrive(leads_to)

    def choose(self, label: str, option: str) -> None:
        """Open a list of the filter bar and choose from it: two clicks."""
        before, control = self.page.url, self.page.get_by_role("combobox", name=label, exact=True)
        self._click(control)
        self.page.keyboard.press("Escape")
        self._clicked(f"{label}: {option}")
        control.select_option(label=option)
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self.watched.settle()

    def unfold(self, question: str) -> None:
        """Open the table of a card."""
        self._click(self.card(question).get_by_text("Visa som tabell"))

    def take(self, question: str, tool: str) -> None:
        """Press one of a card's buttons."""
        self._click(self.card(question).get_by_role("button", name=tool, exact=True))

    def card(self, question: str) -> Locator:
        """The card that asks a question."""
        heading = self.page.get_by_role("heading", level=2, name=question, exact=True)
        return self.page.locator("section.card").filter(has=heading)

    def missing(self, question: str, *sentences: str) -> list[str]:
        """Those sentences that do not come to stand in the card, in sight and without unfolding."""
        card, absent = self.card(question), []
        for sentence in sentences:
            words = re.compile(r"\s+".join(map(re.escape, sentence.split())))
            try:
                card.get_by_text(words).first.wait_for(timeout=WAITS)
            except PlaywrightTimeout:
                absent.append(sentence)
        return absent

    def row(self, question: str, first: str) -> list[str]:
        """The cells of a visible row of a card's table, by its first cell."""
        head = self.page.get_by_role("rowheader", name=first, exact=True)
        row = self.card(question).locator("tr").filter(has=head).first
        row.wait_for()
        return [plain(cell) for cell in row.locator("th, td").all_inner_texts()]

    def _click(self, what: Locator) -> None:
        what.click()
        self._clicked(str(what))

    def _clicked(self, what: str) -> None:
        self.clicks.append(what)
        assert len(self.clicks) <= ALLOWED, self.clicks

    def _arrive(self, heading: str) -> None:
        self.page.get_by_role("heading", level=1, name=heading).wait_for()
        self.watched.settle()


@pytest.fixture
def reader(visit: Open) -> Reader:
    watched = visit()
    assert SYNTHETIC in plain(watched.show("/").inner_text("main"))
    return Reader(watched)


def test_fraga_01_where_a_type_is_offered_and_for_how_many_children(reader: Reader):
    reader.menu("Utbud")
    reader.choose("Kategori", "Strukturerat öppenvårdsprogram")
    row = reader.row(
        "Vilka insatstyper erbjuds var, och för hur stor andel av barnen?",
        "Multisystemisk terapi (MST)",
    )
    # Bromma, Enskede-Årsta-Vantör, Farsta, … in the order of the alphabet.
    assert row[2] == row[3] == row[6] == "med behovsprövning"
    assert row[1] == row[4] == row[11] == "erbjuds inte"
    assert row[-2:] == ["3", "29 %"]


def test_fraga_02_types_in_one_district_and_their_grounds(reader: Reader):
    reader.menu("Utbud")
    reader.link("I bara en stadsdel")
    assert (
        reader.missing(
            "Vilka typer finns i bara en stadsdel?",
            "7 insatstyper erbjuds av en enda stadsdelsnämnd",
            "Child-Parent Psychotherapy",
        )
        == []
    )
    reader.link("På vilken grund")
    assert (
        reader.missing(
            "Vilar ovanliga typer på beslut eller på tradition?",
            "53 % på lokalt beslut (58) och 36 % på tradition eller okänd grund (40)",
        )
        == []
    )


def test_fraga_03_likeness_of_offers_before_and_after_july_2025(reader: Reader):
    reader.menu("Utbud")
    reader.link("Hur lika")
    assert (
        reader.missing(
            "Hur lika är stadsdelarnas utbud?",
            "Mest lika är utbuden i Hässelby-Vällingby och Södermalm: 65 %",
            "Minst lika är Järva och Kungsholmen: 38 %",
        )
        == []
    )
    reader.link("Före och efter juli 2025")
    question = "Minskar skillnaden mellan stadsdelarna efter juli 2025?"
    assert (
        reader.missing(
            question, "har skillnaden mellan flest och färst typer minskat från 41 till 32"
        )
        == []
    )
    assert reader.row(question, "1 november 2025")[1:3] == ["17–55", "38"]


def test_fraga_04_children_per_1000_before_and_after_age_and_sex(reader: Reader):
    reader.link("Barn med insats per 1 000 barn", "Likställighet")
    assert (
        reader.missing(
            "Hur långt isär ligger stadsdelarna i ”Barn med insats per 1 000 barn”?",
            "hela staden: 27,2 per 1 000 barn (26,5–27,9), 5 953 av 218 756 barn",
        )
        == []
    )
    question = "Hur mycket beror på barnens ålder och kön?"
    assert (
        reader.missing(
            question,
            "ligger på 0,51–1,57 gånger stadens tal, både före och efter",
            "skiljer sig fortfarande elva av elva stadsdelar",
        )
        == []
    )
    reader.unfold(question)
    assert reader.row(question, "Farsta") == ["Farsta", "33,7", "1,24", "1,23", "1,13–1,35"]


def test_fraga_05_own_and_bought_and_what_it_costs(reader: Reader):
    reader.menu("Regi")
    assert (
        reader.missing(
            "Vem driver insatserna?", "egen nämnd 80,6 %", "köpt (enskild utförare) 7,2 %"
        )
        == []
    )
    assert (
        reader.missing("Vem driver insatserna?", "Vilka slags insatser det är publiceras inte")
        == []
    )
    assert (
        reader.missing(
            "Vad kostar köpta insatser?", "per barn med köpt insats från 23 200 (2021) till 23 300"
        )
        == []
    )
    question = "Hur stor andel av besluten gäller egen regi?"
    reader.unfold(question)
    assert reader.row(question, "Norra innerstaden")[1:4] == ["359", "290", "80,8 %"]


def test_fraga_06_the_recommended_set_and_those_it_is_for(reader: Reader):
    reader.menu("Innehåll")
    assert (
        reader.missing(
            "Når de rekommenderade insatserna barnen med hög risk?",
            "6,6 % (4,9–9,0 %), 37 av 557 barn",
        )
        == []
    )
    assert reader.missing("Når de båda åldersgrupperna?", "6–11 år 12,8 %; 12–17 år 4,7 %") == []
    reader.link("Vilka rekommendationer täcker stadsdelarnas utbud?", "Utbud")
    assert (
        reader.missing(
            "Vilka av kunskapsstödets rekommendationer kan barnen få?", "ingen täcker alla"
        )
        == []
    )


def test_fraga_07_family_treatment_in_length_intensity_and_end(reader: Reader):
    reader.menu("Innehåll")
    assert (
        reader.missing(
            "Hur länge pågår familjebehandling?",
            "från 203 dagar i Norra innerstaden till 252 i Skarpnäck",
        )
        == []
    )
    assert (
        reader.missing(
            "Hur ofta är det tänkt att man träffas?",
            "från 3,0 tillfällen per månad i Järva och Skarpnäck till 4,5 i Kungsholmen",
        )
        == []
    )
    assert reader.missing("Varför slutade insatserna?", "planerat 73,0 %; avbrutet 17,6 %") == []


def test_fraga_08_without_assessment_beside_the_flow(reader: Reader):
    reader.menu("Utan behovsprövning och personal")
    assert (
        reader.missing(
            "Flyttar stöd utan behovsprövning trycket från aktualisering och utredning i staden?",
            "påbörjade insatser utan behovsprövning från 3 269 (2021) till 4 329 (2025)",
            "De säger inte att det ena orsakar det andra",
        )
        == []
    )
    reader.unfold("Hur mycket ges utan behovsprövning?")
    assert reader.row("Hur mycket ges utan behovsprövning?", "Farsta") == ["Farsta", "293"]


def test_fraga_09_what_investigations_lead_to(reader: Reader):
    reader.menu("Flöde")
    reader.choose("Period", "2025")
    assert (
        reader.missing(
            "Vad leder aktualiseringar och utredningar till?",
            "insats 51,4 %; hänvisad till annat stöd 16,0 %; inget samtycke 7,8 %; "
            "ingen insats 24,8 %",
        )
        == []
    )


def test_fraga_10_from_decision_to_start_and_who_waits(reader: Reader):
    reader.menu("Tid")
    assert (
        reader.missing(
            "Startar insatsen i tid efter beslutet?", "95,9 % (95,2–96,5 %), 5 642 av 5 883 beslut"
        )
        == []
    )
    assert (
        reader.missing(
            "Hur många beslut väntar, och hur många har väntat mer än tre månader?",
            "väntade 318 beslut i staden på att starta. 0 av dem",
        )
        == []
    )


def test_fraga_11_the_spread_if_types_are_taken_away(reader: Reader):
    reader.menu("Utbud")
    reader.link("Om typer avvecklas")
    reader.link("Typer i en enda stadsdel (7)")
    assert (
        reader.missing(
            "Hur blir spridningen om några typer avvecklas?",
            "mellan 20 (Kungsholmen) och 51 (Järva) typer; nu är det mellan 20 (Kungsholmen) "
            "och 52",
            "Sju stadsdelar skulle förlora minst en typ",
        )
        == []
    )


def test_fraga_12_farsta_in_own_run_share_and_chance(reader: Reader):
    reader.menu("Likställighet")
    assert (
        reader.missing(
            "Hur långt isär ligger stadsdelarna i ”Andel egen regi”?",
            "Norra innerstaden lägre. De övriga tio ligger inom den variation som är väntad",
        )
        == []
    )
    question = "Hur långt från övriga staden ligger varje stadsdel?"
    reader.unfold(question)
    assert reader.row(question, "Farsta") == [
        *("Farsta", "−1,7", "−5,9 till +1,5", "inom väntad variation")
    ]


def test_fraga_13_late_first_follow_ups_and_those_not_yet_due(reader: Reader):
    reader.menu("Uppföljning")
    now = "Hur många uppföljningar är försenade nu, och hur många har inte förfallit?"
    assert (
        reader.missing(
            now,
            "678 pågående insatser i staden försenade. 2 668 hade ännu inte förfallit",
            "nästa uppföljning, den första eller en senare",
        )
        == []
    )
    first = "Hölls den första uppföljningen i tid?"
    assert reader.missing(first, "Järva lägre", "1 345 var sena eller uteblev") == []
    reader.unfold(first)
    assert reader.row(first, "Järva")[1:5] == ["965", "606", "359", "62,8 %"]
    assert reader.row(first, "Skärholmen")[1] == "skyddad"
    reader.unfold(now)
    assert reader.row(now, "Farsta") == ["Farsta", "40", "242", "63"]


def test_fraga_14_the_gap_since_july_2025(reader: Reader):
    assert (
        reader.missing(
            "Det här närmar sig eller glider isär",
            "ingen säker förändring i 20 av 20",
            "Efter lagen den 1 juli 2025 kan tre serier bedömas (Andel egen regi",
        )
        == []
    )
    reader.menu("Likställighet")
    reader.link("Se första halvåret 2026")
    question = "Minskar eller ökar skillnaden mellan stadsdelarna?"
    assert (
        reader.missing(
            question,
            "från 3,8 till 3,3 procentenheter från andra halvåret 2025 till första halvåret 2026:"
            " ingen säker förändring",
        )
        == []
    )


def test_fraga_15_a_picture_for_a_memo_says_where_it_is_from(reader: Reader):
    reader.menu("Likställighet")
    with reader.page.expect_download() as waited:
        reader.take("Hur långt isär ligger stadsdelarna i ”Andel egen regi”?", "Bild (SVG)")
    picture = plain(Path(waited.value.path()).read_text(encoding="utf-8"))
    answers = ("Norra innerstaden lägre", "hela staden: 91,1 %")
    for told in (*answers, "uttag 2026-10-31", "R1/stad/2025", SYNTHETIC):
        assert told in picture
