"""`insatskoll measures`: what the measures are."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def measures(
    as_json: Annotated[bool, typer.Option("--json", help="För maskiner.")] = False,
) -> None:
    """Visa måtten: id, titel, definition och definitionens version."""
    from pipelines.measures import load_measures

    found = load_measures().values()
    if as_json:
        facts = [
            {"id": m.id, "titel": m.titel, "definition": m.definition, "version": m.version}
            for m in found
        ]
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for measure in found:
        typer.echo(f"{measure.id}  {measure.titel} (definition v{measure.version})")
        typer.echo(f"    {measure.definition}")
