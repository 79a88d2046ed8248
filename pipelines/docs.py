"""`make docs`: what is generated from the contract and the dbt project."""

from __future__ import annotations

import shutil

from pipelines.contract import load_contract
from pipelines.contract.staging import staging_yaml
from pipelines.settings import DBT_PROJECT, Home, Settings
from pipelines.warehouse import dbt


def main() -> int:
    """Write the staging models' YAML, and dbt's documentation as one static page."""
    settings = Settings()
    home = Home(settings.home)
    home.make()
    staging = DBT_PROJECT / "models" / "staging" / "_staging.yml"
    staging.write_text(staging_yaml(load_contract()), encoding="utf-8")
    done = dbt.run(home, settings, "docs", "generate", "--static", "--empty-catalog")
    if done.returncode:
        print("FEL dbt kunde inte skapa dokumentationen; kör dbt parse för orsaken")  # noqa: T201
        return 1
    page = home.root / "docs" / "dbt.html"
    page.parent.mkdir(exist_ok=True)
    shutil.copyfile(home.build / "dbt" / "static_index.html", page)
    print(f"Skrev {staging.relative_to(DBT_PROJECT.parent)} och {page}")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
