"""What was run on what: the run ledger, and the version of the code."""
