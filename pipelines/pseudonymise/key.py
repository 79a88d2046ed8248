"""The key file: made once, readable by its owner alone, the same in the whole city."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from pipelines.errors import InsatskollError

_FEWEST_BYTES = 32
_MOST_BYTES = 4096
_FEWEST_DIFFERENT = 8  # a key of one repeated sign is no secret


def create_key(path: Path) -> None:
    """Write a new random key (32 bytes, as 64 hex signs) to a file that did not exist, mode 0600.

    Raises:
        InsatskollError: the file exists, or cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InsatskollError(
            f"nyckelfilen {path} finns redan och skrivs aldrig över. "
            "Använd den utan --ny-nyckel, eller ange en annan fil"
        ) from None
    except OSError as error:
        raise InsatskollError(
            f"nyckelfilen {path} kunde inte skapas: {error.strerror}. Kontrollera mappen"
        ) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_FEWEST_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> bytes:
    """The key's bytes, without a line break at the end.

    Raises:
        InsatskollError: not a regular file, another owner, open to others, too short or too plain.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise InsatskollError(
            f"nyckelfilen {path} finns inte. Skapa en med --ny-nyckel, eller hämta den nyckel "
            "som staden har bestämt"
        ) from None
    except OSError:
        raise InsatskollError(
            f"nyckelfilen {path} kan inte öppnas. Den ska vara en vanlig fil och ingen länk, "
            "och du ska äga den"
        ) from None
    try:
        _check_file(os.fstat(descriptor), path)
        content = os.read(descriptor, _MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    key = content.rstrip(b"\r\n")
    if len(content) > _MOST_BYTES:
        raise InsatskollError(f"nyckelfilen {path} är för stor för att vara en nyckel")
    if len(key) < _FEWEST_BYTES or len(set(key)) < _FEWEST_DIFFERENT:
        raise InsatskollError(
            f"nyckeln i {path} är för svag: den ska ha minst {_FEWEST_BYTES} slumpade tecken. "
            "Skapa en ny med --ny-nyckel"
        )
    return key


def _check_file(facts: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise InsatskollError(f"nyckelfilen {path} är ingen vanlig fil. Ange en vanlig fil")
    if facts.st_uid != os.geteuid():
        raise InsatskollError(
            f"nyckelfilen {path} ägs av någon annan. Kopiera nyckeln till en fil som du äger"
        )
    if stat.S_IMODE(facts.st_mode) not in {0o600, 0o400}:
        raise InsatskollError(
            f"nyckelfilen {path} kan läsas eller ändras av andra. Kör chmod 600 på den, och "
            "byt nyckel om någon obehörig kan ha läst den"
        )


def key_id(key: bytes) -> str:
    """A short name of the key for `nyckel_id` in the manifest; it does not give the key away."""
    return "hmac-" + hmac.new(key, b"insatskoll/1\0nyckel_id", hashlib.sha256).hexdigest()[:12]
