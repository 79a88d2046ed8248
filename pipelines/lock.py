"""One night at a time in one home folder."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.errors import NightBusy


@contextmanager
def one_night_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock; the operating system lets go of it if this process is killed.

    Raises:
        NightBusy: another process holds it, and which.
    """
    holder = path.with_suffix(".holder")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise NightBusy(f"en annan natt pågår ({_read(holder)}); vänta tills den är klar") from None
    try:
        holder.write_text(
            f"process {os.getpid()}, {_user()} på {socket.gethostname()}, "
            f"sedan {dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
            encoding="utf-8",
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")
    except OSError:
        return "okänd process"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"användare {os.getuid()}"
