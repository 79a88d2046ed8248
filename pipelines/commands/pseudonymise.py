"""`insatskoll pseudonymise`: keyed pseudonyms on the deliverer's own desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer


def pseudonymise(
    fil: Annotated[Path, typer.Argument(help="CSV-fil med rubrik på rad 1.")],
    nyckel: Annotated[Path, typer.Option(help="Nyckelfil som bara du kan läsa.")],
    kolumn: Annotated[
        list[str],
        typer.Option(help="RUBRIK=SLAG, till exempel Personnr=barn_id. Kan anges flera gånger."),
    ],
    ut: Annotated[Path, typer.Option(help="Fil att skriva; den får inte finnas.")],
    ny_nyckel: Annotated[
        bool, typer.Option("--ny-nyckel", help="Skapa nyckelfilen först.")
    ] = False,
    dag: Annotated[
        str | None,
        typer.Option(help="Dag som - och + i personnummer avser, 2024-03-31. Annars i dag."),
    ] = None,
) -> None:
    """Byt id mot nyckelade pseudonymer (HMAC-SHA-256) innan en fil lämnas.

    Samma nyckel ger samma barn samma pseudonym i alla tabeller och nämnder.
    """
    import json

    from pipelines.errors import InsatskollError
    from pipelines.pseudonymise import key as keys
    from pipelines.pseudonymise import rewrite
    from pipelines.pseudonymise.dialect import SEPARATORS

    try:
        today = dt.date.fromisoformat(dag) if dag else dt.date.today()
    except ValueError:
        raise InsatskollError("--dag: skriv dagen som 2024-03-31") from None
    columns = rewrite.parse_columns(kolumn)
    if ny_nyckel:
        keys.create_key(nyckel)
    secret = keys.read_key(nyckel)
    done = rewrite.pseudonymise(fil, secret, columns, ut, today)
    encoding = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}[done.encoding]
    typer.echo(f"Skrev {ut}")
    typer.echo(f"  Läst som       {encoding}, {SEPARATORS[done.separator]}")
    typer.echo(f"  Rader          {done.rows}")
    typer.echo(f"  Pseudonymer i  {', '.join(columns.values())}")
    typer.echo(f"  Nyckelns id    {keys.key_id(secret)}")
    typer.echo("")
    typer.echo("Skriv i manifest.json:")
    typer.echo(f'  "nyckel_id": "{keys.key_id(secret)}"')
    facts = {"fil": ut.name, "tabell": "…", "sha256": done.sha256, "rader": done.rows}
    typer.echo(f'  "filer": [{json.dumps(facts, ensure_ascii=False)}]')
    typer.echo(
        "Lämna aldrig nyckeln vidare med filen. Förvara den så att bara den som tar ut uppgifter "
        "kommer åt den; utan samma nyckel går barn inte att följa mellan uttag."
    )
