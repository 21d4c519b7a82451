"""Alembic migrations, carried in the wheel; the tests' database is built by them."""
