import django.db.models.deletion
from django.db import migrations, models


def _rows(apps, schema_editor):
    """What calls kept as lists of names becomes rows; names that are long or twice there are one."""
    # Migrations run as the owner, over a connection of their own.
    owner = schema_editor.connection.alias
    Call, IdeaTopic = apps.get_model("voices", "Call"), apps.get_model("voices", "IdeaTopic")
    for call in Call.objects.using(owner).exclude(named=[]):
        titles = dict.fromkeys(str(title)[:40] for title in call.named)
        IdeaTopic.objects.using(owner).bulk_create(
            IdeaTopic(call=call, order=order, title=title) for order, title in enumerate(titles, 1)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0004_import_unit"),
    ]

    operations = [
        migrations.RenameField(model_name="call", old_name="topics", new_name="named"),
        migrations.CreateModel(
            name="IdeaTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.SmallIntegerField()),
                ("title", models.CharField(max_length=40)),
                ("former", models.JSONField(blank=True, default=list)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="voices.call",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "title"), name="idea_topic_once")
                ],
            },
        ),
        migrations.RunPython(_rows, migrations.RunPython.noop),
    ]
