from django.db import migrations, models

FROM_THE_LOG = """
UPDATE cases_case SET hall = substring(event.organ from 7)::bigint
FROM ledger_event AS event
WHERE event.home = cases_case.home AND event.subject = cases_case.id AND event.type = 'case.submitted'
AND event.organ LIKE 'organ/%'
"""


class Migration(migrations.Migration):
    """The organ whose window took a case in, and the ways by which a county finds its cases of a day."""

    dependencies = [("cases", "0008_day_of_acceptance"), ("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="hall",
            field=models.BigIntegerField(default=0, verbose_name="taken in by"),
        ),
        migrations.RunSQL(FROM_THE_LOG, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("decided_at__isnull", True)),
                fields=["home", "promised_on"],
                name="case_open_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["home", "submitted_at"], name="case_by_entry"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["home", "decided_at"], name="case_by_decision"),
        ),
    ]
