from django.db import migrations, models

FROM_THE_LOG = """
UPDATE cases_case SET accepted_on = (event.data ->> 'happened')::date
FROM ledger_event AS event
WHERE event.home = cases_case.home AND event.subject = cases_case.id AND event.type = 'case.accepted'
"""


class Migration(migrations.Migration):
    """The day of acceptance, which may lie before its entry; the names of originals, kept among the contents."""

    dependencies = [("cases", "0007_phrase"), ("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="accepted_on",
            field=models.DateField(null=True, verbose_name="day of acceptance"),
        ),
        migrations.AddField(
            model_name="original",
            name="names",
            field=models.BigIntegerField(null=True, verbose_name="content of its name"),
        ),
        migrations.AlterField(
            model_name="original",
            name="name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name"),
        ),
        migrations.RunSQL(FROM_THE_LOG, migrations.RunSQL.noop),
    ]
