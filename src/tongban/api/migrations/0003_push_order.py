"""Pushes of one case go to a webhook in their order."""

from django.db import migrations, models
from django.db.models import Q

FROM_THE_BODY = """
UPDATE api_push SET subject = body ->> 'subject';
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    """Adds what a push is about, and the index by which those before it are found."""

    dependencies = [("api", "0002_keys_and_links")]

    operations = [
        migrations.AddField(
            model_name="push",
            name="subject",
            field=models.CharField(default="", max_length=60, verbose_name="subject"),
            preserve_default=False,
        ),
        migrations.RunSQL(FROM_THE_BODY, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="push",
            index=models.Index(
                fields=["webhook", "subject", "id"],
                name="push_in_order",
                condition=Q(next_try_at__isnull=False),
            ),
        ),
    ]
