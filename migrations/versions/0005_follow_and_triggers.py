"""Which bodies of other streams a stream follows, and what is remembered of local triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE follow OWNER TO surgeline_owner",
    "ALTER TABLE trigger_memory OWNER TO surgeline_owner",
    "ALTER TABLE trigger_memory ENABLE ROW LEVEL SECURITY",
    "GRANT SELECT, INSERT, UPDATE ON trigger_memory TO surgeline_pipeline",
    "CREATE POLICY pipeline_keeps ON trigger_memory FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true)",
    "ALTER TABLE follow ENABLE ROW LEVEL SECURITY",
    "GRANT SELECT ON follow TO surgeline_pipeline, surgeline_app",
    "CREATE POLICY pipeline_reads ON follow FOR SELECT TO surgeline_pipeline USING (true)",
    "CREATE POLICY app_reads ON follow FOR SELECT TO surgeline_app USING (in_scope(stream))",
)


def code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(collation="C"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "follow",
        code("stream"),
        code("unit"),
        code("child"),
        code("body"),
        sa.PrimaryKeyConstraint("stream", "unit"),
        sa.ForeignKeyConstraint(["stream", "unit"], ["unit.stream", "unit.code"], ondelete="CASCADE"),
    )
    op.create_table(
        "trigger_memory",
        code("stream"),
        code("unit"),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream", "unit"),
        sa.ForeignKeyConstraint(["stream"], ["stream.code"]),
    )
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("trigger_memory")
    op.drop_table("follow")
