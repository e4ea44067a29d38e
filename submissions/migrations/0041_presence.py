import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0040_step_limit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_writing", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("submission", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="presences",
                    to="submissions.submission")),
                ("user", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "在场", "verbose_name_plural": "在场",
                "constraints": [models.UniqueConstraint(fields=("submission", "user"), name="presence_once")],
            },
        ),
    ]
