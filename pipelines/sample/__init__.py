"""The synthetic deliveries: whole extracts of children who do not exist.

They come in the dialects that real extracts come in, with the city's known figures built in and
with rows that are wrong on purpose; ``facit.json`` says which. All chosen numbers are in
kalibrering.yml. Example: ``skapa_leveranser(Path("data/sample"))`` writes what is committed there.
"""

from collections.abc import Callable
from pathlib import Path


def skapa_leveranser(
    ut: Path, skala: int = 1, fro: int = 2026, framsteg: Callable[[str], None] | None = None
) -> None:
    """Write all deliveries, one zip each, and ``facit.json``.

    Args:
        ut: the folder to write to; made if it is missing, and zips of the same name are replaced.
        skala: how many replicas of the world; every bound figure is multiplied by it.
        fro: the seed; the same seed gives the same bytes in every csv file and manifest.
        framsteg: told, in Swedish, what is being done.

    Raises:
        ValueError: if ``skala`` is less than 1 or ``fro`` is negative.
    """
    if skala < 1 or fro < 0:
        raise ValueError("skala ska vara minst 1 och fro minst 0")
    from pipelines.sample.bygg import bygg  # noqa: PLC0415  heavy; importing the package is cheap

    bygg(Path(ut), skala, fro, framsteg or (lambda _: None))
