from django.db import migrations, models

TABLES = {
    "organ": "INSERT OR UPDATE OR DELETE",
    "office": "INSERT OR UPDATE OR DELETE",
    "post": "INSERT OR UPDATE OR DELETE",
    "holding": "INSERT OR UPDATE OR DELETE",
    "mandate": "INSERT OR UPDATE OR DELETE",
    "proxy": "INSERT OR UPDATE OR DELETE",
    # Who has just been registered is not yet known to anybody; passwords and preferences are not kept.
    "person": "UPDATE OF username, name, kind, is_active, organ_id OR DELETE",
}
FUNCTIONS = """
CREATE FUNCTION identity_is_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('tongban.identity_written', 'yes', true);
  RETURN NULL;
END $$;
CREATE FUNCTION identity_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('tongban.identity_marked', true), '') = '' THEN
    INSERT INTO identity_edition (id, mark) VALUES (1, gen_random_uuid())
      ON CONFLICT (id) DO UPDATE SET mark = excluded.mark;
    PERFORM set_config('tongban.identity_marked', 'yes', true);
  END IF;
  RETURN NULL;
END $$;
"""
NO_FUNCTIONS = "DROP FUNCTION identity_is_written(); DROP FUNCTION identity_was_written();"


def watched(table: str, changes: str) -> migrations.RunSQL:
    """Tell the writing transaction at once, and all others by a new mark at its commit."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER identity_is_written AFTER {changes} ON identity_{table}
          FOR EACH STATEMENT EXECUTE FUNCTION identity_is_written();
        CREATE CONSTRAINT TRIGGER identity_was_written AFTER {changes} ON identity_{table}
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION identity_was_written();
        """,
        f"""
        DROP TRIGGER identity_is_written ON identity_{table};
        DROP TRIGGER identity_was_written ON identity_{table};
        """,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0005_registrars"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("mark", models.CharField(max_length=36, verbose_name="mark")),
            ],
            options={
                "verbose_name": "edition of organs and people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="there_is_one_edition_of_identity"
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *(watched(table, changes) for table, changes in TABLES.items()),
        migrations.RunSQL(
            "INSERT INTO identity_edition (id, mark) VALUES (1, gen_random_uuid())",
            migrations.RunSQL.noop,
        ),
    ]
