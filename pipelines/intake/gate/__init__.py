"""The privacy gate: what must not be stored is found before anything is stored.

Values that were read as a code, a date, a number or a unit come from lists and ranges and can
hide nothing. So the gate looks at the texts that could not be read, at the texts that the
contract lets through by form alone (local types, names of units, large numbers), at the lines
that are skipped as furniture, and at the pseudonyms themselves. It fails closed: the first kind
of hit refuses the whole file, and of the hit only rule, column and row numbers are told.
"""

from pipelines.intake.gate.check import check, check_texts
from pipelines.intake.gate.rules import RULES, GateRule
from pipelines.intake.gate.terms import check_undocumentable
from pipelines.intake.gate.unkeyed import Try, judge, warm

__all__ = [
    "RULES",
    "GateRule",
    "Try",
    "check",
    "check_texts",
    "check_undocumentable",
    "judge",
    "warm",
]
