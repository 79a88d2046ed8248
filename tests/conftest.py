"""Nights that are run once for all tests that read what they published (syntetiska data)."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.support.deliveries import UNITS, beslut, erbjudande, write_city
from tests.support.night import SAMPLE, refresh

# How long one example takes says more about the machine than about the code.
settings.register_profile("insatskoll", deadline=None)
settings.load_profile("insatskoll")

DECISIONS = {**dict.fromkeys(UNITS, 20), "bromma": 30, "farsta": 40}  # of 2023; 250 in the city


@dataclass(frozen=True)
class City:
    """A small city: its deliveries, and a home where one night has run on them."""

    inbox: Path
    home: Path


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder for all workers of the session."""
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


_PARSED = "partial_parse.msgpack"


@pytest.fixture(autouse=True)
def _project_read_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """dbt reads the project once for all nights of the session, not once a home."""
    parsed = _shared(tmp_path_factory) / _PARSED
    if parsed.exists():
        os.environ["DBT_PARTIAL_PARSE_FILE_PATH"] = str(parsed)


def _remember_the_project(home: Path, shared: Path) -> None:
    """Let the nights to come use what dbt read in this one."""
    if not (shared / _PARSED).exists():
        part = shared / f"{_PARSED}.{os.getpid()}"
        shutil.copyfile(home / "build" / "dbt" / _PARSED, part)
        part.replace(shared / _PARSED)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where one night has run on data/sample. Tests read it; they never change it.

    INSATSKOLL_TEST_HOME names one that exists already, to save the night while writing tests.
    """
    if given := os.environ.get("INSATSKOLL_TEST_HOME"):
        return Path(given)
    shared = _shared(tmp_path_factory)
    home = shared / "natt" / "hem"
    with FileLock(shared / "natt.lock"):
        if not home.exists():
            done = refresh(home, SAMPLE)
            assert done.returncode == 0, done.stdout + done.stderr
            _remember_the_project(home, shared)
    return home


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The small city. Tests copy its home when they change it; what it delivers stays as it is."""
    shared = _shared(tmp_path_factory)
    found = City(shared / "stad" / "inkorg", shared / "stad" / "hem")
    with FileLock(shared / "stad.lock"):
        if not found.home.exists():
            write_city(
                found.inbox,
                {
                    unit: {
                        "insatser": [beslut(beslutande_enhet=unit) for _ in range(number)],
                        "insatsutbud": [erbjudande(enhet=unit)],
                    }
                    for unit, number in DECISIONS.items()
                },
            )
            done = refresh(found.home, found.inbox)
            assert done.returncode == 0, done.stdout + done.stderr
            _remember_the_project(found.home, shared)
    return found
