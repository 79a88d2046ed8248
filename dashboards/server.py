"""What gunicorn starts.

`python -m gunicorn --config python:dashboards.worker "dashboards.server:create()"`
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from dashboards.app import build_app
from pipelines.publication.reader import Reader


def create() -> Flask:
    """The server for the home folder in `INSATSKOLL_HOME` (default `var`).

    Each worker process calls it, and so has a reader of its own.
    """
    home = Path(os.environ.get("INSATSKOLL_HOME", "var"))
    app = build_app(Reader(home / "serve"))
    server: Flask = app.server
    # Dash sets itself up during the first request; scripts asked for by the same page meanwhile
    # are answered with an error, and the page stays empty. So the first request is this one.
    server.test_client().get("/")
    return server
