"""What must hold of the rows; a rule is one `Rule` with all that is said of it, in one home.

A table has its module (`insatser` has three: the decision, its days, several decisions). Rules
between tables are in `mellan_*`, rules beside earlier deliveries in `mot_forra_leveransen`, form,
presence and keys in `contract_rules`. `sources` has the SQL, `patterns` the rules that several
tables need, `limits` every limit. `registry.all_rules` is the whole list; Great Expectations
judges it (`pipelines/validation`).
"""
