"""What the measures' groups, periods and breakdowns are called in Swedish."""

from __future__ import annotations

from typing import Final

GROUPS: Final = {
    "utbud": "Utbud",
    "volym": "Volym",
    "regi": "Regi",
    "tid": "Tid till beslut och start",
    "uppfoljning": "Uppföljning",
    "flode": "Flöde (NUSO delstudie 1 och 3)",
    "utan_behovsprovning": "Utan behovsprövning och personal (NUSO delstudie 2)",
    "innehall": "Innehåll",
    "likstallighet": "Likställighet",
}
PERIODS: Final = {
    "ar": "år",
    "halvar": "halvår",
    "kvartal": "kvartal (bara helheten)",
    "utbudsdag": "dag: 1 november varje år, och den äldsta gällande leveransens uttagsdag",
    "lagesdag": "dag: det senaste månadsskifte som registreringen har hunnit ikapp",
    "kohort": "2023-10-01–2024-03-31",
}
BREAKDOWNS: Final = {
    "kon": "kön", "alder": "ålder", "alder_kon": "ålder och kön",
    "kategori": "kategori", "regi": "regi", "lagrum": "lagrum",
    "insatstyp": "insatstyp", "lagversion": "socialtjänstlagens version", "skede": "skede",
    "spridning": "spridning", "jamford_med": "jämförd stadsdelsnämnd",
    "beslutsgrund": "beslutsgrund", "behovsprovning": "behovsprövning",
    "ovanlig_grund": "ovanliga typers grund", "rekommendation": "rekommendation",
    "scenario": "fråga", "kostnad": "kostnad", "bedomning": "bedömning",
    "utredningstid": "utredningstid", "statistik": "statistik", "verkstallighet": "verkställighet",
    "planinnehall": "planinnehåll", "deltagare": "deltagare", "barn_alder": "barnets ålder",
    "aktualisering": "beslut", "slag": "anmälan eller ansökan", "utfall": "utfall",
    "insatslage": "insatsläge", "kkik_alder": "0–12 och 13–20 år",
    "nuso_kategori": "NUSO:s kategori", "resultat": "resultat", "roll": "roll",
    "kompetens": "kompetens", "under_utbildning": "under utbildning",
    "familjebehandling": "längd, intensitet och komponenter", "komponent": "komponent",
    "slutorsak": "slutorsak", "forsening": "försening", "mal": "mål", "malgrupp": "målgrupp",
}  # fmt: skip
