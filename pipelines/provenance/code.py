"""Which code made a figure: a checksum of everything that can change one."""

from __future__ import annotations

import hashlib
from importlib import metadata

from pipelines.settings import PACKAGE_ROOT

_FOLDERS = ("pipelines", "expectations", "dbt_project")
_SUFFIXES = {".py", ".sql", ".yml", ".csv"}
_ENGINES = (
    "duckdb",
    "dbt-core",
    "dbt-duckdb",
    "great-expectations",
    "pandas",
    "numpy",
    "highspy",
    "scipy",
    "statsmodels",
)


def code_digest() -> str:
    """sha256 over the project's own files and the versions of what computes with them."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((PACKAGE_ROOT / folder).rglob("*")):
            if path.suffix in _SUFFIXES and "sample" not in path.parts:
                digest.update(str(path.relative_to(PACKAGE_ROOT)).encode())
                digest.update(path.read_bytes())
    for name in _ENGINES:
        digest.update(f"{name}=={metadata.version(name)}".encode())
    return digest.hexdigest()
