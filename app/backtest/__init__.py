"""Packs run over what a stream has stored, in a process of its own; what may be asked, and what came of it."""
