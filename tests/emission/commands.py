"""What the commands that read the published night write on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

from pipelines.publication import reader
from tests.emission.emissions import JSON, Emission
from tests.emission.secrets_of import Secret, secrets
from tests.support.command import run

_SHOWN = ("V1/farsta/2025", "F1/farsta/2025")
_MOST = 2  # hidden addresses of a kind; what is written does not differ between them


def figure(home: Path) -> Iterator[Emission]:
    """`insatskoll figure`, in words and as JSON, at hidden addresses and at wrong ones."""
    # A night is loaded once, not once a command.
    with patch("pipelines.publication.reader.load", cache(reader.load)):
        hidden = _of_each_kind(secrets(home))
        for adress in (*hidden, *_SHOWN):
            said = run("figure", adress, "--home", home).output
            yield Emission(f"figure {adress}", said.encode(), adress=adress)
            said = run("figure", adress, "--json", "--home", home).output
            yield Emission(f"figure {adress} --json", said.encode(), JSON, adress)
        for wrong in (adress.replace("/20", "/19") for adress in hidden[:3]):
            said = run("figure", wrong, "--home", home).output
            yield Emission(f"figure {wrong}", said.encode())


def _of_each_kind(found: Sequence[Secret]) -> list[str]:
    """Some addresses of each measure and breakdown."""
    kinds: dict[tuple[str, str, int], list[str]] = {}
    for adress in sorted(secret.adress for secret in found):
        matt, _, period, *rest = adress.split("/")
        kinds.setdefault((matt, rest[0].split("=")[0] if rest else "", len(period)), []).append(
            adress
        )
    return [adress for kind in kinds.values() for adress in kind[:_MOST]]


def status(home: Path) -> Iterator[Emission]:
    """`insatskoll status`."""
    yield Emission("status", run("status", "--home", home).output.encode())
