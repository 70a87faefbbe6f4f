"""The second line behind the missing rights: the tables themselves refuse to change."""

from django.db import migrations, models

TABLES = ("record_entry", "record_leaf", "record_tile", "record_checkpoint")
# Per statement: it refuses also a statement that meets no row, and TRUNCATE, and costs nothing.
# The owner can switch it off in so many words (ALTER TABLE … DISABLE TRIGGER), never by accident.
REFUSE = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Write a new entry that says what changed.';
END
$$
"""
GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION record_refuse()
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="record_entr_tx_2acb77_idx"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["jurisdiction_id", "tx"], name="entry_log_tx"),
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION record_refuse()"),
        *(
            migrations.RunSQL(
                GUARD.format(table=table), f"DROP TRIGGER append_only ON {table}"
            )
            for table in TABLES
        ),
    ]
