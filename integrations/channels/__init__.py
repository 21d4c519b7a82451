"""The ways out: a page → what the carrier said. No database, no rota, no chase."""
