"""dbt on accepted rows that are laid out already: what the build alone costs.

`python -m benchmarks.build start HOME` reads the project and builds nothing: dbt's own start.
`python -m benchmarks.build all HOME` makes every model and runs every test, as a night does.
`python -m benchmarks.build five HOME` makes the models that `benchmarks.handwritten` makes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.handwritten import MODELS


def main(what: str, root: Path) -> None:
    """Do it once, in this process and dbt's."""
    from pipelines.settings import Home, Settings
    from pipelines.warehouse import dbt

    home, settings = Home(root), Settings()
    if what == "all":
        print(dbt.build(home, settings).nodes)
        return
    (home.build / "natt.duckdb").unlink(missing_ok=True)
    (home.build / "dbt" / "partial_parse.msgpack").unlink(missing_ok=True)
    arguments = {
        "start": ("parse",),
        "five": ("build", "--exclude-resource-type", "test", "--exclude-resource-type",
                 "unit_test", "--select", *(f"+{model}" for model in MODELS)),
    }[what]  # fmt: skip
    done = dbt.run(home, settings, *arguments)
    if done.returncode:
        raise SystemExit(done.stdout[-500:])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
