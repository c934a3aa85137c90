"""Each change keeps a digest of what was wished, so that one key is never taken for another wish."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the digest."""

    dependencies = [
        ("registers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="asked",
            field=models.CharField(default="", max_length=64, verbose_name="digest of the wish"),
        ),
    ]
