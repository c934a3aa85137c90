from django.db import migrations, models


class Migration(migrations.Migration):
    """The contact of a concern that nobody answered is erased in its time too."""

    dependencies = [("concerns", "0002_own_and_erased")]

    operations = [
        migrations.RemoveIndex("concern", "concern_with_contact"),
        migrations.AddIndex(
            "concern",
            models.Index(
                fields=["home", "due_on"],
                name="concern_keeps_contact",
                condition=models.Q(contact_sealed__isnull=False),
            ),
        ),
    ]
