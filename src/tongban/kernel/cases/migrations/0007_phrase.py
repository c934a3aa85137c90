from django.db import migrations, models


class Migration(migrations.Migration):
    """Phrases that a member of the staff keeps for his opinions."""

    dependencies = [("cases", "0006_case_by_matter")]

    operations = [
        migrations.CreateModel(
            name="Phrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=40, verbose_name="kept by")),
                ("words", models.CharField(max_length=200, verbose_name="words")),
            ],
            options={
                "verbose_name": "personal phrase",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "words"),
                        name="a_phrase_is_kept_once",
                        violation_error_message="This phrase is kept already.",
                    )
                ],
            },
        ),
    ]
