"""`insatskoll rebuild`: build the measures on what was known at an earlier extract date."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from pipelines.commands.common import HomeOption, fail, settings_and_home


def rebuild(
    at: Annotated[
        dt.datetime,
        typer.Option("--at", formats=["%Y-%m-%d"], help="Uttagsdag, till exempel 2026-06-30."),
    ],
    home: HomeOption = None,
) -> None:
    """Bygg om måtten på det som var känt en dag, ur de leveranser som är kvar.

    Ingenting publiceras. Talen är inte skyddade och stannar hos driften.
    """
    from pipelines.contract import load_contract
    from pipelines.errors import CheckFailed
    from pipelines.lock import one_night_at_a_time
    from pipelines.warehouse.known import known_at
    from pipelines.warehouse.known import rebuild as build

    settings, place = settings_and_home(home)
    place.make()
    with one_night_at_a_time(place.lock):
        try:
            for delivery in known_at(place, at.date()):
                typer.echo(f"Gällde: {delivery.id}, uttag {delivery.manifest.uttagsdatum}")
            database = build(place, settings, load_contract(), at.date())
        except CheckFailed as failure:
            fail(str(failure))
    typer.echo(f"Byggde måtten på det som var känt {at.date()}: {database}")
    typer.echo("Talen är inte skyddade. Lämna dem inte vidare; nästa natt raderar databasen.")
