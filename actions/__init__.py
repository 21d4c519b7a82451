"""What must happen when a level changes: cards, calls, handover. Pure. Holds nothing until the people loop."""
