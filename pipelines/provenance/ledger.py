"""The run ledger: JSON lines, append-only, each line sealed with the one before it.

It says when a night ran, on which deliveries and how it ended; never a value from a row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_START = "0" * 64


def append(path: Path, event: str, **facts: Any) -> dict[str, Any]:
    """Add one line; it is on disk when this returns.

    Args:
        path: the ledger.
        event: what happened, for example `natt`.
        facts: counts, ids and states; nothing from a row.
    """
    lines = list(read(path))
    entry: dict[str, Any] = {
        "tid": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "handelse": event,
        **facts,
        "foregaende": lines[-1]["sigill"] if lines else _START,
    }
    entry["sigill"] = _seal(entry)
    torn = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        if torn and path.stat().st_size:
            file.write("\n")  # a crash left half a line; it stays, and is skipped by readers
        file.write(json.dumps(entry) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return entry


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The ledger's whole lines, oldest first; half a line from a crash is passed over."""
    if not path.exists():
        return
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"tid", "handelse", "sigill"} <= entry.keys():
            yield entry


def is_whole(path: Path) -> bool:
    """Whether every line's seal holds and follows from the line before."""
    previous = _START
    for entry in read(path):
        sealed = {key: value for key, value in entry.items() if key != "sigill"}
        if entry["foregaende"] != previous or _seal(sealed) != entry["sigill"]:
            return False
        previous = entry["sigill"]
    return True


def _seal(entry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()
