"""`insatskoll quarantine`: what is held back, where it stands, and judging it again.

No value of a row is shown: tables, files, row numbers and rules.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.common import HomeOption, ReasonOption, settings_and_home

if TYPE_CHECKING:
    from pipelines.intake.readmission import Readmission

app = typer.Typer(
    help="Rader som hålls tillbaka: lista, visa var de står, pröva igen.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DeliveryArgument = Annotated[str, typer.Argument(metavar="LEVERANS", help="Leveransens id.")]


@app.command("list")
def list_(home: HomeOption = None) -> None:
    """Visa hur många rader som hålls tillbaka, per leverans, tabell och regel."""
    from pipelines.intake import landing, quarantine
    from pipelines.presentation.counts import rows
    from pipelines.presentation.formats import number

    _, place = settings_and_home(home)
    quarantine.require_private(place)
    records = landing.landed(place)
    current = {record.id for record in landing.in_force(records)}
    titles = _titles()
    held = quarantine.held(place, records)
    for delivery, tables in groupby(held, key=lambda table: table.leverans_id):
        typer.echo(f"{delivery}{'' if delivery in current else ' (ersatt, läses inte)'}")
        for table in tables:
            typer.echo(f"  {table.tabell}: {rows(table.rader)}")
            for rule, broken in table.regler.items():
                typer.echo(f"    {rule}  {rows(broken)}  {titles.get(rule, _GONE)}")
            if table.otolkade:
                typer.echo(f"    {number(table.otolkade)} av dem {_NEVER}")
    typer.echo(
        f"Rader i karantän: {number(sum(table.rader for table in held))}"
        + (". En rad kan bryta mot flera regler." if held else "")
    )


@app.command()
def show(
    delivery: DeliveryArgument,
    table: Annotated[str | None, typer.Option("--tabell", help="Bara denna tabell.")] = None,
    rule: Annotated[str | None, typer.Option("--regel", help="Bara rader mot denna regel.")] = None,
    most: Annotated[int, typer.Option("--hogst", min=1, help="Högst så många rader.")] = 200,
    home: HomeOption = None,
) -> None:
    """Visa var en leverans tillbakahållna rader står: fil, radnummer och regler."""
    from pipelines.intake import landing, quarantine
    from pipelines.presentation.counts import rows

    _, place = settings_and_home(home)
    quarantine.require_private(place)
    record = quarantine.record_of(landing.landed(place), delivery)
    places = quarantine.rows_of(place, record, table, rule)
    shown = list(islice(places, most))
    left = sum(1 for _ in places)
    for row in shown:
        never = f"  ({_NEVER_ROW})" if row.otolkad else ""
        typer.echo(f"{row.tabell}  {row.fil}  rad {row.rad}  {', '.join(row.regler)}{never}")
    if left:
        typer.echo(f"… och {rows(left)} till; visa fler med --hogst")
    if not shown:
        typer.echo("Inga rader i karantän stämmer med det som angavs.")
    titles = _titles()
    for name in sorted({name for row in shown for name in row.regler}):
        typer.echo(f"{name}: {titles.get(name, _GONE)}")


@app.command()
def readmit(delivery: DeliveryArgument, reason: ReasonOption, home: HomeOption = None) -> None:
    """Pröva en leverans tillbakahållna rader igen mot dagens regler och ta in dem som håller.

    Slutkod 4: en natt pågår.
    """
    from pipelines.commands.common import BUSY, fail
    from pipelines.contract import load_contract
    from pipelines.errors import NightBusy
    from pipelines.intake.readmission import readmit as judge_again

    settings, place = settings_and_home(home)
    try:
        result = judge_again(settings, place, load_contract(), delivery, reason)
    except NightBusy as busy:
        fail(str(busy), BUSY)
    for line in _outcome(result):
        typer.echo(line)


def _outcome(result: Readmission) -> list[str]:
    from pipelines.presentation.counts import rows
    from pipelines.presentation.formats import number

    taken, left = sum(result.ater.values()), sum(result.kvar.values())
    lines = [f"{rows(taken)} togs in igen, {number(left)} är kvar i karantän."]
    lines += [f"  {table}: {rows(count)} togs in" for table, count in result.ater.items()]
    titles = _titles()
    lines += [
        f"  kvar {rule}  {rows(count)}  {titles.get(rule, _GONE)}"
        for rule, count in result.regler.items()
    ]
    if result.otolkade:
        lines.append(
            f"{number(result.otolkade)} av de rader som är kvar {_NEVER}; begär en rättad leverans."
        )
    if result.godkanda_mot_regel:
        lines.append(
            f"Godkända rader som bryter mot dagens regler: {number(result.godkanda_mot_regel)}; "
            "de räknas som förut tills en rättad leverans kommer."
        )
    if taken:
        lines.append("Siffrorna ändras nästa natt: insatskoll refresh.")
    return lines


_GONE = "regeln finns inte längre"
_NEVER = "har en text som inte gick att läsa; texten sparades inte, så raden kan aldrig tas in igen"
_NEVER_ROW = "kan inte tas in igen: oläslig text sparas inte"


def _titles() -> dict[str, str]:
    from expectations.registry import all_rules
    from pipelines.contract import load_contract

    return {rule.id: rule.title for rule in all_rules(load_contract())}
