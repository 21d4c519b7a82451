"""When a refused reading came by the stream's own clock, and a unit's refusals found without reading others'."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quarantine", sa.Column("at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE quarantine SET at = received_at")
    # a process of the version before goes on adding rows without it
    op.alter_column("quarantine", "at", nullable=False, server_default=sa.text("clock_timestamp()"))
    op.execute("GRANT SELECT ON alembic_version TO surgeline_pipeline, surgeline_app")
    op.create_index("ix_quarantine_stream_unit_id", "quarantine", ["stream", "unit", "id"])


def downgrade() -> None:
    op.drop_index("ix_quarantine_stream_unit_id", table_name="quarantine")
    op.execute("REVOKE SELECT ON alembic_version FROM surgeline_pipeline, surgeline_app")
    op.drop_column("quarantine", "at")
