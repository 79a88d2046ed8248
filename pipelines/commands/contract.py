"""`insatskoll contract`: what differs between two versions, and the deliverer's page."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(
    help="Kontraktet: vad en leverans ska innehålla.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="FRÅN", help="Version, till exempel v1.")],
    after: Annotated[str, typer.Argument(metavar="TILL", help="Version, till exempel v1.1.")],
    as_json: Annotated[bool, typer.Option("--json", help="För maskiner.")] = False,
) -> None:
    """Visa vad som skiljer två versioner: Lagt till, Ändrat, Borttaget."""
    from pipelines.contract.diff import as_dict, as_lines
    from pipelines.contract.model import load_contract

    old, new = load_contract(_number(before)), load_contract(_number(after))
    if as_json:
        typer.echo(json.dumps(as_dict(old, new), ensure_ascii=False))
    else:
        for line in as_lines(old, new):
            typer.echo(line)


@app.command()
def page(
    version: Annotated[
        str | None, typer.Option(help="Version, till exempel v1. Annars den nyaste.")
    ] = None,
) -> None:
    """Visa sidan för den som levererar, som Markdown."""
    from pipelines.contract.model import current
    from pipelines.contract.page import render

    typer.echo(render(_number(version) if version else current()), nl=False)


def _number(version: str) -> str:
    """The version's number, however it was written: `v1.1`, `1.1`."""
    return version.strip().lower().removeprefix("v")
