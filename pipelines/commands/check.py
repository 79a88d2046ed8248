"""`insatskoll check`: the sender's own check, before a delivery is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.common import fail, read_settings

if TYPE_CHECKING:
    from pipelines.presentation.check_report.model import CheckReport

NOT_CHECKED = 3  # nothing that could be checked: no better than a delivery that is refused


def check(
    place: Annotated[
        Path, typer.Argument(metavar="PATH", help="En leverans, eller en mapp med leveranser.")
    ],
    html: Annotated[Path | None, typer.Option("--html", help="Skriv en webbsida hit.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Skriv JSON hit.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Skriv en Excelbok hit.")] = None,
) -> None:
    """Kontrollera en leverans innan den skickas. Ingenting laddas eller sparas.

    Slutkod 0: inget att anmärka. 1: något att se över (VARNING). 2: rader hålls tillbaka (FEL).
    3: leveransen stoppas, eller kunde inte kontrolleras.
    """
    from pipelines.contract import load_contract
    from pipelines.errors import InsatskollError
    from pipelines.intake.check import check as run
    from pipelines.presentation.check_report.terminal import as_lines

    settings = read_settings()
    for target in (html, json, xlsx):
        if target is not None and not target.parent.is_dir():
            fail(f"mappen {target.parent} finns inte; skapa den eller ange en annan", NOT_CHECKED)
    try:
        report = run(
            place, settings, load_contract(), lambda line: typer.echo(f"… {line}", err=True)
        )
    except InsatskollError as error:
        fail(str(error), NOT_CHECKED)
    for line in as_lines(report):
        typer.echo(line)
    try:
        _write(report, html, json, xlsx)
    except OSError:
        fail("rapporten gick inte att skriva; ange en annan plats", NOT_CHECKED)
    raise typer.Exit(report.exit_code)


def _write(report: CheckReport, html: Path | None, json: Path | None, xlsx: Path | None) -> None:
    from pipelines.files import write_atomically
    from pipelines.presentation.check_report.as_html import as_html
    from pipelines.presentation.check_report.as_json import as_json
    from pipelines.presentation.check_report.as_xlsx import as_xlsx

    if html is not None:
        write_atomically(html, as_html(report))
    if json is not None:
        write_atomically(json, as_json(report))
    if xlsx is not None:
        xlsx.write_bytes(as_xlsx(report))
    for target in (html, json, xlsx):
        if target is not None:
            typer.echo(f"Skrev {target}")
