"""The usual way to check an extract: pandas, and Great Expectations on the frames.

Only the contract's own expectations are made (form, presence, keys): about half of what the night
checks, none of it between tables, and nothing of the privacy gate.
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from pathlib import Path


def main(inbox: Path) -> None:
    """Read every CSV of the folder into frames, a table at a time, and judge them."""
    import great_expectations as gx
    import pandas as pd

    from benchmarks.floor import decoded, members
    from pipelines.contract import load_contract
    from pipelines.contract.text import slug

    contract = load_contract("1")
    frames = defaultdict(list)
    for name, data in members(inbox):
        table = name.split("/")[1].split(".")[0].split("-")[0]
        text = decoded(data)
        separator = "\t" if "\t" in text.partition("\n")[0] else ";"
        frame = pd.read_csv(io.StringIO(text), sep=separator, dtype=str)
        known = contract.tabeller[table].headings()
        frames[table].append(frame.rename(columns={c: known[slug(c)] for c in frame.columns}))
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("ram")
    rows = 0
    for name, parts in frames.items():
        frame = pd.concat(parts, ignore_index=True)
        rows += len(frame)
        batch = (
            source.add_dataframe_asset(name)
            .add_batch_definition_whole_dataframe("allt")
            .get_batch(batch_parameters={"dataframe": frame})
        )
        suite = gx.ExpectationSuite(name, expectations=list(_expectations(gx, contract, name)))
        batch.validate(suite, result_format="BASIC")
    print(rows)


def _expectations(gx, contract, name):
    table = contract.tabeller[name]
    for column, what in table.kolumner.items():
        if not what.may_be_empty:
            yield gx.expectations.ExpectColumnValuesToNotBeNull(column=column)
        pattern = {
            "pseudonym": "^[0-9a-f]{24,64}$",
            "datum": r"^\d{4}-?\d\d-?\d\d$",
            "manad": r"^\d{4}-?\d\d$",
            "heltal": r"^-?\d{1,9}$",
            "decimal": r"^-?\d{1,9}([,.]\d{1,2})?$",
        }.get(what.typ)
        if pattern:
            yield gx.expectations.ExpectColumnValuesToMatchRegex(column=column, regex=pattern)
        if what.koder:
            names = {
                word
                for code, entry in contract.koder[what.koder].items()
                for word in (code, entry.text, *entry.alias)
            }
            yield gx.expectations.ExpectColumnValuesToBeInSet(
                column=column, value_set=sorted(names)
            )
    yield (
        gx.expectations.ExpectCompoundColumnsToBeUnique(column_list=list(table.nyckel))
        if len(table.nyckel) > 1
        else gx.expectations.ExpectColumnValuesToBeUnique(column=table.nyckel[0])
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
