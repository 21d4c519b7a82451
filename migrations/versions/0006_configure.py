"""A room may change its system's text: the database lets only its leads and directors, and keeps who and why."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MAY_CONFIGURE = """
CREATE FUNCTION may_configure(submitter text, at_stream text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM FROM permission p JOIN principal c ON c.id = p.principal
    WHERE p.principal = submitter AND p.stream = at_stream AND p.unit = '*' AND c.closed_at IS NULL
      AND p.role IN ('room_lead', 'director');
    RETURN FOUND;
END $$
"""
CONFIGURE = """
CREATE FUNCTION configure(submitter text, at_stream text, new_text text, at_moment timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    new_sha text := encode(sha256(convert_to(new_text, 'UTF8')), 'hex');
BEGIN
    IF NOT may_configure(submitter, at_stream) THEN
        RAISE insufficient_privilege USING MESSAGE = 'may not configure ' || at_stream;
    END IF;
    INSERT INTO system_text (sha, body, loaded_at) VALUES (new_sha, new_text, at_moment) ON CONFLICT DO NOTHING;
    UPDATE stream SET config_sha = new_sha WHERE code = at_stream;
    RETURN new_sha;
END $$
"""
MAY_ACT = """
CREATE OR REPLACE FUNCTION may_act(submitter text, at_stream text, at_unit text, of_kind text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF submitter = 'service' THEN
        RETURN true;
    END IF;
    IF of_kind = 'configured' THEN
        RETURN may_configure(submitter, at_stream);
    END IF;
    IF of_kind NOT IN ('declaration', 'card', 'shift', 'handover', 'watch', 'notice', 'alert') THEN
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
AS_BEFORE = """
CREATE OR REPLACE FUNCTION may_act(submitter text, at_stream text, at_unit text, of_kind text) RETURNS boolean
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
OWNED = (
    "ALTER FUNCTION may_configure(text, text) OWNER TO surgeline_owner",
    "ALTER FUNCTION configure(text, text, text, timestamptz) OWNER TO surgeline_owner",
    "REVOKE ALL ON FUNCTION configure(text, text, text, timestamptz) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION configure(text, text, text, timestamptz) TO surgeline_pipeline",
)


def upgrade() -> None:
    for statement in (MAY_CONFIGURE, CONFIGURE, MAY_ACT, *OWNED):
        op.execute(statement)
    op.create_index(
        "ix_journal_stream_configured",
        "journal",
        ["stream", "seq"],
        postgresql_where=sa.text("kind = 'configured'"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_stream_configured", "journal")
    op.execute(AS_BEFORE)
    op.execute("DROP FUNCTION configure(text, text, text, timestamptz)")
    op.execute("DROP FUNCTION may_configure(text, text)")
