"""The gate's rules: the one home of their ids and texts, and the one way to refuse by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.errors import DeliveryRefused

SHOWN_ROWS = 5


@dataclass(frozen=True)
class GateRule:
    """One rule of the gate; a hit always refuses the file.

    Attributes:
        id: stable id, `INT-01` …
        title: what must hold, in Swedish.
        found: what a refusal says was found, after "kolumnen X".
        statement: "Givet … när … så …".
        advice: what the sender does about it.
    """

    id: str
    title: str
    found: str
    statement: str
    advice: str


_RULES = (
    GateRule(
        "INT-01",
        "Inga personnummer eller samordningsnummer",
        "innehåller, eller ser ut att innehålla, personnummer eller samordningsnummer",
        "Givet en fil i en leverans, när någon text eller pseudonym i den innehåller ett "
        "personnummer eller samordningsnummer (med eller utan sekel och skiljetecken, ensamt "
        "eller dolt i ett annat id), så tas filen inte emot och inget ur den sparas.",
        "Ersätt numren med nyckelade pseudonymer (insatskoll pseudonymise) och lämna en ny fil. "
        "Radera den fil som lämnades.",
    ),
    GateRule(
        "INT-02",
        "Inga e-postadresser",
        "innehåller en e-postadress",
        "Givet en fil i en leverans, när någon text i den innehåller en e-postadress, så tas "
        "filen inte emot och inget ur den sparas.",
        "Ta bort adressen ur uttaget, även ur titelrader och sidfötter, och lämna en ny fil.",
    ),
    GateRule(
        "INT-03",
        "Inga telefonnummer",
        "innehåller ett telefonnummer",
        "Givet en fil i en leverans, när någon text i den innehåller ett svenskt telefonnummer, "
        "så tas filen inte emot och inget ur den sparas.",
        "Ta bort numret ur uttaget, även ur titelrader och sidfötter, och lämna en ny fil.",
    ),
    GateRule(
        "INT-04",
        "Inga exakta födelsedatum",
        "innehåller ett datum där bara ett år eller en pseudonym får stå",
        "Givet en fil i en leverans, när kolumnen för födelseår har mer än ett fyrsiffrigt år "
        "eller ett id innehåller ett datum, så tas filen inte emot och inget ur den sparas.",
        "Lämna bara födelseåret med fyra siffror, och bygg aldrig ett id av ett datum.",
    ),
    GateRule(
        "INT-05",
        "Ingen fri text",
        "innehåller fri text",
        "Givet en kolumn som ska ha koder, datum, tal eller pseudonymer, när där står en text "
        "som är längre än en kod kan vara, så tas filen inte emot och inget ur den sparas.",
        "Ta bort anteckningar och kommentarer ur uttaget. Om rubriken pekar på fel kolumn, "
        "rätta rubriken.",
    ),
    GateRule(
        "INT-06",
        "Bara insatser som får dokumenteras",
        "har rader om insatser utan behovsprövning som inte får dokumenteras",
        "Givet en rad om en insats utan behovsprövning, när beslutet är före 2025-07-01 eller "
        "nämndens villkor för insatstypen den dagen inte säger att uppgifter om enskilda "
        "dokumenteras, så tas filen inte emot och inget ur den sparas.",
        "Ta bort raderna och lämna dem i stället som antal i tabellen "
        "insatser_utan_behovsprovning. Om nämnden har beslutat annat, lämna beslutet i tabellen "
        "dokumentationsvillkor.",
    ),
    GateRule(
        "INT-07",
        "Inga löpnummer som pseudonymer",
        "har löpnummer eller ordnade id i stället för pseudonymer",
        "Givet en kolumn med pseudonymer, när värdena är löpnummer, bara siffror eller utfyllda "
        "till rätt längd, så tas filen inte emot och inget ur den sparas.",
        "Gör om id med en hemlig nyckel (insatskoll pseudonymise) och lämna en ny fil.",
    ),
    GateRule(
        "INT-08",
        "Inga hashar utan nyckel",
        "har hashar av personnummer utan hemlig nyckel",
        "Givet en tabell med barn, födelseår och kön, när en av tre prövade pseudonymer är en "
        "vanlig hash (MD5, SHA-1 eller SHA-2) av ett personnummer som födelseåret och könet "
        "tillåter, så tas filen inte emot och inget ur den sparas.",
        "En hash utan nyckel går att räkna baklänges. Gör om pseudonymerna med insatskoll "
        "pseudonymise, som använder en hemlig nyckel, och lämna en ny fil.",
    ),
)
RULES: dict[str, GateRule] = {rule.id: rule for rule in _RULES}


def refuse(
    rule_id: str, where: str, column: str | None, rows: Sequence[int], more: bool
) -> DeliveryRefused:
    """The refusal for a hit: rule, column and row numbers, never a value.

    Args:
        rule_id: which rule.
        where: delivery and file.
        column: the contract's name of the column; None for headings, titles and footers.
        rows: some of the rows, numbered as a person sees them.
        more: whether there are other rows too.
    """
    rule = RULES[rule_id]
    shown = sorted(set(rows))[:SHOWN_ROWS]
    others = " med flera" if more or len(set(rows)) > SHOWN_ROWS else ""
    place = f" (rad {', '.join(map(str, shown))}{others})" if shown else ""
    subject = f"kolumnen {column}" if column else "en rubrik eller rad utanför tabellen"
    return DeliveryRefused(
        rule_id,
        where,
        f"{subject} {rule.found}{place}. Inget ur filen har sparats. {rule.advice}",
    )
