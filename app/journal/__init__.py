"""The hash-chained journal: append, verify. Knows no feature."""
