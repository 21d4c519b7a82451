"""The rules: readings, packs and now give an assessment. Pure; does no I/O beyond reading its own data files."""
