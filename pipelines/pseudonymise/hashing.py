"""What one value becomes."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import unicodedata

from pipelines.intake.gate import personnummer

LENGTH = 32  # hex signs: 128 bits, so that no two of a city's ids meet


class Pseudonymiser:
    """Turns the values of one kind of id into pseudonyms.

    HMAC-SHA-256 with the key over `insatskoll/1`, the kind and the value's normal form, divided by
    NUL; the first 32 hex signs. The kind keeps a number's child and household pseudonyms apart.

    Args:
        key: the secret key.
        kind: the contract's name of the id, for example `barn_id`.
        today: the day that two-digit years refer to.
    """

    def __init__(self, key: bytes, kind: str, today: dt.date) -> None:
        self._begun = hmac.new(key, f"insatskoll/1\0{kind}\0".encode(), hashlib.sha256)
        self._today = today

    def of(self, value: str) -> str:
        """The pseudonym of a value; blank stays blank.

        Raises:
            CenturyUnknown: a personnummer whose century cannot be told.
        """
        text = unicodedata.normalize("NFKC", value).strip()
        if not text:
            return ""
        normal = personnummer.normal_form(text, self._today) or text
        digest = self._begun.copy()
        digest.update(normal.encode())
        return digest.hexdigest()[:LENGTH]
