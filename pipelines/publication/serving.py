"""Write `serve/<run>/`, and move the pointer as the last act of the night.

A run's folder is Parquet files and a manifest with their checksums. It is written beside its
place and moved there whole; `current.json` is replaced after that. Whatever happens in between,
the last published night stands. Anybody may read what lies here: the pages have an account of
their own, whatever the umask of the night's.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.errors import CheckFailed
from pipelines.files import sha256, sync, write_atomically
from pipelines.publication import parquet
from pipelines.publication.status import Status

MANIFEST = "manifest.json"
POINTER = "current.json"
_FOLDER, _FILE = 0o755, 0o644


def check(cells: pd.DataFrame) -> None:
    """The last look at what is about to be published.

    Raises:
        CheckFailed: an address twice, a number where the state allows none, a value that is not
            finite, or no figure at all.
    """
    if not (cells["status"] == Status.VISAD).any():
        raise CheckFailed("det finns inte en enda siffra att visa; inget publiceras")
    if cells["adress"].duplicated().any():
        raise CheckFailed("två celler har samma adress; inget publiceras")
    shown = cells["status"] == Status.VISAD
    numbers = cells[["varde", "undre", "ovre", "taljare"]].astype("Float64")
    if numbers[~shown].notna().any(axis=None):
        raise CheckFailed("en cell som inte visas bär ett värde; inget publiceras")
    if cells.loc[~shown & (cells["status"] != Status.FOR_FA), "namnare"].notna().any():
        raise CheckFailed("en cell som inte visas bär en nämnare; inget publiceras")
    if not (cells.loc[shown, "varde"].abs() < float("inf")).all():
        raise CheckFailed("en visad cell saknar ett ändligt värde; inget publiceras")


def write(
    serve: Path, run: str, tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any]
) -> Path:
    """Write the run's folder with one Parquet file a table and the manifest.

    Args:
        serve: the serving root.
        run: id of the run; a folder of that name is replaced.
        tables: name -> rows, already in the order they are written.
        facts: what the manifest says besides the files.
    """
    part = serve / f".{run}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = {}
    for name, table in tables.items():
        path = part / f"{name}.parquet"
        parquet.write(path, table)
        files[path.name] = {"sha256": sha256(path), "rader": len(table)}
    manifest = {"run": run, **facts, "filer": files}
    write_atomically(part / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    for path in part.iterdir():
        path.chmod(_FILE)
    part.chmod(_FOLDER)
    target = serve / run
    if target.exists():  # the same run, damaged: a whole one with the same id is not written again
        shutil.rmtree(target)
    part.replace(target)
    return target


def point(serve: Path, run: str) -> None:
    """Make `run` the published night."""
    folder = serve / run
    digest = sha256(folder / MANIFEST)
    text = json.dumps({"run": run, "manifest_sha256": digest})
    write_atomically(serve / POINTER, text, mode=_FILE)
    sync(serve)


def pointed(serve: Path) -> str | None:
    """Id of the run that the pointer names, whatever has become of its files; None if it has none.

    Raises:
        CheckFailed: there is a pointer that cannot be read.
    """
    try:
        return str(json.loads((serve / POINTER).read_text(encoding="utf-8"))["run"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise CheckFailed(
            f"{serve / POINTER} går inte att läsa, så det går inte att säga vad läsarna har fått; "
            "återställ serve/ och publiceringar/ ur samma säkerhetskopia. Inget publiceras"
        ) from None


def published(serve: Path) -> str | None:
    """Id of the published run whose files are all there, or None."""
    try:
        pointer = json.loads((serve / POINTER).read_text(encoding="utf-8"))
        run = str(pointer["run"])
        if sha256(serve / run / MANIFEST) != pointer["manifest_sha256"]:
            return None
        manifest = json.loads((serve / run / MANIFEST).read_text(encoding="utf-8"))
        for name, facts in manifest["filer"].items():
            if sha256(serve / run / name) != facts["sha256"]:
                return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return run


def clean(serve: Path) -> None:
    """Remove what an interrupted night left half-written."""
    for part in serve.glob(".*.part"):
        shutil.rmtree(part, ignore_errors=True)
