from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """A draw is announced before its seed exists; draws until now were announced as they were made."""

    dependencies = [
        ("selection", "0002_moved_up"),
    ]

    operations = [
        migrations.AddField("lottery", "announced_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "UPDATE selection_lottery SET announced_at = at", migrations.RunSQL.noop
        ),
        migrations.AlterField("lottery", "announced_at", models.DateTimeField()),
        migrations.AlterField("lottery", "at", models.DateTimeField(null=True)),
        migrations.AlterField("lottery", "seed", models.CharField(blank=True, max_length=64)),
        migrations.AlterField(
            "lottery", "drawn", ArrayField(models.BigIntegerField(), blank=True, default=list)
        ),
    ]
