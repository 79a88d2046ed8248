"""One night on the committed sample for all tests that read what it published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support.night import SAMPLE, refresh


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where one night has run on data/sample. Tests read it; they never change it.

    INSATSKOLL_TEST_HOME names one that exists already, to save the night while writing tests.
    """
    if given := os.environ.get("INSATSKOLL_TEST_HOME"):
        return Path(given)
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # one night for all workers
    home = shared / "natt" / "hem"
    with FileLock(shared / "natt.lock"):
        if not home.exists():
            done = refresh(home, SAMPLE)
            assert done.returncode == 0, done.stdout + done.stderr
    return home
