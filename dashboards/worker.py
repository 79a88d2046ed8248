"""How gunicorn runs the server: `python -m gunicorn --config python:dashboards.worker …`.

Each worker makes the app itself, and nothing of it is imported before: DuckDB has threads from
the moment it is imported, and a worker forked after that is aborted when it ends (docs/adr/0010).
"""

from __future__ import annotations

import gc
from typing import Any, Final

worker_class: Final = "gthread"
threads: Final = 4
keepalive: Final = 15  # seconds; a reader does something every five or so
loglevel: Final = "warning"
control_socket_disable: Final = True  # it would be a file in the user's home

_ELEMENTS: Final = 50_000  # of a page there are ten thousand, and none of them is in a ring


def post_worker_init(worker: Any) -> None:
    """The night is read before the first reader asks, and is no rubbish to look through."""
    worker.wsgi.test_client().get("/halsa")
    gc.freeze()
    gc.set_threshold(_ELEMENTS, 20, 20)
