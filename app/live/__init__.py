"""Moves bytes to boards, knowing only (from, to, audience). Knows no feature."""
