import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0002_search"),
        ("sites", "0003_language_and_notice_powers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField("类别", max_length=12, choices=[
                    ("urgent", "紧急提示"), ("warning", "警示提示"), ("grey", "哀悼日灰度")])),
                ("text", models.CharField("提示文字", max_length=100)),
                ("english", models.CharField("英文文字", max_length=200, blank=True)),
                ("details", models.TextField("详细内容", max_length=3000, blank=True)),
                ("link", models.URLField("相关网址", blank=True)),
                ("starts_at", models.DateTimeField("开始时间")),
                ("ends_at", models.DateTimeField("结束时间")),
                ("announced", models.CharField(
                    "已通知的阶段", max_length=12, default="coming", editable=False,
                    choices=[("coming", "未开始"), ("in_force", "生效中"), ("over", "已结束")])),
                ("version", models.PositiveIntegerField("第几次保存", default=1, editable=False)),
                ("created_at", models.DateTimeField("创建时间", editable=False)),
                ("created_by", models.ForeignKey(
                    to=settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    editable=False, verbose_name="经手人")),
                ("site", models.ForeignKey(
                    to="sites.site", on_delete=django.db.models.deletion.CASCADE, related_name="+", null=True,
                    blank=True, verbose_name="站点")),
            ],
            options={
                "verbose_name": "网站提示", "verbose_name_plural": "网站提示", "ordering": ["-starts_at", "-id"],
                "constraints": [models.CheckConstraint(
                    condition=models.Q(ends_at__gte=models.F("starts_at")), name="notice_ends_after_start",
                    violation_error_message="结束时间不能早于开始时间。")],
            },
        ),
    ]
