"""From a delivery on disk to typed rows with a delivery, a file and a row number.

Order: `deliveries` finds them, `manifest` says what they claim to hold, `readers` reads a file's
dialect, `tables` types the rows, `landing` keeps what was accepted and `quarantine`s the rest.
"""
