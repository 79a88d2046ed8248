"""The report as one HTML file: no script, nothing fetched from elsewhere, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pipelines.presentation.check_report.model import CheckedDelivery, CheckReport
from pipelines.presentation.check_report.verdict import summary, verdict
from pipelines.presentation.formats import number
from pipelines.presentation.sv import SYNTHETIC

# Nothing may run or be fetched, whatever a file name holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff;
  max-width: 70rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
p { max-width: 45rem; }
.omdome { border-left: 4px solid #1f4e79; padding-left: 1rem; font-weight: 600; }
.not { color: #57606a; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; font-size: 0.875rem;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: 1rem; padding-bottom: 0.5rem; }
th, td { border-bottom: 1px solid #d0d7de; padding: 0.4rem 0.6rem; text-align: left;
  vertical-align: top; }
thead th { background: #f6f7f9; } .tal { text-align: right; white-space: nowrap; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  tr, .omdome { break-inside: avoid; } thead { display: table-header-group; } }
"""


def as_html(report: CheckReport) -> str:
    """The whole report as a page."""
    body = [
        "<h1>Kontroll av leverans</h1>",
        f"<p>{escape(summary(report))}</p>" if len(report.deliveries) > 1 else "",
        f'<p class="not">Prövat mot {number(report.regler)} regler '
        f"(nyaste kontrakt: {escape(report.kontrakt)}). Ingenting har laddats eller sparats. "
        "Rapporten innehåller inga värden ur raderna, bara regler, filer och radnummer.</p>",
        *(part for delivery in report.deliveries for part in _delivery(delivery)),
    ]
    if report.other_files:
        body.append(
            f'<p class="not">{number(report.other_files)} andra filer är inga leveranser och '
            "lästes inte.</p>"
        )
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Kontroll av leverans</title>\n<style>{_STYLE}</style>\n</head>\n"
        "<body>\n<main>\n" + "\n".join(filter(None, body)) + "\n</main>\n</body>\n</html>\n"
    )


def _delivery(delivery: CheckedDelivery) -> Iterable[str]:
    yield f"<h2>{escape(delivery.heading)}</h2>"
    if delivery.syntetisk:
        yield f'<p class="not">{SYNTHETIC}</p>'
    yield f'<p class="omdome">{escape(verdict(delivery))}</p>'
    if delivery.refusal is not None:
        refusal = delivery.refusal
        yield (
            f"<p><strong>Stoppas av {escape(refusal.regel)}</strong> "
            f"({escape(refusal.var)}): {escape(refusal.vad)}</p>"
        )
    for note in delivery.notes:
        yield f"<p>{escape(note)}</p>"
    if delivery.findings:
        yield _table(
            "Fynd, det allvarligaste först",
            ("Regel", "Allvar", "Vad som ska gälla", "Rader", "Var", "Gör så här"),
            [
                (f.regel, str(f.allvar), f.titel, f.antal or "–", f.where, f.rad)
                for f in delivery.findings
            ],
        )
    if delivery.files:
        yield _table(
            "Filer",
            ("Fil", "Tabell", "Lästa", "Godkända", "Hålls tillbaka", "Överhoppade", "Läst så här"),
            [
                (f.fil, f.tabell, f.lasta, f.godkanda, f.karantan, f.overhoppade, f.lasning)
                for f in delivery.files
            ],
        )


_Cell = str | int | tuple[str, ...]


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> str:
    numeric = {place for row in rows for place, cell in enumerate(row) if isinstance(cell, int)}
    head = "".join(
        f'<th scope="col"{_side(place in numeric)}>{escape(heading)}</th>'
        for place, heading in enumerate(headings)
    )
    body = "\n".join(
        "<tr>"
        + f'<th scope="row">{_text(row[0])}</th>'
        + "".join(
            f"<td{_side(place in numeric)}>{_text(cell)}</td>"
            for place, cell in enumerate(row[1:], 1)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _side(is_number: bool) -> str:
    return ' class="tal"' if is_number else ""


def _text(cell: _Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(escape(line) for line in cell)
    return number(cell) if isinstance(cell, int) else escape(cell)
