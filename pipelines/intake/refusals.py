"""The rules that refuse a delivery before its rows are judged: LEV, FIL and DAT, with their texts.

The code that raises says what was found and where; here is the rule itself, for its page. The
privacy gate's rules (INT) are in `gate/rules.py`, those about rows in `expectations/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.intake.readers.text import MAX_LINE

DELIVERY_REFUSED: Final = "hela leveransen vägras; inget av den sparas"
FILE_REFUSED: Final = "filen vägras, och med den hela leveransen; inget av den sparas"


@dataclass(frozen=True)
class RefusalRule:
    """One rule that refuses.

    Attributes:
        id: stable id: `LEV-…` about the delivery, `FIL-…` and `DAT-…` about a file.
        title: what must hold, in Swedish.
        statement: "Givet … när … så …".
        advice: what the sender does about it.
    """

    id: str
    title: str
    statement: str
    advice: str

    @property
    def severity(self) -> str:
        """What a breach does, in words."""
        return DELIVERY_REFUSED if self.id.startswith("LEV") else FILE_REFUSED


_DELIVERY = (
    RefusalRule(
        "LEV-01",
        "Leveransen går att öppna och har ett manifest",
        "Givet en leverans, när den inte går att öppna eller saknar manifest.json, så vägras den.",
        "Packa om leveransen med manifest.json bredvid filerna, utan undermappar, och skicka den "
        "igen.",
    ),
    RefusalRule(
        "LEV-02",
        "Manifestet följer kontraktet",
        "Givet manifest.json, när ett fält saknas, är okänt eller har fel form, när en fil står "
        "två gånger eller när manifestet är orimligt stort, så vägras leveransen.",
        "Rätta de fält som meddelandet räknar upp; kontraktets sida säger hur varje fält skrivs.",
    ),
    RefusalRule(
        "LEV-03",
        "Filerna är de som manifestet räknar upp",
        "Givet ett manifest, när en fil i det saknas eller inte går att läsa (också för att "
        "zip-filen är krypterad), eller när där ligger en fil som inte står i det, så vägras "
        "leveransen.",
        "Lägg exakt manifestets filer bredvid det: vanliga filer, inga länkar, inga mappar. En "
        "zip görs utan lösenord.",
    ),
    RefusalRule(
        "LEV-04",
        "Filernas kontrollsummor stämmer",
        "Givet en fil, när dess kontrollsumma inte är manifestets, så vägras leveransen.",
        "Räkna kontrollsumman sist, när filen inte öppnas mer, och skriv den i manifestet.",
    ),
    RefusalRule(
        "LEV-05",
        "Den som levererar är en av dagens nämnder",
        "Givet ett manifest, när enheten inte är namnet på eller koden för en av dagens nämnder, "
        "så vägras leveransen.",
        "Skriv nämndens namn eller kod ur listan på kontraktets sida; ett tidigare namn går inte.",
    ),
    RefusalRule(
        "LEV-06",
        "Kontraktets version finns",
        "Givet ett manifest, när det anger en version av kontraktet som inte finns, så vägras "
        "leveransen.",
        "Ange en av de versioner som meddelandet räknar upp, inom citattecken.",
    ),
    RefusalRule(
        "LEV-07",
        "Varje fil är en av kontraktets tabeller",
        "Givet ett manifest, när en fil anger en tabell som kontraktet inte har, så vägras "
        "leveransen.",
        "Rätta tabellens namn; meddelandet räknar upp dem som finns.",
    ),
    RefusalRule(
        "LEV-08",
        "Ett leverans-id används en gång",
        "Givet ett leverans-id som redan är mottaget, eller som två leveranser samma natt har, "
        "när innehållet är ett annat, så vägras leveransen. Samma innehåll igen är ingen nyhet.",
        "Ge rättelsen ett eget leverans-id och ange i ersatter vilken leverans den rättar.",
    ),
    RefusalRule(
        "LEV-09",
        "En rättelse eller delta bygger på något som finns",
        "Givet en rättelse, när den leverans som ersätts inte kommit från samma nämnd, redan är "
        "ersatt, är av annan typ eller har ett senare uttagsdatum, så vägras leveransen. Givet en "
        "delta, när nämnden inte har någon leverans att utgå från, eller en som den bygger på "
        "vägrades samma natt, så vägras leveransen.",
        "Ange i ersatter den senaste i kedjan av rättelser. Skicka en fullständig leverans före "
        "den första delta; vägrades den, skicka om båda.",
    ),
    RefusalRule(
        "LEV-10",
        "En fullständig leverans per nämnd och uttagsdatum",
        "Givet en fullständig leverans utan ersatter, när nämnden redan har lämnat en med samma "
        "uttagsdatum, så vägras leveransen.",
        "Ange i ersatter vilken leverans den rättar. Är den ett nytt uttag: rätta uttagsdatum.",
    ),
    RefusalRule(
        "LEV-11",
        "Syntetiska och verkliga uppgifter blandas inte",
        "Givet en installation, när en leverans är syntetisk och de mottagna inte är det, eller "
        "tvärtom, så vägras leveransen.",
        "Kontrollera syntetiska_data i manifestet. Pröva påhittade uppgifter i en installation "
        "för sig.",
    ),
    RefusalRule(
        "LEV-12",
        "En fullständig leverans har alla tabeller",
        "Givet en fullständig leverans, när en tabell som nämnden ska lämna saknas, så vägras "
        "leveransen.",
        "Lämna tabellen även när den saknar rader, med bara rubriker.",
    ),
    RefusalRule(
        "LEV-13",
        "En uppackad fil har en rimlig storlek",
        "Givet en fil i en leverans, när den uppackad är orimligt stor, för sig eller bredvid hur "
        "liten den är i zip-filen, eller skulle fylla mer än halva det lediga utrymmet, så vägras "
        "leveransen.",
        "Kontrollera att filen är ett uttag och inget annat. Är den det: dela den på flera filer, "
        "eller be driften om mer utrymme.",
    ),
)
_FILE = (
    RefusalRule(
        "FIL-01",
        "Teckenkodningen är en av dem som läses",
        "Givet en textfil, när den varken är UTF-8, UTF-16 eller Windows-1252, eller innehåller "
        "NUL-tecken, så vägras filen.",
        "Exportera filen på nytt som UTF-8. En Excelfil ska heta .xlsx och en Parquetfil .parquet.",
    ),
    RefusalRule(
        "FIL-02",
        "Å, ä och ö är hela",
        "Givet en textfil, när å, ä och ö har blivit andra tecken (till exempel Ã¥), så vägras "
        "filen; de går inte att gissa tillbaka.",
        "Exportera på nytt ur verksamhetssystemet, direkt till UTF-8, utan att öppna filen "
        "däremellan.",
    ),
    RefusalRule(
        "FIL-03",
        "Kolumnerna är kontraktets, alla och inga andra",
        "Givet en fil, när ingen av de första raderna har kontraktets rubriker, när en kolumn "
        "saknas, är okänd eller står två gånger, när kolumnerna är orimligt många, eller när en "
        "kolumn utan rubrik har innehåll, så vägras filen.",
        "Använd kontraktets rubriker, eller dem som läses i stället för dem. Ta bort andra "
        "kolumner; lämna kolumner utan uppgifter tomma men kvar.",
    ),
    RefusalRule(
        "FIL-04",
        "En arbetsbok har ett blad och går att läsa",
        "Givet en xlsx-fil, när den inte har exakt ett blad eller inte går att läsa, så vägras "
        "filen.",
        "Spara tabellen ensam i en ny arbetsbok, utan lösenord, som xlsx.",
    ),
    RefusalRule(
        "FIL-05",
        "Varje rad har alla kolumner",
        "Givet en textfil, när en rad har för få eller för många kolumner eller ett citattecken "
        "som inte stängs, så vägras filen.",
        "Titta på den rad som meddelandet nämner. Ett värde som innehåller avgränsaren ska stå "
        "inom citattecken.",
    ),
    RefusalRule(
        "FIL-06",
        "Antalet rader är manifestets",
        "Givet en fil, när antalet rader med uppgifter inte är det som manifestet säger, så vägras "
        "filen: den kan vara avklippt.",
        "Räkna raderna utan rubriker, titelrader, tomma rader och slutrader, eller gör uttaget om.",
    ),
    RefusalRule(
        "FIL-07",
        "Rubrikerna går att läsa på ett sätt",
        "Givet en textfil, när dess rubriker går att läsa med två olika avgränsare, så vägras "
        "filen.",
        "Exportera filen med semikolon mellan kolumnerna.",
    ),
    RefusalRule(
        "FIL-08",
        "Kodkolumner har koder",
        "Givet en kolumn för koder, datum eller heltal, när den har fler olika värden än sådana "
        "kan ha, så vägras filen.",
        "Kontrollera att rubriken står över rätt kolumn, och att där inte ligger id eller text.",
    ),
    RefusalRule(
        "FIL-09",
        "Ingen rad är orimligt lång",
        f"Givet en fil, när en rad i den (i Parquet: en cell) är längre än {MAX_LINE} tecken, "
        "eller när den säger sig ha orimligt många rader, så vägras filen.",
        "En rad med koder och datum är några hundra tecken. Ta bort fri text, och kontrollera att "
        "raderna slutar med radbrytning.",
    ),
    RefusalRule(
        "FIL-10",
        "En Parquetfil går att läsa och har enkla värden",
        "Givet en parquet-fil, när den inte går att läsa eller en kolumn har listor, strukturer "
        "eller rå data, så vägras filen.",
        "Skriv filen på nytt med en kolumn för varje uppgift: text, tal, datum eller ja/nej.",
    ),
    RefusalRule(
        "DAT-01",
        "Datumens ordning går att avgöra",
        "Givet en kolumn med datum som 1/7/2023 eller 230701, när inget värde i kolumnen visar i "
        "vilken ordning dag, månad och år står, eller när värden visar olika ordningar, så vägras "
        "filen; ingen ordning gissas.",
        "Skriv datum som 2024-03-31.",
    ),
)
RULES: Final[dict[str, RefusalRule]] = {rule.id: rule for rule in (*_DELIVERY, *_FILE)}
