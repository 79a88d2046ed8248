"""The generated pages about rules are those that lie in `docs/kontroller/` (syntetiska data)."""

from __future__ import annotations

from pipelines.presentation.rule_pages import FOLDER, render
from pipelines.settings import DBT_PROJECT

ROOT = DBT_PROJECT.parent


def test_the_committed_pages_are_the_generated_ones() -> None:
    committed = {
        f"{FOLDER}/{path.name}": path.read_text(encoding="utf-8")
        for path in (ROOT / FOLDER).glob("*")
    }
    pages = render()
    assert sorted(committed) == sorted(pages), "kör make docs"
    stale = [path for path, text in pages.items() if committed[path] != text]
    assert stale == [], "kör make docs"


def test_a_page_says_what_the_rule_does_and_what_to_do() -> None:
    page = render()["docs/kontroller/LEV-20.md"]
    assert "# LEV-20: leveransen är inte mer än 30 % kortare än den förra" in page
    assert "| Allvar | STOPPA: hela leveransen stoppas |" in page
    assert "| Slag | Fullständighet |" in page
    assert "V1 Beviljade insatser" in page
    assert "ej verifierad" in page
    assert "Nämndens förra leverans gäller" in page


def test_the_contracts_rules_share_a_page_a_table() -> None:
    page = render()["docs/kontroller/befolkning-form.md"]
    assert "| BEF-alder-form | alder är ett heltal, minst 0, högst 20 | FEL |" in page
    assert "docs/kontroller/BEF-alder-form.md" not in render()


def test_a_refusal_has_a_page_of_its_own() -> None:
    page = render()["docs/kontroller/LEV-12.md"]
    assert "# LEV-12: En fullständig leverans har alla tabeller" in page
    assert "| Gäller | Leveransen som helhet |" in page
    assert "| Allvar | VÄGRAS: hela leveransen vägras; inget av den sparas |" in page
    assert "med bara rubriker" in page
    assert "Nämndens förra leverans gäller tills en ny har tagits emot." in page


def test_the_gates_rules_have_pages_and_refuse_the_file() -> None:
    page = render()["docs/kontroller/INT-07.md"]
    assert "# INT-07: Inga löpnummer som pseudonymer" in page
    assert "| Gäller | Integritetsgrinden |" in page
    assert "| Allvar | VÄGRAS: filen vägras, och med den hela leveransen;" in page


def test_the_index_has_a_heading_for_each_sort_of_refusal() -> None:
    index = render()["docs/kontroller/README.md"]
    headings = [line for line in index.splitlines() if line.startswith("## ")]
    assert headings[-4:] == [
        "## Leveransen som helhet (LEV)", "## Filerna (FIL)", "## Datumens ordning (DAT)",
        "## Integritetsgrinden (INT)",
    ]  # fmt: skip
    assert index.index("(LEV)") < index.index("[LEV-01](LEV-01.md)") < index.index("(FIL)")
    assert index.index("(FIL)") < index.index("[FIL-10](FIL-10.md)") < index.index("(DAT)")


def test_every_page_is_found_from_the_index() -> None:
    pages = render()
    index = pages.pop("docs/kontroller/README.md")
    unlinked = [
        path for path in pages if f"]({path.removeprefix('docs/kontroller/')})" not in index
    ]
    assert unlinked == []
