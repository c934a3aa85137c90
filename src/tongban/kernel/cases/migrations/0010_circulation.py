from django.db import migrations, models


class Migration(migrations.Migration):
    """The day until which something is wished to be done, such as reading a case."""

    dependencies = [("cases", "0009_hall_of_the_case")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="until",
            field=models.DateField(null=True, verbose_name="wished until"),
        )
        for model in ("round", "inbox")
    ]
