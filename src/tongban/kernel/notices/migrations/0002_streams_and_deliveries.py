"""Notices are told by stream, so that other things than cases fit; what was left before is kept, as not yet read."""

from django.db import migrations, models

COPY = """
INSERT INTO notices_notice (party, stream, n, subject, title, kind, facts, at, read_at)
SELECT party, 'case/' || number, n, 'case/' || number, title, kind, '{}'::jsonb, at, NULL FROM notices_oldnotice
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    # A composite key cannot be altered, so the table is made anew beside the old one.
    operations = [
        migrations.RemoveIndex("notice", "notice_by_party"),
        migrations.RenameModel("Notice", "OldNotice"),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "party",
                        "stream",
                        "n",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("party", models.BigIntegerField(verbose_name="applicant")),
                ("stream", models.CharField(max_length=80, verbose_name="stream")),
                ("n", models.BigIntegerField(verbose_name="event")),
                ("subject", models.CharField(max_length=80, verbose_name="about")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("facts", models.JSONField(default=dict, verbose_name="facts")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("read_at", models.DateTimeField(null=True, verbose_name="read at")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "indexes": [
                    models.Index(fields=["party", "-at"], name="notice_by_party"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["party"],
                        name="notice_unread",
                    ),
                ],
            },
        ),
        # Going back forgets all notices: whose case an old row would be stands nowhere in the new table.
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.DeleteModel("OldNotice"),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.BigIntegerField(verbose_name="applicant")),
                ("stream", models.CharField(max_length=80, verbose_name="stream")),
                ("n", models.BigIntegerField(verbose_name="event")),
                ("subject", models.CharField(max_length=80, verbose_name="about")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                (
                    "channel",
                    models.CharField(
                        choices=[("sms", "Text message"), ("email", "E-mail")],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "message_id",
                    models.CharField(max_length=32, unique=True, verbose_name="message number"),
                ),
                ("address_sealed", models.BinaryField(verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed, will be tried again"),
                            ("given_up", "Given up"),
                        ],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(null=True, verbose_name="next try at")),
                (
                    "error",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("address_refused", "The address does not exist or takes nothing."),
                            ("message_refused", "The provider refused the message."),
                            ("unreachable", "The provider could not be reached."),
                            ("broken", "Sending broke off; the program's log says where."),
                            ("unwanted", "The applicant no longer wants to be told this way."),
                        ],
                        max_length=20,
                        verbose_name="last fault",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False)),
                        fields=["next_try_at"],
                        name="delivery_to_try",
                    ),
                    models.Index(fields=["-at", "-id"], name="delivery_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "stream", "n", "channel"), name="delivery_once_a_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["sms", "email"])),
                        name="delivery_channel_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("next_try_at__isnull", True),
                                ("sent_at__isnull", False),
                                ("state", "sent"),
                            ),
                            models.Q(
                                ("next_try_at__isnull", False),
                                ("sent_at__isnull", True),
                                ("state__in", ["waiting", "failed"]),
                            ),
                            models.Q(
                                ("next_try_at__isnull", True),
                                ("sent_at__isnull", True),
                                ("state", "given_up"),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_is_sent_or_tried_again_or_given_up",
                    ),
                ],
            },
        ),
    ]
