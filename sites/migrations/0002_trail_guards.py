from django.db import migrations

from sites import guards


class Migration(migrations.Migration):
    """The change log refuses UPDATE and DELETE in the database itself."""

    dependencies = [("sites", "0001_initial")]

    operations = [
        guards.function_for_postgresql(),
        guards.raised(guards.append_only("sites_changelog")),
    ]
