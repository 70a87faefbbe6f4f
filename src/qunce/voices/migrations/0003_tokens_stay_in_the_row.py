from django.db import migrations


class Migration(migrations.Migration):
    """Tokens are kept as they are, beside the rest of the row.

    Compressing them and moving them out cost a third of what handing in a voice costs the
    database (bench/creating.py), and every search reads them back.
    """

    dependencies = [("voices", "0002_supports_counted_by_index")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE voices_voiceindex ALTER COLUMN tokens SET STORAGE EXTERNAL;"
            "ALTER TABLE voices_voiceindex SET (toast_tuple_target = 8160);",
            "ALTER TABLE voices_voiceindex ALTER COLUMN tokens SET STORAGE EXTENDED;"
            "ALTER TABLE voices_voiceindex RESET (toast_tuple_target);",
        )
    ]
