"""Keys of their own rows, so that one can follow another; and the party whose own program a client is."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


KEEP_THE_KEYS = """
INSERT INTO api_clientkey (client_id, digest, since, until)
SELECT id, digest, since, ended_at FROM api_client ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE
"""


class Migration(migrations.Migration):
    """Adds `ClientKey` and `PartyLink`, and takes the digest from the client."""

    dependencies = [("api", "0001_initial"), ("parties", "0002_contact")]

    operations = [
        migrations.RemoveConstraint(model_name="client", name="client_key_is_a_digest"),
        migrations.CreateModel(
            name="ClientKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="api.client",
                        verbose_name="API client",
                    ),
                ),
                (
                    "digest",
                    models.CharField(max_length=64, unique=True, verbose_name="digest of the key"),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(null=True, verbose_name="valid until")),
                ("used_at", models.DateTimeField(null=True, verbose_name="last used at")),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "constraints": [
                    models.CheckConstraint(
                        name="client_key_is_a_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="api.client",
                        verbose_name="API client",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.party",
                        verbose_name="party",
                    ),
                ),
                ("powers", models.JSONField(verbose_name="powers")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "link with a party",
                "verbose_name_plural": "links with parties",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["client"],
                        condition=Q(ended_at__isnull=True),
                        name="party_link_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP_THE_KEYS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="client", name="digest"),
    ]
