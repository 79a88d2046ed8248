"""What may be shown: the publication plan, the protection, and the attacker that judges it.

Imports nothing else of the project. `attack` imports nothing of `protect`: it was written by
other hands, from the plan and the published cells alone.
"""
