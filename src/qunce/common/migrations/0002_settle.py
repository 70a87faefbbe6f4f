"""The application may not own tables; this lets it ask their owner to take stock of one."""

from django.db import migrations

SETTLE = """
CREATE FUNCTION qunce_settle(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE waiting regclass;
BEGIN
    FOR waiting IN
        SELECT i.indexrelid FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
        WHERE i.indrelid = name::regclass AND a.amname = 'gin'
    LOOP
        PERFORM gin_clean_pending_list(waiting);
    END LOOP;
    EXECUTE format('ANALYZE %s', name::regclass);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [migrations.RunSQL(SETTLE, "DROP FUNCTION qunce_settle(text)")]
