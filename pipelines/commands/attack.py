"""`insatskoll attack`: try to recover what the registered publications hide."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.commands.common import HomeOption, fail, settings_and_home


def attack(
    run: Annotated[
        str | None, typer.Option("--run", help="Körningens id. Annars den senaste publiceringen.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Varje publicering, var för sig och tillsammans.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Angrip det publicerade, som läsare, tjänsteman i en stadsdel och ensamt barn i en cell.

    Slutkod 0: inget gick att röja. 1: något gick att röja, eller registret är skadat.
    """
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from pipelines import policy
    from pipelines.disclosure.plan import load_plan
    from pipelines.errors import CheckFailed
    from pipelines.provenance.code import code_digest
    from pipelines.publication.attacks import attack as judge
    from pipelines.publication.register import Register

    _, place = settings_and_home(home)
    register = Register(place.register)
    try:
        lines = register.lines()
    except CheckFailed as failure:
        fail(str(failure))
    if not lines:
        fail("inget är publicerat än; kör insatskoll refresh")
    chosen = [line for line in lines if run in (None, line.run)]
    if not chosen:
        fail(f"körningen {run} finns inte i publiceringsregistret")
    ends = [line.nr for line in chosen] if everything or run else [lines[-1].nr]
    plan, safe, last = load_plan(), True, ""
    with TemporaryDirectory() as scratch:
        for end in ends:
            until = lines[:end] if everything else lines[end - 1 : end]
            judged = judge(
                [register.read(line) for line in until],
                plan,
                policy.value(policy.CHILDREN, until[-1].uttagsdatum),
                register.truth(until[-1]),
                Path(scratch),
                code_digest(),
                typer.echo,
            )
            safe = safe and judged.safe
            last = judged.summary()
            if len(ends) > 1:
                typer.echo(f"{until[-1].run}: {last}")
    typer.echo(last)
    if not safe:
        raise typer.Exit(1)
