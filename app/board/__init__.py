"""The board's snapshot and what followed it, read from what the writers left. Writes nothing."""
