"""What is fast, measured: against a limit, a floor and a peer in the same run (`make bench`)."""
