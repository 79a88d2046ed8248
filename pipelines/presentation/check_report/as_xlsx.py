"""The report as an Excel workbook with three sheets: Sammanfattning, Filer, Fynd.

File names and ids are the sender's: each text is written as text, and one that a spreadsheet
would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from pipelines.presentation.check_report.model import CheckedDelivery, CheckReport
from pipelines.presentation.check_report.verdict import verdict
from pipelines.presentation.workbook import new_workbook

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters in a cell
_CREATED = dt.datetime(2000, 1, 1)  # the same check gives the same bytes
_Row = Sequence[str | int]


def as_xlsx(report: CheckReport) -> bytes:
    """The whole report as a workbook."""
    buffer = io.BytesIO()
    with new_workbook(buffer, _CREATED) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for name, widths, rows in _sheets(report):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(line, column, cell, wrap)
                    else:
                        sheet.write_string(line, column, safe(cell), wrap if line else bold)
    return buffer.getvalue()


def safe(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula."""
    return f"'{text}"[:_LONGEST] if text.startswith(_FORMULA_SIGNS) else text[:_LONGEST]


def _to_do(delivery: CheckedDelivery) -> str:
    why = delivery.refusal
    return " ".join([*([f"{why.var}: {why.vad}"] if why else []), *delivery.notes])


def _sheets(report: CheckReport) -> Iterator[tuple[str, Sequence[int], list[_Row]]]:
    deliveries = report.deliveries
    yield (
        "Sammanfattning",
        (28, 22, 12, 10, 12, 12, 60, 14, 60),
        [
            ("Leverans", "Enhet", "Syntetisk", "Slutkod", "Rader lästa", "Hålls tillbaka",
             "Omdöme", "Stoppas av", "Vad som behöver göras"),
            *(
                (d.name, d.enhet, "ja" if d.syntetisk else "nej", d.exit_code, d.lasta, d.karantan,
                 verdict(d), d.refusal.regel if d.refusal else "",
                 _to_do(d))
                for d in deliveries
            ),
        ],
    )  # fmt: skip
    yield (
        "Filer",
        (28, 28, 20, 10, 10, 12, 12, 70),
        [
            ("Leverans", "Fil", "Tabell", "Lästa", "Godkända", "Hålls tillbaka", "Överhoppade",
             "Läst så här"),
            *(
                (d.name, f.fil, f.tabell, f.lasta, f.godkanda, f.karantan, f.overhoppade,
                 "\n".join(f.lasning))
                for d in deliveries
                for f in d.files
            ),
        ],
    )  # fmt: skip
    yield (
        "Fynd",
        (28, 22, 10, 28, 8, 30, 50, 60),
        [
            ("Leverans", "Regel", "Allvar", "Fil", "Rader", "Första raderna", "Vad som ska gälla",
             "Gör så här"),
            *(
                (d.name, f.regel, str(f.allvar), f.fil or "hela leveransen", f.antal,
                 ", ".join(map(str, f.rader)) or "–", f.titel, f.rad)
                for d in deliveries
                for f in d.findings
            ),
        ],
    )  # fmt: skip
