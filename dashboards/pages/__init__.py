"""The pages: each a function of a night, checked parameters and the reader's view."""
