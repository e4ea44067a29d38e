from django.db import migrations

from sites import guards


class Migration(migrations.Migration):
    """Steps of referrals refuse UPDATE and DELETE."""

    dependencies = [("submissions", "0030_referrals"), ("sites", "0002_trail_guards")]

    operations = [guards.raised(guards.append_only("submissions_referralstep"))]
