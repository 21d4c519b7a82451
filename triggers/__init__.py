"""The rules: readings, packs and now give an assessment. Pure; reads no file but its own data."""
