from django.db import migrations, models

COUNT_ANEW = """
INSERT INTO overview_dailycount (home, organ, hall, matter, kind, day, count)
SELECT home, organ, hall, matter, kind, day, count(*)
FROM cases_case, LATERAL (VALUES
    ('received', received_on),
    ('accepted', (accepted_at AT TIME ZONE 'Asia/Shanghai')::date),
    ('decided', (decided_at AT TIME ZONE 'Asia/Shanghai')::date),
    ('delivered', (delivered_at AT TIME ZONE 'Asia/Shanghai')::date),
    ('over', (coalesce(decided_at, closed_at) AT TIME ZONE 'Asia/Shanghai')::date)
) AS happened (kind, day)
WHERE state <> 'void' AND day IS NOT NULL
GROUP BY home, organ, hall, matter, kind, day
"""
# The rows of the cases hold already what waits to be handed on.
HAS_BEEN_COUNTED = """
UPDATE ledger_outbox SET told = told || '["tongban.kernel.overview.counting.count"]'
WHERE subject > 0 AND NOT told ? 'tongban.kernel.overview.counting.count'
"""


class Migration(migrations.Migration):
    """The daily counts tell also whose window took in; they are counted anew from the cases."""

    dependencies = [
        ("overview", "0001_initial"),
        ("cases", "0009_hall_of_the_case"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel("DailyCount"),
        migrations.CreateModel(
            name="DailyCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "home",
                        "organ",
                        "hall",
                        "matter",
                        "kind",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("home", models.BigIntegerField(verbose_name="home")),
                ("organ", models.BigIntegerField(verbose_name="accepting organ")),
                ("hall", models.BigIntegerField(verbose_name="taken in by")),
                ("matter", models.BigIntegerField(verbose_name="matter")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("day", models.DateField(verbose_name="day")),
                ("count", models.IntegerField(verbose_name="count")),
            ],
            options={
                "verbose_name": "daily count",
                "indexes": [models.Index(fields=["home", "day"], name="count_by_day")],
            },
        ),
        migrations.RunSQL(COUNT_ANEW, migrations.RunSQL.noop),
        migrations.RunSQL(HAS_BEEN_COUNTED, migrations.RunSQL.noop),
    ]
