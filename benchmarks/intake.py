"""Reading, checking and landing many rows: what a first delivery from the whole city costs.

`python -m benchmarks.intake INBOX HOME` does it once, in this process, on a folder of deliveries,
and lays out what was landed for a build (`benchmarks.build`).
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(inbox: Path, root: Path) -> None:
    """Take in everything that lies in the folder, as a night does before it builds."""
    from expectations.registry import all_rules
    from pipelines.contract import load_contract
    from pipelines.intake import landing, night
    from pipelines.settings import Home, Settings
    from pipelines.validation import great_expectations
    from pipelines.warehouse import inputs

    settings, contract = Settings(), load_contract()
    rules = all_rules(contract)
    home = Home(root)
    home.make()
    arrivals = night.look(inbox, [])
    with night.scratch(home) as database:
        night.read(database, settings, contract, arrivals, lambda _: None, home)
        findings = great_expectations.validate(database, rules)
        night.stop(arrivals, findings, rules)
        landed = night.land(database, settings, home, contract, arrivals, findings)
    inputs.prepare(home, contract, landing.in_force(landed))
    if arrivals.refused:
        raise SystemExit("\n".join(map(str, arrivals.refused)))
    print(sum(record.accepted + record.quarantined for record in landed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
