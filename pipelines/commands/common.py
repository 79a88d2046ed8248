"""What several commands need: the home option, the settings, and a way to end with a message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.settings import Home, Settings

FAILED, BUSY = 1, 4

HomeOption = Annotated[
    Path | None, typer.Option(help="Hemkatalog för allt som skrivs. Annars INSATSKOLL_HOME, var/.")
]
ReasonOption = Annotated[
    str, typer.Option("--reason", help="Skälet, en mening utan personuppgifter; det sparas.")
]


def read_settings() -> Settings:
    """The settings from the environment."""
    from pydantic import ValidationError

    from pipelines.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(
            f"INSATSKOLL_{'_'.join(map(str, e['loc'])).upper()}" for e in error.errors()
        )
        fail(f"inställningen {names} har ett ogiltigt värde")


def settings_and_home(home: Path | None) -> tuple[Settings, Home]:
    """The settings, and the home folder that the command line or they name."""
    from pipelines.settings import Home

    settings = read_settings()
    return settings, Home(home or settings.home)


def fail(message: str, code: int = FAILED) -> NoReturn:
    """End the command with a message on stderr."""
    typer.echo(f"FEL {message}", err=True)
    raise typer.Exit(code)
