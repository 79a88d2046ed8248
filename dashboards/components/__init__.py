"""Reusable pieces of a page: `build_*` functions that return Dash components."""
