"""`make docs`: what is generated from the contract, the rules and the dbt project."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from pipelines.contract import load_contract
from pipelines.contract import page as contract_page
from pipelines.contract.staging import staging_yaml
from pipelines.presentation import measure_pages, rule_pages
from pipelines.settings import DBT_PROJECT, Home, Settings
from pipelines.warehouse import dbt


def write_pages(root: Path, pages: Mapping[str, str]) -> None:
    """Write the pages (path -> text), and remove those of their folders that are no longer made."""
    for folder in {(root / name).parent for name in pages}:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.md"):
            if str(old.relative_to(root)) not in pages:
                old.unlink()
    for name, text in pages.items():
        (root / name).write_text(text, encoding="utf-8")


def main() -> int:
    """Write the staging models' YAML, and dbt's documentation as one static page."""
    settings = Settings()
    home = Home(settings.home)
    home.make()
    staging = DBT_PROJECT / "models" / "staging" / "_staging.yml"
    staging.write_text(staging_yaml(load_contract()), encoding="utf-8")
    pages = {f"docs/kontrakt/{name}": text for name, text in contract_page.pages().items()}
    write_pages(DBT_PROJECT.parent, pages | rule_pages.render() | measure_pages.render())
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
