import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_published_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("home", models.BigIntegerField(verbose_name="County division")),
                ("signature", models.CharField(max_length=64, verbose_name="Header")),
                ("mapping", models.JSONField(verbose_name="Columns")),
                ("at", models.DateTimeField(verbose_name="Chosen at")),
            ],
            options={
                "verbose_name": "Column mapping",
                "verbose_name_plural": "Column mappings",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("home"),
                        models.F("signature"),
                        name="a_header_is_mapped_once_a_county",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=60, verbose_name="Brought by")),
                ("name", models.CharField(max_length=255, verbose_name="File")),
                ("content", models.BinaryField(verbose_name="Content")),
                ("mapping", models.JSONField(null=True, verbose_name="Columns")),
                ("at", models.DateTimeField(verbose_name="Brought at")),
            ],
            options={"verbose_name": "Waiting file", "verbose_name_plural": "Waiting files"},
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone",
            field=models.DateTimeField(null=True, verbose_name="Undone at"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_by",
            field=models.CharField(blank=True, max_length=60, verbose_name="Undone by"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="wrote",
            field=models.CharField(
                choices=[("published", "Published at once"), ("drafts", "Drafts")],
                default="published",
                max_length=10,
                verbose_name="What it wrote",
            ),
        ),
        migrations.CreateModel(
            name="ImportStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter", models.BigIntegerField(verbose_name="Matter")),
                ("name", models.CharField(max_length=300, verbose_name="Name")),
                ("created", models.BooleanField(verbose_name="Entered the matter")),
                ("version", models.BigIntegerField(null=True, verbose_name="Version")),
                ("edition", models.PositiveIntegerField(default=0, verbose_name="Edition")),
                ("before", models.JSONField(null=True, verbose_name="Draft before")),
                ("delivered", models.JSONField(null=True, verbose_name="Row delivered before")),
                ("undone", models.BooleanField(default=False, verbose_name="Undone")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="catalogue.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "Import step",
                "verbose_name_plural": "Import steps",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("batch"),
                        models.F("matter"),
                        name="a_batch_touches_a_matter_once",
                    )
                ],
            },
        ),
    ]
