"""Figures as pure functions: data and view in, Plotly figure out. No value that is hidden gets in.

Example: `values.value_dots(rows, city, night.measure("R1"), view)`. What a figure means is said by
`pipelines.presentation.sentences`, not here.
"""
