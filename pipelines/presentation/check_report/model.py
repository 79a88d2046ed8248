"""What the sender's own check found: deliveries, files and findings, without a value of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from expectations.rule import Severity

SHOWN_ROWS: Final = 10
_EXIT: Final = {Severity.INFO: 0, Severity.VARNING: 1, Severity.FEL: 2, Severity.STOPPA: 3}
REFUSED: Final = 3
ORDER: Final = (Severity.STOPPA, Severity.FEL, Severity.VARNING, Severity.INFO)


@dataclass(frozen=True)
class Refusal:
    """Why a delivery would not be taken: the rule, where, and what to do."""

    regel: str
    var: str
    vad: str


@dataclass(frozen=True)
class CheckedFile:
    """One file: how it was read, and what became of its rows.

    Attributes:
        fil: its name in the delivery. tabell: the table it holds.
        lasning: how it was read, one fact a line: encoding, separator, heading row, rows passed.
        lasta: data rows read; always `godkanda` plus `karantan`.
        godkanda: rows that break no rule that holds a row back.
        karantan: rows that would be held back.
        overhoppade: rows passed over as headings, titles, sums and blanks.
    """

    fil: str
    tabell: str
    lasning: tuple[str, ...]
    lasta: int
    godkanda: int
    karantan: int
    overhoppade: int


@dataclass(frozen=True)
class CheckedFinding:
    """Rows of one file that break one rule.

    Attributes:
        regel: the rule's id. allvar: its severity. titel: what must hold.
        rad: what the sender can do.
        fil: the file; empty when the finding is about the delivery as a whole.
        antal: rows that break the rule; 0 when it is about the file or the delivery as a whole.
        rader: the first row numbers, as a person sees them in the file.
    """

    regel: str
    allvar: Severity
    titel: str
    rad: str
    fil: str
    antal: int
    rader: tuple[int, ...]

    @property
    def where(self) -> str:
        """`insatser.csv, rad 3, 5`, with `med flera` when there are more."""
        if not self.antal:
            return self.fil or "hela leveransen"
        more = " med flera" if self.antal > len(self.rader) else ""
        return f"{self.fil}, rad\N{NO-BREAK SPACE}{', '.join(map(str, self.rader))}{more}"


@dataclass(frozen=True)
class CheckedDelivery:
    """One delivery.

    Attributes:
        path: its file or folder, by name. leverans_id: empty when it was refused unread.
        enhet: the unit that delivers, by today's name. syntetisk: whether it says it is synthetic.
        refusal: why it would not be taken, if so.
        files: the files that were read. findings: worst first.
        notes: what the check could not judge on the sender's desk.
        kontrakt: the version of the contract that the delivery follows; empty if refused unread.
    """

    path: str
    leverans_id: str
    enhet: str
    syntetisk: bool
    refusal: Refusal | None
    files: tuple[CheckedFile, ...]
    findings: tuple[CheckedFinding, ...]
    notes: tuple[str, ...] = ()
    kontrakt: str = ""

    @property
    def name(self) -> str:
        """What the delivery is called in headings."""
        return self.leverans_id or self.path

    @property
    def heading(self) -> str:
        """Its name, unit and version of the contract, as far as they are known."""
        version = f"kontrakt {self.kontrakt}" if self.kontrakt else ""
        return ", ".join(filter(None, (self.name, self.enhet, version)))

    @property
    def lasta(self) -> int:
        """Rows read, all files."""
        return sum(file.lasta for file in self.files)

    @property
    def karantan(self) -> int:
        """Rows that would be held back, all files."""
        return sum(file.karantan for file in self.files)

    @property
    def exit_code(self) -> int:
        """0 nothing or INFO, 1 VARNING, 2 FEL, 3 STOPPA or refused."""
        if self.refusal is not None:
            return REFUSED
        return max((_EXIT[finding.allvar] for finding in self.findings), default=0)


@dataclass(frozen=True)
class CheckReport:
    """The whole check.

    Attributes:
        kontrakt: the newest version of the contract. regler: how many rules judged the rows.
        deliveries: by path.
        other_files: files beside the deliveries; they were not read.
    """

    kontrakt: str
    regler: int
    deliveries: tuple[CheckedDelivery, ...]
    other_files: int = 0

    @property
    def exit_code(self) -> int:
        """The worst of the deliveries'."""
        return max((delivery.exit_code for delivery in self.deliveries), default=0)
