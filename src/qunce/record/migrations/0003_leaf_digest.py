"""The leaf keeps its hash, so that reading the log joins nothing."""

from django.db import migrations, models

FILL = """
ALTER TABLE record_leaf DISABLE TRIGGER append_only;
UPDATE record_leaf l SET digest = e.digest FROM record_entry e WHERE e.id = l.entry_id;
ALTER TABLE record_leaf ENABLE TRIGGER append_only;
ALTER TABLE record_leaf ALTER COLUMN digest SET NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE record_leaf ADD COLUMN digest bytea",
                    "ALTER TABLE record_leaf DROP COLUMN digest",
                ),
                migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", ""),
                migrations.RunSQL(FILL, ""),
            ],
            state_operations=[
                migrations.AddField(
                    "leaf", "digest", models.BinaryField(max_length=32, default=b""),
                    preserve_default=False,
                ),
            ],
        ),
    ]
