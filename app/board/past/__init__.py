"""What was: read from the journal and the readings, and worked out again by the rules of the day. Writes nothing."""
