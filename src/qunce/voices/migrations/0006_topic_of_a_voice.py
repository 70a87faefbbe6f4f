import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0005_idea_topics"),
    ]

    operations = [
        migrations.RemoveField(model_name="call", name="named"),
        migrations.AddField(
            model_name="voice",
            name="topic",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voices",
                to="voices.ideatopic",
            ),
        ),
        migrations.AddIndex(
            model_name="voice",
            index=models.Index(
                condition=models.Q(("topic", None), _negated=True),
                fields=["topic"],
                name="voice_topic",
            ),
        ),
    ]
