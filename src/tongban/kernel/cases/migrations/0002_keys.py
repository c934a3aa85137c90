"""The case number sequence, and foreign keys that stay within one case."""

from django.db import migrations

CHILDREN = ("token", "round", "workitem", "pause", "limit", "content")


def foreign_key(child: str) -> migrations.RunSQL:
    name = f"{child}_of_its_case"
    return migrations.RunSQL(
        f"ALTER TABLE cases_{child} ADD CONSTRAINT {name} FOREIGN KEY (home, case_id) REFERENCES cases_case (home, id)",
        f"ALTER TABLE cases_{child} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_case_number", "DROP SEQUENCE cases_case_number"),
        *[foreign_key(child) for child in CHILDREN],
    ]
