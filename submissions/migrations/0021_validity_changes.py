import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sites import guards


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0003_language_and_notice_powers"),
        ("submissions", "0020_numbering"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ValidityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "待审查"),
                            ("carried_out", "已变更"),
                            ("refused", "不同意"),
                            ("cancelled", "已取消"),
                        ],
                        default="requested",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("", "不适用"),
                            ("valid", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("expired", "失效"),
                        ],
                        max_length=10,
                        verbose_name="原有效性",
                    ),
                ),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("", "不适用"),
                            ("valid", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("expired", "失效"),
                        ],
                        max_length=10,
                        verbose_name="变更为",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                ("ground", models.TextField(max_length=500, verbose_name="依据")),
                ("requested_at", models.DateTimeField(verbose_name="申请时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validity_changes",
                        to="submissions.article",
                        verbose_name="文件",
                    ),
                ),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changed_validities",
                        to="submissions.article",
                        verbose_name="修改或废止它的文件",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validity_changes",
                        to="sites.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "有效性变更",
                "verbose_name_plural": "有效性变更",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ValidityStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=40, verbose_name="链")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("predecessor", models.CharField(blank=True, max_length=80, verbose_name="前一条指纹")),
                ("digest", models.CharField(max_length=80, verbose_name="指纹")),
                ("by_name", models.CharField(max_length=60, verbose_name="经手人姓名")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("request", "申请变更有效性"),
                            ("carry_out", "同意变更"),
                            ("refuse", "不同意变更"),
                            ("cancel", "取消申请"),
                        ],
                        max_length=20,
                        verbose_name="动作",
                    ),
                ),
                ("to_state", models.CharField(max_length=12, verbose_name="新状态")),
                ("reason", models.TextField(blank=True, verbose_name="意见")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="submissions.validitychange",
                    ),
                ),
            ],
            options={
                "verbose_name": "有效性流转记录",
                "verbose_name_plural": "有效性流转记录",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="validitychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "requested")),
                fields=("article",),
                name="one_open_validity_change_per_article",
                violation_error_message="这份文件已有有效性变更在办理。",
            ),
        ),
        migrations.AddConstraint(
            model_name="validitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("state", "requested")),
                    models.Q(
                        models.Q(("state", "requested"), _negated=True),
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="validity_change_closed_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="validitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("validity__in", ["amended", "repealed"]), _negated=True),
                    ("document__isnull", False),
                    _connector="OR",
                ),
                name="validity_change_names_its_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="validitystep",
            constraint=models.UniqueConstraint(fields=("chain", "number"), name="validity_step_chain_number"),
        ),
        guards.raised(guards.append_only("submissions_validitystep")),
    ]
