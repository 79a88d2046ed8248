"""What must hold of the rows, one module a table; a rule is one `Rule` with all that is said of it.

Great Expectations judges them (`pipelines/validation`). `registry.all_rules` is the whole list:
the rules that the contract itself gives, and the domain's.
"""
