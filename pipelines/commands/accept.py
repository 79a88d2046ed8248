"""`insatskoll accept`: let in a delivery that was held back, with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.common import BUSY, HomeOption, ReasonOption, fail, settings_and_home


def accept(
    delivery: Annotated[str, typer.Argument(metavar="LEVERANS", help="Leveransens id.")],
    reason: ReasonOption,
    inbox: Annotated[
        Path | None,
        typer.Option(help="Mapp med leveranser. Annars INSATSKOLL_INBOX, <home>/inbox."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Godkänn en leverans som hölls tillbaka för att den är mycket mindre än den förra.

    Godkännandet gäller just det innehållet; kommer leveransen med annat innehåll prövas den igen.
    Slutkod 4: en natt pågår.
    """
    from pipelines.errors import NightBusy
    from pipelines.intake import acceptance, landing

    settings, place = settings_and_home(home)
    folder = inbox or settings.inbox or place.inbox
    if not place.root.is_dir():
        fail(f"hemkatalogen {place.root} finns inte; ange --home, eller kör natten först")
    try:
        note = acceptance.accept(place, folder, landing.landed(place), delivery, reason)
    except NightBusy as busy:
        fail(str(busy), BUSY)
    typer.echo(
        f"Leveransen {note.leverans} är godkänd av {note.konto} trots {', '.join(note.regler)}. "
        "Nästa natt tar emot den: insatskoll refresh."
    )
