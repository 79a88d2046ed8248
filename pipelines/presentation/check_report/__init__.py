"""The sender's own check as a report: `model` says what it holds, the others how it looks.

Every renderer takes the same `CheckReport` and gives text or bytes; none of them reads a file.
What the report may hold is settled in the model: rules, file names and row numbers, no values.
"""
