"""The measures that a rule may name: id and title.

The title of a measure that is built stands in its model's YAML; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

TITLES: Final[dict[str, str]] = {
    "U1": "Erbjudna insatstyper",
    "U2": "Beviljade insatstyper",
    "U3": "Spridning av insatstyper",
    "U4": "Barntäckning",
    "U5": "Likhet i utbud",
    "U6": "Beslutsgrund",
    "U7": "Kunskapsstöd",
    "U8": "Om-analys",
    "V1": "Beviljade insatser",
    "V2": "Barn med öppen insats",
    "V3": "Insatser per barn",
    "V4": "Barn med insats per 1 000 barn",
    "V5": "Påbörjade, pågående, avslutade",
    "V6": "Barn i jour- och familjehem med öppen insats",
    "R1": "Andel egen regi",
    "R2": "Regi i fem värden",
    "R3": "Kostnad för köpta insatser",
    "T1": "Förhandsbedömning inom 14 dagar",
    "T2": "Utredning inom fyra månader",
    "T3": "Utredningstid",
    "T4": "Beslut till start",
    "T5": "Genomförandeplan upprättad i tid",
    "F1": "Första uppföljningen i tid",
    "F2": "Löpande uppföljning i tid",
    "F3": "Försenade nu",
    "F4": "Ännu inte förfallna",
    "F5": "Barn som följts upp",
    "F6": "Dokumenterad i journalen",
    "F7": "Delaktighet",
    "A1": "Aktualisering till utredning",
    "A2": "Utredning till insats",
    "A3": "NUSO-kohorten",
    "E1": "Ej återaktualiserade inom ett år",
    "S1": "Påbörjade insatser utan behovsprövning",
    "S2": "Vad de ledde till",
    "P1": "Personal",
    "P2": "Arbetstyngd",
    "B1": "Familjebehandlingens variation",
    "B2": "Avslut",
    "N1": "Rekommenderade insatser när målgruppen",
    "L3": "Standardiserad kvot",
    "L4": "Minskar skillnaden?",
}
