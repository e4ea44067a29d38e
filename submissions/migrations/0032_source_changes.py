import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0031_referral_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="referralstep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("refer", "报送"),
                    ("adopt", "采用"),
                    ("decline", "不采用"),
                    ("ask", "要求补充"),
                    ("resend", "补充后再报"),
                    ("recall", "收回"),
                    ("note_change", "原文变动"),
                    ("follow", "已跟进"),
                    ("dismiss", "不用跟进"),
                ],
                max_length=12,
                verbose_name="动作",
            ),
        ),
        migrations.CreateModel(
            name="SourceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("corrected", "原文已更正"), ("withdrawn", "原文已撤下")],
                        max_length=12,
                        verbose_name="变动",
                    ),
                ),
                ("noted_at", models.DateTimeField(verbose_name="变动时间")),
                ("is_followed", models.BooleanField(default=False, verbose_name="已跟进")),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="不用跟进的理由")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办结人",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_changes",
                        to="submissions.referral",
                        verbose_name="报送",
                    ),
                ),
            ],
            options={
                "verbose_name": "原文变动",
                "verbose_name_plural": "原文变动",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("referral",),
                        name="one_open_source_change_per_referral",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="source_change_closed_by_and_at",
                    ),
                ],
            },
        ),
    ]
