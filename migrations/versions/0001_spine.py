"""The spine: streams, journal, pictures, readings, configuration texts, access."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_text",
        sa.Column("sha", sa.Text(collation="C"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_catalogue_text")),
    )
    op.create_table(
        "idempotency",
        sa.Column("credential", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("body_sha", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("credential", "key", "stream", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_created_at"), "idempotency", ["created_at"], unique=False)
    op.create_table(
        "journal_detail",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_journal_detail")),
    )
    op.create_table(
        "pack_text",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha", sa.Text(collation="C"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_pack_text")),
        sa.UniqueConstraint("sha", name=op.f("uq_pack_text_sha")),
    )
    op.create_table(
        "presence",
        sa.Column("board", sa.Text(collation="C"), nullable=False),
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("principal", sa.Text(collation="C"), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("board", name=op.f("pk_presence")),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_presence_stream_seen_at", "presence", ["stream", "seen_at"], unique=False)
    op.create_table(
        "principal",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("submitted_by", sa.Text(collation="C"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("metric", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
    )
    op.create_index(
        "ix_quarantine_submitted_by_received_at", "quarantine", ["submitted_by", "received_at"], unique=False
    )
    op.create_table(
        "reading",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(collation="C"), nullable=False),
        sa.Column("metric", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("numerator", sa.Numeric(), nullable=True),
        sa.Column("denominator", sa.Numeric(), nullable=True),
        sa.Column("verdict", sa.Text(collation="C"), nullable=False),
        sa.Column("confirms_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Text(collation="C"), nullable=False),
        sa.CheckConstraint(
            "verdict in ('accepted', 'superseded', 'queried', 'derived')", name=op.f("ck_reading_verdict")
        ),
        sa.UniqueConstraint(
            "stream",
            "unit",
            "observed_at",
            "metric",
            "source",
            "value",
            name=op.f("uq_reading_stream_unit_observed_at_metric_source_value"),
            postgresql_nulls_not_distinct=True,
        ),
        postgresql_partition_by="RANGE (observed_at)",
    )
    op.create_table(
        "system_text",
        sa.Column("sha", sa.Text(collation="C"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_system_text")),
    )
    op.create_table(
        "api_key",
        sa.Column("principal", sa.Text(collation="C"), nullable=False),
        sa.Column("secret_sha", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name=op.f("fk_api_key_principal")),
        sa.PrimaryKeyConstraint("principal", name=op.f("pk_api_key")),
        sa.UniqueConstraint("secret_sha", name=op.f("uq_api_key_secret_sha")),
    )
    op.create_table(
        "session",
        sa.Column("token_sha", sa.LargeBinary(), nullable=False),
        sa.Column("principal", sa.Text(collation="C"), nullable=False),
        sa.Column("csrf", sa.Text(collation="C"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name=op.f("fk_session_principal")),
        sa.PrimaryKeyConstraint("token_sha", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_principal"), "session", ["principal"], unique=False)
    op.create_table(
        "stream",
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(collation="C"), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("config_sha", sa.Text(collation="C"), nullable=True),
        sa.Column("clock_real", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_service", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_speed", sa.Numeric(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode <> 'live' or clock_speed is null", name=op.f("ck_stream_live_clock")),
        sa.CheckConstraint("mode in ('live', 'simulated', 'exercise')", name=op.f("ck_stream_mode")),
        sa.ForeignKeyConstraint(["config_sha"], ["system_text.sha"], name=op.f("fk_stream_config_sha")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stream")),
    )
    op.create_table(
        "user_account",
        sa.Column("principal", sa.Text(collation="C"), nullable=False),
        sa.Column("email", sa.Text(collation="C"), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name=op.f("fk_user_account_principal")),
        sa.PrimaryKeyConstraint("principal", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "journal",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("unit", sa.Text(collation="C"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("submitted_by", sa.Text(collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_journal")),
    )
    op.create_index(
        "ix_journal_stream_event",
        "journal",
        ["stream", "seq"],
        unique=False,
        postgresql_where="kind <> 'readings'",
    )
    op.create_index(
        "ix_journal_stream_unit_level",
        "journal",
        ["stream", "unit", "seq"],
        unique=False,
        postgresql_where="kind = 'level'",
    )
    op.create_table(
        "permission",
        sa.Column("principal", sa.Text(collation="C"), nullable=False),
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("unit", sa.Text(collation="C"), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.CheckConstraint(
            "role in ('provider', 'viewer', 'room_lead', 'director', 'operator', 'simulator')",
            name=op.f("ck_permission_role"),
        ),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name=op.f("fk_permission_principal")),
        sa.ForeignKeyConstraint(["stream"], ["stream.code"], name=op.f("fk_permission_stream")),
        sa.PrimaryKeyConstraint("principal", "stream", "unit", "role", name=op.f("pk_permission")),
    )
    op.create_table(
        "picture",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("unit", sa.Text(collation="C"), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "unit", name=op.f("pk_picture")),
    )
    op.create_table(
        "timer",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("unit", sa.Text(collation="C"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("stream", "unit", name=op.f("pk_timer")),
    )
    op.create_index("ix_timer_stream_due_at", "timer", ["stream", "due_at"], unique=False)
    op.create_table(
        "unit",
        sa.Column("stream", sa.Text(collation="C"), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("provider", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("pillar", sa.Text(collation="C"), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["stream"], ["stream.code"], name=op.f("fk_unit_stream")),
        sa.PrimaryKeyConstraint("stream", "code", name=op.f("pk_unit")),
    )

    # Pictures are rewritten with every reading: keep them on the page, uncompressed, and updates in place.
    op.execute("ALTER TABLE picture ALTER COLUMN body SET STORAGE MAIN")
    op.execute("ALTER TABLE picture SET (toast_tuple_target = 8160, fillfactor = 50)")
    op.execute("ALTER TABLE stream SET (fillfactor = 50)")


def downgrade() -> None:
    op.drop_table("unit")
    op.drop_index("ix_timer_stream_due_at", table_name="timer")
    op.drop_table("timer")
    op.drop_table("picture")
    op.drop_table("permission")
    op.drop_index("ix_journal_stream_unit_level", table_name="journal", postgresql_where="kind = 'level'")
    op.drop_index("ix_journal_stream_event", table_name="journal", postgresql_where="kind <> 'readings'")
    op.drop_table("journal")
    op.drop_table("user_account")
    op.drop_table("stream")
    op.drop_index(op.f("ix_session_principal"), table_name="session")
    op.drop_table("session")
    op.drop_table("api_key")
    op.drop_table("system_text")
    op.drop_table("reading")
    op.drop_index("ix_quarantine_submitted_by_received_at", table_name="quarantine")
    op.drop_table("quarantine")
    op.drop_table("principal")
    op.drop_index("ix_presence_stream_seen_at", table_name="presence")
    op.drop_table("presence")
    op.drop_table("pack_text")
    op.drop_table("journal_detail")
    op.drop_index(op.f("ix_idempotency_created_at"), table_name="idempotency")
    op.drop_table("idempotency")
    op.drop_table("catalogue_text")
