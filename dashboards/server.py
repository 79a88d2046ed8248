"""What gunicorn starts: `python -m gunicorn "dashboards.server:create()"`."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from dashboards.app import build_app
from pipelines.publication.reader import Reader


def create() -> Flask:
    """The server for the home folder in `INSATSKOLL_HOME` (default `var`).

    The reader opens nothing until the first request, so that every worker process has its own.
    """
    home = Path(os.environ.get("INSATSKOLL_HOME", "var"))
    app = build_app(Reader(home / "serve"))
    server: Flask = app.server
    return server
