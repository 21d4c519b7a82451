"""What must happen when a level changes (cards, calls, handover). Pure. Arrives with the people loop; holds nothing yet."""
