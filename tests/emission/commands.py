"""What the commands that read the published night write on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

from pipelines.publication import reader
from tests.emission.emissions import JSON, Emission
from tests.emission.secrets_of import secrets
from tests.support.command import run

_SHOWN = ("V1/stad/2023", "R1/stad/2023")


def figure(home: Path) -> Iterator[Emission]:
    """`insatskoll figure`, in words and as JSON, at every hidden address and at wrong ones."""
    # A night is loaded once, not once a command.
    with patch("pipelines.publication.reader.load", cache(reader.load)):
        hidden = [secret.adress for secret in secrets(home)]
        there = set(reader.load(home / "serve").addresses())
        for adress in (*hidden, *_SHOWN):
            if adress not in there:
                continue
            said = run("figure", adress, "--home", home).output
            yield Emission(f"figure {adress}", said.encode(), adress=adress)
            said = run("figure", adress, "--json", "--home", home).output
            yield Emission(f"figure {adress} --json", said.encode(), JSON, adress)
        for wrong in {adress.replace("/20", "/19") for adress in hidden[:20]}:
            said = run("figure", wrong, "--home", home).output
            yield Emission(f"figure {wrong}", said.encode())


def status(home: Path) -> Iterator[Emission]:
    """`insatskoll status`."""
    yield Emission("status", run("status", "--home", home).output.encode())
