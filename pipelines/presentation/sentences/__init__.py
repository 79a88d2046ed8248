"""The sentences that say what figures mean: pure functions, never stronger than the figures."""
