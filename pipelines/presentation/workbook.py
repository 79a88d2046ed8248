"""Excel workbooks that keep every text as it is written, and are the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

# Texts come from deliveries and addresses: none may become a formula, a link or a number.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def new_workbook(file: io.BytesIO, created: dt.datetime, **properties: str) -> Any:
    """A workbook that is written to the file when its `with` block ends.

    Args:
        file: where to.
        created: when it says that it was made; the clock would give other bytes each time.
        properties: what else is known of it, such as its title.
    """
    import xlsxwriter  # noqa: PLC0415

    book = xlsxwriter.Workbook(file, dict(_OPTIONS))
    book.set_properties({**properties, "created": created})
    return book
