"""The command line: `insatskoll <command>`.

Heavy libraries are imported inside the commands, so that `--help` answers at once. A failure with
a known cause ends with its message and a code of its own; any other ends with the place in the
code where it happened, and never with the exception's text, which may hold a value from a row.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.commands import contract, quarantine
from pipelines.commands.accept import accept
from pipelines.commands.attack import attack
from pipelines.commands.check import check
from pipelines.commands.common import BUSY, FAILED, HomeOption, fail, settings_and_home
from pipelines.commands.measures import measures
from pipelines.commands.pseudonymise import pseudonymise
from pipelines.commands.rebuild import rebuild

STALE, REFUSED = 1, 3

app = typer.Typer(
    help="Uppföljning av öppna insatser för barn och unga.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command()(accept)
app.command()(attack)
app.command()(check)
app.command()(measures)
app.command()(pseudonymise)
app.command()(rebuild)
app.add_typer(contract.app, name="contract")
app.add_typer(quarantine.app, name="quarantine")


@app.command()
def refresh(
    inbox: Annotated[
        Path | None,
        typer.Option(help="Mapp med leveranser. Annars INSATSKOLL_INBOX, <home>/inbox."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Kör natten: ta emot leveranser, bygg måtten och publicera.

    Slutkod 0: publicerat, eller inget nytt. 1: inget publicerades. 3: minst en leverans vägrades.
    4: en annan natt pågår.
    """
    from pipelines.errors import NightBusy
    from pipelines.refresh import refresh as run_night

    settings, place = settings_and_home(home)
    folder = inbox or settings.inbox or place.inbox
    if not folder.is_dir():
        fail(
            f"inkorgen {folder} finns inte; ange --inbox, INSATSKOLL_INBOX eller skapa mappen. "
            "Exempeldata ligger i data/sample"
        )
    started = time.monotonic()
    # A stop by systemd ends the night in order: the ledger says so, and the lock is let go.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FAILED))

    def say(line: str) -> None:
        typer.echo(f"[{time.monotonic() - started:5.1f} s] {line}")

    try:
        outcome = run_night(settings, place, folder, say)
    except NightBusy as busy:
        fail(str(busy), BUSY)
    _summary(outcome)
    if outcome.failed:
        fail(outcome.failed)
    if outcome.refused:
        raise typer.Exit(REFUSED)


def _summary(outcome: Any) -> None:
    typer.echo("")
    if outcome.failed:
        typer.echo("Inget publicerades: siffrorna från den senast publicerade natten står kvar.")
    else:
        typer.echo(
            "Nytt publicerades." if outcome.news else "Inget nytt: siffrorna är oförändrade."
        )
    for label, value in (
        ("Publicerad natt", outcome.run or "ingen"),
        ("Leveranser tagna", len(outcome.taken)),
        ("Leveranser vägrade", len(outcome.refused)),
        ("Rader godkända", outcome.accepted),
        ("Rader i karantän", outcome.quarantined),
        ("Kontroller som fallit", 1 if outcome.failed else 0),
        ("Celler som står", f"{outcome.figures} ({outcome.shown} med värde)"),
        ("Tid", f"{outcome.seconds:.1f} s".replace(".", ",")),
    ):
        typer.echo(f"  {label:<22} {value}")
    for refusal in outcome.refused:
        typer.echo(f"VÄGRAD {refusal}", err=True)


@app.command()
def serve(
    home: HomeOption = None,
    host: Annotated[str, typer.Option(help="Adress att lyssna på.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port att lyssna på.")] = 8050,
    workers: Annotated[int, typer.Option(min=1, max=32, help="Antal serverprocesser.")] = 2,
) -> None:
    """Visa den publicerade natten på en webbsida."""
    import os

    _, place = settings_and_home(home)
    typer.echo(f"Insatskoll svarar på http://{host}:{port} (avsluta med Ctrl-C)")
    sys.stdout.flush()
    os.environ["INSATSKOLL_HOME"] = str(place.root)
    os.execv(  # noqa: S606
        sys.executable,
        [
            sys.executable,
            *("-m", "gunicorn", "--config", "python:dashboards.worker"),
            *("--bind", f"{host}:{port}", "--workers", str(workers)),
            "dashboards.server:create()",
        ],
    )


@app.command()
def figure(
    address: Annotated[
        str, typer.Argument(help="Till exempel V1/stad/2023 eller R1/farsta/2024H2.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="För maskiner.")] = False,
    home: HomeOption = None,
) -> None:
    """Visa siffran på en adress, med osäkerhet, status och ursprung."""
    import json

    from pipelines.presentation.figure_text import as_dict, as_lines
    from pipelines.publication.address import nearest
    from pipelines.publication.reader import load

    _, place = settings_and_home(home)
    night = load(place.serve)
    found = night.figure(address.strip("/"))
    if found is None:
        near = ", ".join(nearest(address, night.addresses()))
        fail(f"det finns ingen siffra på adressen {address[:80]}. Närmast: {near}")
    if as_json:
        typer.echo(json.dumps(as_dict(night, found), ensure_ascii=False))
    else:
        for line in as_lines(night, found):
            typer.echo(line)


@app.command()
def status(home: HomeOption = None) -> None:
    """Visa senaste lyckade natt och uppgifternas ålder; slutkod 1 om något är för gammalt."""
    from pipelines.presentation.status_text import report

    settings, place = settings_and_home(home)
    lines, stale = report(settings, place)
    for line in lines:
        typer.echo(line)
    if stale:
        raise typer.Exit(STALE)


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Mapp att skriva leveranserna i.")],
    scale: Annotated[int, typer.Option(min=1, max=1000, help="Antal kopior av staden.")] = 1,
    seed: Annotated[int, typer.Option(help="Frö; samma frö ger samma filer.")] = 2026,
) -> None:
    """Skapa syntetiska leveranser (syntetiska data)."""
    from pipelines.sample import skapa_leveranser

    skapa_leveranser(out, skala=scale, fro=seed, framsteg=typer.echo)


def main() -> None:
    """Run the command line; every failure ends with a message and a code."""
    from pipelines.errors import InsatskollError

    try:
        app(standalone_mode=True)
    except InsatskollError as error:
        typer.echo(f"FEL {error}", err=True)
        sys.exit(FAILED)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = next(
            (f for f in reversed(frames) if "pipelines" in Path(f.filename).parts), frames[-1]
        )
        typer.echo(
            f"FEL oväntat fel ({type(error).__name__} i {Path(place.filename).name}, "
            f"rad {place.lineno}); den senast publicerade natten står kvar. "
            "Felets text visas inte, eftersom den kan innehålla uppgifter ur en rad.",
            err=True,
        )
        sys.exit(FAILED)
