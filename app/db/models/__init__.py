"""The declared schema, one module per aggregate. Reads and migrations use it; the hot path does not."""

from app.db.models.access import ApiKeyRow, PermissionRow, PrincipalRow, SessionRow, UserAccountRow
from app.db.models.base import Base
from app.db.models.organisations import CatalogueTextRow, PackTextRow, SystemTextRow, UnitRow
from app.db.models.people import AttemptRow, ContactRow, DeliveryRow, MatterRow, ServiceSecretRow, ShiftRow
from app.db.models.presence import PresenceRow
from app.db.models.readings import IdempotencyRow, QuarantineRow, ReadingRow
from app.db.models.stream import JournalDetailRow, JournalRow, PictureRow, StreamRow, TimerRow

__all__ = [
    "ApiKeyRow",
    "AttemptRow",
    "Base",
    "CatalogueTextRow",
    "ContactRow",
    "DeliveryRow",
    "IdempotencyRow",
    "JournalDetailRow",
    "JournalRow",
    "MatterRow",
    "PackTextRow",
    "PermissionRow",
    "PictureRow",
    "PresenceRow",
    "PrincipalRow",
    "QuarantineRow",
    "ReadingRow",
    "ServiceSecretRow",
    "SessionRow",
    "ShiftRow",
    "StreamRow",
    "SystemTextRow",
    "TimerRow",
    "UnitRow",
    "UserAccountRow",
]
