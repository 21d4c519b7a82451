"""Feeds in (bytes to readings) and channels out. Knows no database."""
