"""Where things are, and the few numbers an operator may set.

Every setting can be given as an environment variable `INSATSKOLL_<NAME>`; what the command line
says goes first. Everything that a run writes lies under one home folder.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import InsatskollError

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PACKAGE_ROOT / "dbt_project"
SEEDS = DBT_PROJECT / "seeds"


class Settings(BaseSettings):
    """The operator's settings, from the environment."""

    model_config = SettingsConfigDict(
        env_prefix="INSATSKOLL_", env_ignore_empty=True, extra="ignore"
    )

    home: Path = Path("var")
    inbox: Path | None = Field(default=None, description="default: <home>/inbox")
    memory_limit: str = Field(default="1GB", pattern=r"^\d+(MB|GB)$")
    threads: int = Field(default=2, ge=1, le=64)
    stale_hours: int = Field(default=36, ge=1, description="since the last night that went well")
    stale_days: int = Field(default=45, ge=1, description="age of a district's extract")


@dataclass(frozen=True)
class Home:
    """The folders of one installation; the only place that knows their names."""

    root: Path

    def __post_init__(self) -> None:
        """Refuse a path that SQL or a file pattern would read as something else."""
        if set(str(self.root.resolve())) & set("'\"*?[]{}"):
            raise InsatskollError(
                f"hemkatalogen {self.root} har något av tecknen ' \" * ? [ ] {{ }} i sin sökväg; "
                "välj en annan"
            )

    @cached_property
    def inbox(self) -> Path:
        """Where deliveries arrive, unless another folder is given."""
        return self.root / "inbox"

    @cached_property
    def landing(self) -> Path:
        """Accepted rows: immutable, content-addressed Parquet."""
        return self.root / "landing"

    @cached_property
    def quarantine(self) -> Path:
        """Refused rows with their rules; for the operator's account only."""
        return self.root / "quarantine"

    @cached_property
    def build(self) -> Path:
        """Scratch space of a night; may be deleted between nights."""
        return self.root / "build"

    @cached_property
    def serve(self) -> Path:
        """Published nights; the only folder that the web server reads."""
        return self.root / "serve"

    @cached_property
    def register(self) -> Path:
        """The publication register; its `underlag/` is for the operator's account only."""
        return self.root / "publiceringar"

    @cached_property
    def ledger(self) -> Path:
        """The append-only run ledger."""
        return self.root / "ledger.jsonl"

    @cached_property
    def lock(self) -> Path:
        """The file that one night at a time holds."""
        return self.root / "night.lock"

    def type_key(self) -> bytes:
        """The installation's key for hashes of unknown types; made when first asked for."""
        path = self.root / "okanda_typer.nyckel"
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()

    def make(self) -> None:
        """Create the folders; rows about children are readable by this account alone.

        So are the hashes of them in the register's `underlag/`, also after a restored backup.
        What is served is readable by all: the pages have an account of their own.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            for folder in (self.landing, self.quarantine, self.build):
                folder.mkdir(mode=0o700, exist_ok=True)
                folder.chmod(0o700)
            self.serve.mkdir(exist_ok=True)
            self.serve.chmod(0o755)
            restricted = self.register / "underlag"
            if restricted.is_dir():
                restricted.chmod(0o700)
                for file in restricted.iterdir():
                    file.chmod(0o600)
        except OSError as error:
            raise InsatskollError(
                f"hemkatalogen {self.root} går inte att skriva i ({error.strerror}); "
                "ange en annan med --home eller INSATSKOLL_HOME"
            ) from None
