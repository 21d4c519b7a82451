"""Where tests find the upgrade."""

from app.db.upgrade import upgrade

__all__ = ["upgrade"]
