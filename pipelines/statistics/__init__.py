"""Pure functions on arrays; imports nothing of the project."""
