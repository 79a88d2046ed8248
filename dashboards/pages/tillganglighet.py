"""Tillgänglighet: the statement that a public body owes its readers, and what has been tried."""

from __future__ import annotations

from typing import Any, Final

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.page_parts import Query, page_head
from dashboards.contact import contact
from dashboards.navigation import TILLGANGLIGHET
from dashboards.query import Choice
from dashboards.view import View
from pipelines.publication.reader import Night

_JUDGED: Final = "2026-11-22"  # the day of the last trial by hand; change it with the next one
_SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "Hur tillgänglig är tjänsten?": (
        "Insatskoll är byggt för att följa WCAG 2.2 på nivå AA. Vi känner inte till någon del "
        "som bryter mot den, utom det som står under Kända brister.",
        "Diagrammen är bilder för den som ser. Samma uppgifter finns alltid som en mening före "
        "diagrammet och som en tabell under det, med samma ord för det som inte visas.",
        "Allt går att göra med tangentbord: menyn, valen, tabellerna, förklaringarna av ord och "
        "nedladdningarna. Färg bär aldrig ensam en betydelse. Sidorna går att läsa i mörkt tema, "
        "i smalt fönster, i 200 procents förstoring och på papper. Inget rör sig av sig självt.",
    ),
    "Kända brister": (
        "Rutan som visas när muspekaren är över en punkt i ett diagram går inte att nå med "
        "tangentbord. Det som står i den finns i tabellen.",
        "I ett smalt fönster rullar breda tabeller i sidled inom sin egen ruta. Rutan går att nå "
        "och rulla med tangentbord.",
        "Bilder som laddas ned har ingen egen textbeskrivning. Den som sprider en bild behöver "
        "ta med meningen ovanför diagrammet; den står också i bilden.",
    ),
    "Hur har det prövats?": (
        "Varje ändring prövas automatiskt i en riktig webbläsare (Chromium): varje sida med "
        "verktyget axe-core i brett fönster och ljust tema, och att inget rinner ut i sidled i "
        "ett smalt fönster (390 punkter) eller i 200 procents förstoring. På fyra sidor (Regi, "
        "Likställighet, Utbud och Stadsdelen) går provet genom allt som kan nås med tangentbord. "
        "Färgernas kontraster prövas mot kraven.",
        "Ett längre prov körs för sig: varje sida med axe-core i brett och smalt fönster, i ljust "
        "och mörkt tema, och i 200 procents förstoring.",
        f"Sidorna lästes igenom för hand senast {_JUDGED}. Ingen utomstående har granskat "
        "tjänsten, och den har inte prövats av personer som dagligen använder skärmläsare.",
    ),
    "Tillsyn": (
        "Lagen (2018:1937) om tillgänglighet till digital offentlig service ställer kraven, och "
        "Myndigheten för digital förvaltning (Digg) har haft tillsynen. Är du inte nöjd med svaret "
        "du får kan du anmäla det till tillsynsmyndigheten. (Uppgifterna i det här stycket är ej "
        "verifierade mot gällande lag.)",
    ),
}


def choices(_: Night, __: Query) -> dict[str, Choice]:
    """The page has no parameters."""
    return {}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The statement; it shows nothing of the night."""
    sections = {**_SECTIONS, "Vad du kan göra om något inte fungerar": _turn_to(contact())}
    return [
        *page_head(
            TILLGANGLIGHET.name,
            "Alla ska kunna läsa Insatskoll, också den som inte ser, hör dåligt, styr med "
            "tangentbord eller behöver mer tid.",
        ),
        *(
            _section(f"del-{place}", name, texts)
            for place, (name, texts) in enumerate(sections.items())
        ),
    ]


def _turn_to(where: str) -> tuple[str, ...]:
    if not where:
        return (
            "Vänd dig till den i din organisation som driver Insatskoll. Driften har inte angett "
            "någon kontakt här ännu (inställningen INSATSKOLL_KONTAKT).",
        )
    return (
        f"Säg till om något inte går att läsa eller använda, eller om du behöver en uppgift i en "
        f"annan form: {where}. Skriv aldrig något om ett enskilt barn.",
    )


def _section(section_id: str, name: str, texts: tuple[str, ...]) -> html.Section:
    return html.Section(
        [html.H2(name, id=section_id), *(html.P(text) for text in texts)],
        className="card",
        **attributes(aria_labelledby=section_id),
    )
