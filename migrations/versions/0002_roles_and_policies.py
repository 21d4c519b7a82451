"""Roles, grants and row-level policies; the making of reading partitions."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = """
DO $$
DECLARE wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['surgeline_owner', 'surgeline_migrator', 'surgeline_pipeline', 'surgeline_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END;
        END IF;
    END LOOP;
    GRANT surgeline_owner TO surgeline_migrator;
    EXECUTE format('GRANT surgeline_migrator, surgeline_owner, surgeline_pipeline, surgeline_app TO %I', current_user);
    EXECUTE format('GRANT CREATE, USAGE ON SCHEMA public TO surgeline_owner');
    GRANT USAGE ON SCHEMA public TO surgeline_pipeline, surgeline_app;
END $$
"""

OWNED = [
    "catalogue_text",
    "idempotency",
    "journal",
    "journal_detail",
    "pack_text",
    "presence",
    "principal",
    "quarantine",
    "reading",
    "system_text",
    "api_key",
    "session",
    "stream",
    "user_account",
    "permission",
    "picture",
    "timer",
    "unit",
    "alembic_version",
]

STREAM_FACTS = ["journal", "journal_detail", "quarantine", "reading", "picture", "unit"]
"""Tables whose rows carry their stream and are read under a scope."""

# The policies' functions are PL/pgSQL: it keeps their plan, where an SQL function with a subquery is neither inlined
# nor kept (measured with 12 rows a statement: 0.1 ms against 0.4 ms).
FUNCTIONS = (
    """
CREATE FUNCTION in_scope(stream text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN stream = ANY (string_to_array(current_setting('surgeline.streams', true), ','))
""",
    """
CREATE FUNCTION may_write(submitter text, at_stream text, at_unit text) RETURNS boolean LANGUAGE plpgsql STABLE
AS $$
BEGIN
    PERFORM FROM permission p JOIN principal c ON c.id = p.principal
    WHERE p.principal = submitter AND p.stream = at_stream AND p.unit IN (at_unit, '*') AND c.closed_at IS NULL
      AND p.role IN ('provider', 'room_lead', 'director', 'simulator');
    RETURN FOUND;
END $$
""",
    """
CREATE FUNCTION may_submit(submitter text, at_stream text) RETURNS boolean LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF submitter = 'service' THEN
        RETURN true;
    END IF;
    PERFORM FROM permission p JOIN principal c ON c.id = p.principal
    WHERE p.principal = submitter AND p.stream = at_stream AND c.closed_at IS NULL;
    RETURN FOUND;
END $$
""",
    """
CREATE FUNCTION make_reading_month(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '2s' AS $$
DECLARE
    first date := date_trunc('month', month);
    following date := date_trunc('month', month) + interval '1 month';
    part text := 'reading_' || to_char(first, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(5747002);
    IF to_regclass(part) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE reading INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE %I OWNER TO surgeline_owner', part);
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT bounds CHECK (observed_at >= %L::timestamptz AND observed_at < %L::timestamptz)',
        part, first::text || ' 00:00:00+00', following::text || ' 00:00:00+00');
    EXECUTE format('ALTER TABLE reading ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        part, first::text || ' 00:00:00+00', following::text || ' 00:00:00+00');
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT bounds', part);
    RETURN true;
END $$
""",
)

GRANTS = """
GRANT SELECT ON ALL TABLES IN SCHEMA public TO surgeline_pipeline;
REVOKE ALL ON api_key, user_account, session FROM surgeline_pipeline;
GRANT UPDATE (seq, head_hash, last_at, clock_real, clock_service, clock_speed) ON stream TO surgeline_pipeline;
GRANT INSERT ON reading, journal, journal_detail, idempotency, quarantine TO surgeline_pipeline;
GRANT INSERT, UPDATE, DELETE ON picture, timer TO surgeline_pipeline;
GRANT DELETE ON idempotency, quarantine TO surgeline_pipeline;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO surgeline_pipeline;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO surgeline_app;
REVOKE ALL ON idempotency FROM surgeline_app;
GRANT INSERT ON session TO surgeline_app;
GRANT UPDATE (ended_at, expires_at) ON session TO surgeline_app;
GRANT UPDATE (password_hash) ON user_account TO surgeline_app;
GRANT INSERT, UPDATE, DELETE ON presence TO surgeline_app;
REVOKE ALL ON FUNCTION make_reading_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_reading_month(date) TO surgeline_pipeline;
"""

WRITER_POLICIES = """
CREATE POLICY pipeline_adds ON reading FOR INSERT TO surgeline_pipeline
    WITH CHECK (may_write(submitted_by, stream, unit));
CREATE POLICY pipeline_adds ON journal FOR INSERT TO surgeline_pipeline
    WITH CHECK (may_submit(submitted_by, stream));
CREATE POLICY pipeline_adds ON journal_detail FOR INSERT TO surgeline_pipeline WITH CHECK (true);
CREATE POLICY pipeline_adds ON quarantine FOR INSERT TO surgeline_pipeline
    WITH CHECK (may_submit(submitted_by, stream));
CREATE POLICY pipeline_removes ON quarantine FOR DELETE TO surgeline_pipeline USING (true);
CREATE POLICY pipeline_keeps ON picture FOR ALL TO surgeline_pipeline USING (true) WITH CHECK (true);
"""


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: the driver takes no more at a time."""
    return [statement.strip() for statement in script.split(";\n") if statement.strip()]


def upgrade() -> None:
    op.execute(ROLES)
    for function in FUNCTIONS:
        op.execute(function)
    for table in OWNED:
        op.execute(f"ALTER TABLE {table} OWNER TO surgeline_owner")
    for function in (
        "in_scope(text)",
        "may_write(text, text, text)",
        "may_submit(text, text)",
        "make_reading_month(date)",
    ):
        op.execute(f"ALTER FUNCTION {function} OWNER TO surgeline_owner")
    for statement in statements(GRANTS):
        op.execute(statement)
    for table in STREAM_FACTS:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY pipeline_reads ON {table} FOR SELECT TO surgeline_pipeline USING (true)")
        op.execute(f"CREATE POLICY app_reads ON {table} FOR SELECT TO surgeline_app USING (in_scope(stream))")
    for statement in statements(WRITER_POLICIES):
        op.execute(statement)


def downgrade() -> None:
    for table in STREAM_FACTS:
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        for policy in ("pipeline_reads", "app_reads", "pipeline_adds", "pipeline_removes", "pipeline_keeps"):
            op.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM surgeline_pipeline, surgeline_app")
    op.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM surgeline_pipeline, surgeline_app")
    for function in (
        "in_scope(text)",
        "may_write(text, text, text)",
        "may_submit(text, text)",
        "make_reading_month(date)",
    ):
        op.execute(f"DROP FUNCTION {function}")
