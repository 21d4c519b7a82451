"""The database: connections, roles, declared schema."""
