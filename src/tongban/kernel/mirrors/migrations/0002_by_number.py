from django.db import migrations, models


class Migration(migrations.Migration):
    """Applicants follow a mirrored case by its number alone."""

    dependencies = [("mirrors", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "mirroredcase", models.Index(fields=["number"], name="mirror_by_number")
        ),
    ]
