"""Pages on their way out: leased, worded, linked. Sends nothing itself."""
