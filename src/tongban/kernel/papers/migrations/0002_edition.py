from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_initial"),
        ("identity", "0006_edition"),
    ]

    operations = [
        # How an organ numbers its papers is kept with the organs, so a change of it brings a new mark about too.
        migrations.RunSQL(
            """
            CREATE TRIGGER identity_is_written AFTER INSERT OR UPDATE OR DELETE ON papers_numberrule
              FOR EACH STATEMENT EXECUTE FUNCTION identity_is_written();
            CREATE CONSTRAINT TRIGGER identity_was_written AFTER INSERT OR UPDATE OR DELETE ON papers_numberrule
              DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION identity_was_written();
            """,
            """
            DROP TRIGGER identity_is_written ON papers_numberrule;
            DROP TRIGGER identity_was_written ON papers_numberrule;
            """,
        ),
    ]
