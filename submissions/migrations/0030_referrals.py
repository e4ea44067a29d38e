import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("columns", "0002_initial"),
        ("sites", "0003_language_and_notice_powers"),
        ("submissions", "0021_validity_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "待处理"),
                            ("asked", "待补充"),
                            ("adopted", "已采用"),
                            ("declined", "未采用"),
                            ("recalled", "已收回"),
                        ],
                        default="sent",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("state_since", models.DateTimeField(verbose_name="进入本状态时间")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="第几版")),
                ("sent_at", models.DateTimeField(verbose_name="报送时间")),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repeated", "门户已有同类内容"),
                            ("off_topic", "不属于本栏目"),
                            ("late", "时效已过"),
                            ("not_citywide", "只与本地有关"),
                            ("poor", "内容或文字达不到要求"),
                            ("other", "其他(请写明)"),
                        ],
                        max_length=16,
                        verbose_name="不采用的原因",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, help_text="最近一次的问题或理由", max_length=500, verbose_name="门户的意见"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "adopted_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adopted_from",
                        to="submissions.submission",
                        verbose_name="采用为稿件",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="submissions.article",
                        verbose_name="文章",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="sites.organisation",
                        verbose_name="报送单位",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="sites.site",
                        verbose_name="报送站点",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="submissions.submission",
                        verbose_name="稿件",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="columns.column",
                        verbose_name="报送到",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送",
                "verbose_name_plural": "报送",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReferralChannel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "wanted",
                    models.CharField(
                        blank=True,
                        help_text="报送单位选栏目时会看到,例如“全市性的工作成效,附一张现场图片”",
                        max_length=200,
                        verbose_name="收稿要求",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="接收报送")),
                (
                    "column",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral_channel",
                        to="columns.column",
                        verbose_name="栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "接收报送的栏目",
                "verbose_name_plural": "接收报送的栏目",
            },
        ),
        migrations.CreateModel(
            name="ReferralStep",
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
                            ("refer", "报送"),
                            ("adopt", "采用"),
                            ("decline", "不采用"),
                            ("ask", "要求补充"),
                            ("resend", "补充后再报"),
                            ("recall", "收回"),
                        ],
                        max_length=12,
                        verbose_name="动作",
                    ),
                ),
                ("from_state", models.CharField(blank=True, max_length=12, verbose_name="原状态")),
                ("to_state", models.CharField(max_length=12, verbose_name="新状态")),
                ("version", models.PositiveIntegerField(verbose_name="第几版")),
                ("content_digest", models.CharField(max_length=80, verbose_name="内容指纹")),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repeated", "门户已有同类内容"),
                            ("off_topic", "不属于本栏目"),
                            ("late", "时效已过"),
                            ("not_citywide", "只与本地有关"),
                            ("poor", "内容或文字达不到要求"),
                            ("other", "其他(请写明)"),
                        ],
                        max_length=16,
                        verbose_name="不采用的原因",
                    ),
                ),
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="submissions.referral"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"),
                ),
            ],
            options={
                "verbose_name": "报送记录",
                "verbose_name_plural": "报送记录",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReferredText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="摘要")),
                (
                    "keywords",
                    models.CharField(blank=True, help_text="用逗号隔开", max_length=200, verbose_name="关键词"),
                ),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="来源")),
                ("author", models.CharField(blank=True, max_length=60, verbose_name="作者")),
                (
                    "document_number",
                    models.CharField(
                        blank=True, help_text="例如 云政发〔2026〕14号", max_length=60, verbose_name="发文字号"
                    ),
                ),
                ("index_number", models.CharField(blank=True, max_length=60, verbose_name="索引号")),
                ("issuer", models.CharField(blank=True, max_length=60, verbose_name="发文机关")),
                ("written_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("topic", models.CharField(blank=True, max_length=60, verbose_name="主题分类")),
                (
                    "genre",
                    models.CharField(blank=True, help_text="例如 办法、意见、通知", max_length=20, verbose_name="体裁"),
                ),
                ("subject_words", models.CharField(blank=True, max_length=100, verbose_name="主题词")),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "不适用"),
                            ("valid", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("expired", "失效"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="有效性",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="第几版")),
                ("attachment_ids", models.JSONField(default=list, verbose_name="附件")),
                ("sent_at", models.DateTimeField(verbose_name="报送时间")),
                (
                    "interprets",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_interpretations",
                        to="submissions.article",
                        verbose_name="解读的文件",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="submissions.attachment",
                        verbose_name="题图",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="submissions.referral"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送的内容",
                "verbose_name_plural": "报送的内容",
                "ordering": ["-number"],
            },
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["target", "state", "state_since"], name="referral_target_state"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["site", "state", "-state_since"], name="referral_site_state"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article__isnull", False), ("submission", None)),
                    models.Q(("article", None), ("submission__isnull", False)),
                    _connector="OR",
                ),
                name="referral_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "sent"])),
                fields=("article", "target"),
                name="one_open_referral_per_article_and_target",
                violation_error_message="这篇稿件已报送到这个栏目,正在办理。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "sent"])),
                fields=("submission", "target"),
                name="one_open_referral_per_submission_and_target",
                violation_error_message="这篇稿件已报送到这个栏目,正在办理。",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("state__in", ["asked", "sent"])),
                    models.Q(
                        models.Q(("state__in", ["asked", "sent"]), _negated=True),
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="referral_closed_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adopted_as__isnull", False), ("state", "adopted")),
                    models.Q(models.Q(("state", "adopted"), _negated=True), ("adopted_as", None)),
                    _connector="OR",
                ),
                name="referral_adopted_as",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "declined"), ("decline_reason", ""), _connector="XOR"),
                name="referral_declined_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.UniqueConstraint(fields=("chain", "number"), name="referral_step_chain_number"),
        ),
        migrations.AddConstraint(
            model_name="referredtext",
            constraint=models.UniqueConstraint(fields=("referral", "number"), name="referred_text_number"),
        ),
    ]
