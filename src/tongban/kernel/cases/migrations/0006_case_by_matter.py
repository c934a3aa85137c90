from django.db import migrations, models


class Migration(migrations.Migration):
    """The cases of one matter, for its limit in number."""

    dependencies = [("cases", "0005_saved_view")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["home", "matter", "state"], name="case_by_matter"),
        ),
    ]
