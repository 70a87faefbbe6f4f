from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("voices", "0006_topic_of_a_voice")]

    operations: ClassVar = [
        migrations.AddField("import", "other_topics", models.JSONField(default=dict)),
    ]
