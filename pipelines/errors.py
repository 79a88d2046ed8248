"""The errors a person is meant to read.

Everything that can go wrong for a known reason is raised as one of these, with a Swedish text
that says what is wrong, where, and what to do. No text here ever carries a value from a row;
example: "insatser.csv, rad 17: regeln INS-01 …", never what stood in row 17.
"""

from __future__ import annotations


class InsatskollError(Exception):
    """A failure with a known cause; `str()` of it is what the user is shown."""


class DeliveryRefused(InsatskollError):
    """A delivery cannot be taken as it is. Nothing of it is kept.

    Args:
        rule: id of the rule, for example `LEV-05`.
        where: delivery or file (and row), never a value.
        what: what is wrong and what the sender can do.
    """

    def __init__(self, rule: str, where: str, what: str) -> None:
        super().__init__(f"{where}: {what} [{rule}]")
        self.rule = rule
        self.where = where
        self.what = what


class CheckFailed(InsatskollError):
    """A check on the night's result failed; the last published night stays."""


class NightBusy(InsatskollError):
    """Another night holds the lock."""


class NotPublished(InsatskollError):
    """There is no published night to read, or it does not match its checksums."""
