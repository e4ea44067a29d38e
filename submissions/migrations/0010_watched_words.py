import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sites", "0003_language_and_notice_powers"),
        ("submissions", "0007_preview_link"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordListStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "校对词表版本",
                "verbose_name_plural": "校对词表版本",
            },
        ),
        migrations.CreateModel(
            name="WatchedWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wrong", models.CharField(
                    max_length=40, validators=[django.core.validators.MinLengthValidator(2)], verbose_name="不妥写法")),
                ("suggestion", models.CharField(max_length=60, verbose_name="建议写法")),
                ("ground", models.CharField(max_length=120, verbose_name="依据")),
                ("severity", models.CharField(
                    choices=[("advice", "建议"), ("warning", "提醒"), ("blocking", "必须改正")],
                    default="warning", max_length=10, verbose_name="程度")),
                ("category", models.CharField(
                    choices=[("mistyped", "错别字"), ("office", "机构与职务"), ("region", "地区名称"),
                             ("sensitive", "敏感表述"), ("standard", "规范用语"), ("format", "数字与标点")],
                    default="mistyped", max_length=12, verbose_name="类别")),
                ("exceptions", models.TextField(blank=True, max_length=1000, verbose_name="例外")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("site", models.ForeignKey(
                    blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    to="sites.site", verbose_name="站点")),
            ],
            options={
                "verbose_name": "校对词",
                "verbose_name_plural": "校对词",
                "ordering": ["wrong", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("site", "wrong"), name="watched_word_once_in_a_site",
                        violation_error_message="这个词已在校对词表里,请改那一条。"),
                    models.UniqueConstraint(
                        condition=models.Q(("site", None)), fields=("wrong",), name="watched_word_once_in_the_cluster",
                        violation_error_message="这个词已在校对词表里,请改那一条。"),
                ],
            },
        ),
    ]
