"""What an extract must look like: `v1.yml`, and one difference a later version (`v1.1.yml`).

A column is one line of YAML. From it come the typing at intake (`values.py`, `typing.py`), the
columns of the staging models, the basic expectations and the page for deliverers (`page.py`).
"""

from pipelines.contract.model import Column, Contract, Table, current, load_contract, versions

__all__ = ["Column", "Contract", "Table", "current", "load_contract", "versions"]
