"""Insatskoll: from a stadsdelsnämnd's extract to a published figure."""
