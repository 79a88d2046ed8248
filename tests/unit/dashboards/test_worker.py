"""What gunicorn reads before it makes its workers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from gunicorn.config import KNOWN_SETTINGS

from dashboards import worker
from dashboards.app import build_app
from pipelines.publication.reader import Reader

ROOT = Path(__file__).resolve().parents[3]


def test_nothing_of_the_app_is_imported_before_the_workers_are_made() -> None:
    """DuckDB's threads do not survive a fork; a worker that inherits them is aborted."""
    check = (
        "import dashboards.worker, sys; print([m for m in ('duckdb', 'dash') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_every_setting_is_one_that_gunicorn_has() -> None:
    known = {setting.name for setting in KNOWN_SETTINGS}
    ours = {"worker_class", "threads", "keepalive", "loglevel", "control_socket_disable",
            "post_worker_init"}  # fmt: skip
    assert ours <= known
    assert ours <= set(vars(worker))
    assert not hasattr(worker, "preload_app")


def test_a_worker_has_read_the_night_before_it_is_asked(home: Path) -> None:
    reader = Reader(home / "serve")
    worker.post_worker_init(SimpleNamespace(wsgi=build_app(reader).server))
    assert reader._night is not None


def test_a_worker_starts_before_any_night_is_published(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    worker.post_worker_init(SimpleNamespace(wsgi=build_app(reader).server))
    assert reader._night is None
