from django.db import migrations, models


class Migration(migrations.Migration):
    """Who raised a concern finds it again; a contact is erased by wish or after its days."""

    dependencies = [("concerns", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="concern",
            name="erased_at",
            field=models.DateTimeField(null=True, verbose_name="contact erased at"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["by", "-at"], name="concern_by_raiser"),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(
                    ("answered_at__isnull", False), ("contact_sealed__isnull", False)
                ),
                fields=["home", "answered_at"],
                name="concern_with_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True), ("contact_sealed__isnull", True), _connector="OR"
                ),
                name="an_erased_contact_is_gone",
                violation_error_message="A contact that was erased must not be kept.",
            ),
        ),
    ]
