"""The people loop: matters, seats taken, contacts, pages on their way out, and who may write what."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("matter", "shift", "contact", "delivery", "attempt", "service_secret")

MAY_ACT = """
CREATE FUNCTION may_act(submitter text, at_stream text, at_unit text, of_kind text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF submitter = 'service' OR of_kind NOT IN ('declaration', 'card', 'shift', 'handover', 'watch', 'notice', 'alert')
    THEN
        RETURN true;
    END IF;
    PERFORM FROM permission p
    WHERE p.principal = submitter AND p.stream = at_stream AND (
        (p.role IN ('room_lead', 'director') AND p.unit IN (at_unit, '*'))
        OR (of_kind IN ('alert', 'notice') AND p.role IN ('room_lead', 'director', 'provider', 'viewer'))
        OR (of_kind IN ('declaration', 'card', 'shift') AND p.role = 'provider' AND (
            p.unit = at_unit
            OR EXISTS (SELECT FROM unit u
                       WHERE u.stream = at_stream AND u.code = p.unit AND u.provider = at_unit))));
    RETURN FOUND;
END $$
"""

STATEMENTS = """
GRANT SELECT, INSERT, UPDATE ON matter TO surgeline_pipeline;
GRANT SELECT, INSERT, UPDATE ON shift TO surgeline_pipeline;
GRANT SELECT, INSERT, UPDATE ON delivery TO surgeline_pipeline;
GRANT SELECT, INSERT ON attempt TO surgeline_pipeline;
GRANT SELECT ON contact, service_secret TO surgeline_pipeline;
GRANT SELECT ON matter, shift, contact, delivery, attempt TO surgeline_app;
CREATE POLICY pipeline_keeps ON matter FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true);
CREATE POLICY pipeline_keeps ON shift FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true);
CREATE POLICY pipeline_keeps ON delivery FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true);
CREATE POLICY pipeline_keeps ON attempt FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true);
CREATE POLICY pipeline_reads ON contact FOR SELECT TO surgeline_pipeline USING (true);
CREATE POLICY app_reads ON matter FOR SELECT TO surgeline_app USING (in_scope(stream));
CREATE POLICY app_reads ON shift FOR SELECT TO surgeline_app USING (in_scope(stream));
CREATE POLICY app_reads ON delivery FOR SELECT TO surgeline_app USING (in_scope(stream));
CREATE POLICY app_reads ON attempt FOR SELECT TO surgeline_app USING (in_scope(stream));
CREATE POLICY app_reads ON contact FOR SELECT TO surgeline_app USING (
    EXISTS (SELECT FROM permission p WHERE p.principal = contact.principal AND in_scope(p.stream)));
DROP POLICY pipeline_adds ON journal;
CREATE POLICY pipeline_adds ON journal FOR INSERT TO surgeline_pipeline
    WITH CHECK (may_submit(submitted_by, stream) AND may_act(submitted_by, stream, unit, kind));
INSERT INTO service_secret (name, secret)
    SELECT 'links', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
"""


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: the driver takes no more at a time."""
    return [statement.strip() for statement in script.split(";\n") if statement.strip()]


def code(name: str, *, server_default: sa.TextClause | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(collation="C"), nullable=False, server_default=server_default)


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "matter",
        code("stream"),
        code("id"),
        code("kind"),
        code("unit"),
        sa.Column("version", sa.BigInteger(), nullable=False),
        moment("closed_at", nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "id", name=op.f("pk_matter")),
    )
    op.create_index("ix_matter_stream_version", "matter", ["stream", "version"])
    op.create_index("ix_matter_stream_closed_at", "matter", ["stream", "kind", "closed_at"])
    op.create_table(
        "shift",
        code("stream"),
        code("id"),
        code("seat"),
        code("person"),
        moment("starts_at"),
        moment("ends_at"),
        sa.CheckConstraint("starts_at <= ends_at", name=op.f("ck_shift_span")),
        sa.ForeignKeyConstraint(["stream"], ["stream.code"], name=op.f("fk_shift_stream")),
        sa.ForeignKeyConstraint(["person"], ["principal.id"], name=op.f("fk_shift_person")),
        sa.PrimaryKeyConstraint("stream", "id", name=op.f("pk_shift")),
        postgresql.ExcludeConstraint(
            ("stream", "="),
            ("seat", "="),
            (sa.func.tstzrange(sa.text("starts_at"), sa.text("ends_at")), "&&"),
            name="ex_shift_one_person_in_a_seat",
            using="gist",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_table(
        "contact",
        code("principal"),
        code("channel"),
        sa.Column("address", sa.Text(), nullable=False),
        moment("verified_at", nullable=True),
        sa.CheckConstraint("channel in ('sms', 'email', 'voice', 'phone')", name=op.f("ck_contact_channel")),
        sa.ForeignKeyConstraint(["principal"], ["principal.id"], name=op.f("fk_contact_principal")),
        sa.PrimaryKeyConstraint("principal", "channel", name=op.f("pk_contact")),
    )
    op.create_table(
        "delivery",
        code("stream"),
        code("matter"),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("link", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        code("person"),
        code("channel"),
        code("about"),
        moment("not_before"),
        moment("created_at"),
        moment("next_try_at"),
        moment("leased_until", nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        code("state", server_default=sa.text("'waiting'")),
        moment("done_at", nullable=True),
        sa.PrimaryKeyConstraint("stream", "matter", "n", name=op.f("pk_delivery")),
        sa.UniqueConstraint("link", name=op.f("uq_delivery_link")),
    )
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["stream", "next_try_at"],
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_table(
        "attempt",
        code("stream"),
        code("matter"),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        moment("started_at"),
        code("result"),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stream", "matter", "n"],
            ["delivery.stream", "delivery.matter", "delivery.n"],
            name="fk_attempt_delivery",
        ),
        sa.PrimaryKeyConstraint("stream", "matter", "n", "attempt", name=op.f("pk_attempt")),
    )
    op.create_table(
        "service_secret",
        code("name"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_secret")),
    )
    op.execute("ALTER TABLE matter SET (toast_tuple_target = 8160, fillfactor = 70)")
    op.execute(MAY_ACT)
    op.execute("ALTER FUNCTION may_act(text, text, text, text) OWNER TO surgeline_owner")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} OWNER TO surgeline_owner")
        if table != "service_secret":
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for statement in statements(STATEMENTS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP POLICY pipeline_adds ON journal")
    op.execute(
        "CREATE POLICY pipeline_adds ON journal FOR INSERT TO surgeline_pipeline"
        " WITH CHECK (may_submit(submitted_by, stream))"
    )
    op.execute("DROP FUNCTION may_act(text, text, text, text)")
    for table in ("attempt", "delivery", "contact", "shift", "matter", "service_secret"):
        op.drop_table(table)
