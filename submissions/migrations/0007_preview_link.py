import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0006_word_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(verbose_name="稿次")),
                ("created_at", models.DateTimeField(verbose_name="生成时间")),
                ("expires_at", models.DateTimeField(verbose_name="失效时间")),
                ("created_by", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL,
                    verbose_name="生成人")),
                ("submission", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="preview_links",
                    to="submissions.submission", verbose_name="稿件")),
            ],
            options={
                "verbose_name": "预览链接",
                "verbose_name_plural": "预览链接",
            },
        ),
    ]
