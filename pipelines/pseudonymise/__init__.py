"""Keyed pseudonyms for a deliverer's desk: HMAC-SHA-256 over the named columns of a CSV file.

The key never leaves the desk and the program never prints a value. `key` holds the key file,
`hashing` what one value becomes, `dialect` how the file is read, `rewrite` the way through.
"""
