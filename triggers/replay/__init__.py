"""Rules run over history: figures as received, and a pack → the levels people would have been told. Pure."""
