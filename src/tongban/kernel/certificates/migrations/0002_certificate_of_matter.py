from django.db import migrations, models


class Migration(migrations.Migration):
    """The certificates of one matter, for its limit in number."""

    dependencies = [("certificates", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["matter", "state"], name="certificate_of_matter"),
        ),
    ]
