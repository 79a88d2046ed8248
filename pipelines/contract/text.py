"""One way to compare words that people write differently: headings, codes, names of districts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Lower case, no diacritics, every other sign a single hyphen: `Fr.o.m.` -> `fr-o-m`.

    Composed and decomposed letters, all dashes and all spaces come out alike.
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def slug_sql(expression: str) -> str:
    """The same as `slug`, as DuckDB SQL on a text expression."""
    return f"trim(regexp_replace(lower(strip_accents({expression})), '[^a-z0-9]+', '-', 'g'), '-')"
