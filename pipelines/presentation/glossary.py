"""The terms that a page explains where they stand: each with one sentence in plain Swedish."""

from __future__ import annotations

import re
from typing import Final

GLOSSARY: Final[dict[str, str]] = {
    "aktualisering": "En anmälan, ansökan eller annan uppgift om ett barn som nämnden måste ta "
    "ställning till.",
    "behovsprövning": "Att socialtjänsten utreder och beslutar om insatsen. Utan behovsprövning "
    "kan familjen få stödet direkt.",
    "egen regi": "Insatsen drivs av en nämnd i staden, inte av en köpt utförare.",
    "ej mogen": "Perioden, eller tiden för registrering, är inte slut ännu. Talet visas när den "
    "är det.",
    "förhandsbedömning": "Nämndens bedömning av om en anmälan ska leda till en utredning.",
    "förfallna": "En uppföljning är förfallen när dagen då den skulle ha hållits har passerat. "
    "Ännu inte förfallen är inte försenad.",
    "genomförandeplan": "Planen för hur en beviljad insats ska utföras, med mål och uppföljning.",
    "grundkatalog": "Typer som alla stadsdelar väntas erbjuda (ej verifierad).",
    "jaccard": "Likhet mellan två utbud: typer som båda har, delat med typer som minst en har.",
    "kohort": "De barn eller insatser som började under samma period och följs framåt.",
    "kunskapsstöd": "Socialstyrelsens rekommendationer om vilka insatser som har stöd i forskning.",
    "köpt": "Insatsen utförs av ett företag eller en förening som staden betalar.",
    "lagrum": "Den paragraf som beslutet vilar på.",
    "median": "Mittvärdet: hälften ligger under och hälften över.",
    "osäkerhetsintervall": "Så långt kan slumpen ensam ha flyttat talet. Ju färre barn, desto "
    "bredare.",
    "percentil": "Det tal som en viss andel av alla ligger under.",
    "skyddad": "Talet visas inte, eftersom det, eller ett annat tal som det avslöjar, rör färre "
    "än fem barn.",
    "skyddade": "Tal som inte visas, eftersom de, eller andra tal som de avslöjar, rör färre än "
    "fem barn.",
    "skyddas": "Tal som rör färre än fem barn, eller som avslöjar sådana, visas inte.",
    "slumpen": "Tal varierar från år till år även om ingenting har ändrats, mer ju färre barn de "
    "rör. Det är den variationen som kallas slump.",
    "spridning": "Hur långt isär stadsdelarna ligger i ett mått.",
    "spridningen": "Hur långt isär stadsdelarna ligger i ett mått.",
    "standardiserad": "Uträknad som om stadsdelen hade samma åldrar och kön som hela staden.",
    "styrdiagram": "Ett mått kvartal för kvartal, med gränser för vad vanlig variation ger.",
    "trattdiagram": "Stadsdelarna efter storlek, med gränser för vad slumpen ger vid varje "
    "storlek.",
    "uttag": "Den dag som nämnden tog ut uppgifterna ur sitt system.",
    "uttagsdatum": "Den dag som nämnden tog ut uppgifterna ur sitt system.",
    "väntad variation": "Så mycket som lika stadsdelar skulle skilja sig åt av en slump.",
    "värt att titta på": "Skillnaden är större än slumpen oftast ger, men för liten för att vara "
    "säker.",
    "öppna insatser": "Stöd till barn och familjer där barnet i regel bor kvar hemma.",
    "övriga staden": "Hela staden utom stadsdelen själv.",
    "τ": "Tau: spridningen mellan stadsdelarna sedan slumpen räknats bort.",
}

_TERM: Final = re.compile(
    r"(?<![\w-])("
    + "|".join(sorted(map(re.escape, GLOSSARY), key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)


def split_terms(text: str) -> list[tuple[str, str]]:
    """A text in pieces: (words, explanation), the explanation empty for all but the terms.

    The words of the pieces, one after the other, are the text.
    """
    found: list[tuple[str, str]] = []
    end = 0
    for match in _TERM.finditer(text):
        if match.start() > end:
            found.append((text[end : match.start()], ""))
        found.append((match[0], GLOSSARY[match[0].casefold()]))
        end = match.end()
    if end < len(text):
        found.append((text[end:], ""))
    return found
