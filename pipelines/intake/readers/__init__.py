"""One file of a delivery, whatever its dialect, becomes one table of texts in the scratch database.

    bytes ─ text.py ─┐
    xlsx  ─ xlsx.py ─┴─ plain UTF-8 CSV ─ layout.py ─ records.py ─ `cells`
    parquet ─────────────────────────────── parquet.py ──────────── `cells`

Two readings that both fit, or none, are refused; nothing is guessed.
"""
