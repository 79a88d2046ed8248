"""What an extract must look like: one YAML a version (`v1.yml`), read here.

A column is one line of YAML. From it come the typing at intake (`typing.py`), the columns of the
staging models, the basic expectations (`expectations/contract.py`) and the contract's page.
"""

from pipelines.contract.model import Column, Contract, Table, load_contract

__all__ = ["Column", "Contract", "Table", "load_contract"]
