"""What must happen when a level changes: cards, calls, handover. Pure: values in, values out; no I/O."""
