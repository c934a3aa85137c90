from typing import Any

from django.db import migrations, models

ROUND: "dict[str, models.Field[Any, Any]]" = {
    "unit": models.CharField(default="organ", max_length=20, verbose_name="who has a voice"),
    "hand": models.CharField(
        default="direct", max_length=20, verbose_name="how work is handed out"
    ),
    "back": models.CharField(
        blank=True, default="", max_length=200, verbose_name="goes straight back to"
    ),
    "late": models.IntegerField(default=0, verbose_name="times overdue"),
}
CASE: "dict[str, models.Field[Any, Any]]" = {
    "urged": models.IntegerField(default=0, verbose_name="times urged"),
    "urged_at": models.DateTimeField(null=True, verbose_name="last urged at"),
}
INBOX: "dict[str, models.Field[Any, Any]]" = {
    "holder": models.CharField(max_length=40, null=True, verbose_name="claimed by"),
    "urged": models.IntegerField(default=0, verbose_name="times urged"),
}


class Migration(migrations.Migration):
    """How those at a step share it out, and how often somebody urged."""

    dependencies = [("cases", "0010_circulation")]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field)
        for model, fields in (("round", ROUND), ("case", CASE), ("inbox", INBOX))
        for name, field in fields.items()
    ]
