import django.db.models.deletion
from django.db import migrations, models

import submissions.models.numbering
from sites import guards
from sites.guards import Guard

NUMBERS = "submissions_indexnumber"
PERMANENT = [
    Guard(NUMBERS, "UPDATE", "已编的索引号不能修改。"),
    Guard(NUMBERS, "DELETE", "已编的索引号不能删除。"),
    Guard(NUMBERS, "TRUNCATE", "已编的索引号不能清空。"),
]


class Migration(migrations.Migration):
    """Rules, counters and the register of index numbers; a number that was given is never changed nor given back."""

    dependencies = [
        ("columns", "0002_initial"),
        ("sites", "0003_language_and_notice_powers"),
        ("submissions", "0010_watched_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("serial", models.PositiveIntegerField(null=True, verbose_name="流水号")),
                ("number", models.CharField(max_length=60, verbose_name="索引号")),
                ("given_at", models.DateTimeField(verbose_name="编号时间")),
            ],
            options={
                "verbose_name": "已编索引号",
                "verbose_name_plural": "已编索引号",
            },
        ),
        migrations.CreateModel(
            name="NumberingCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="最后的流水号")),
            ],
            options={
                "verbose_name": "索引号流水",
                "verbose_name_plural": "索引号流水",
            },
        ),
        migrations.CreateModel(
            name="NumberingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pattern", models.CharField(
                    help_text="{code} 是统一社会信用代码,{year} 是发布的年份,{serial:5} 是五位流水号,每年从 1 起。"
                              "例如 {code}/{year}-{serial:5}", max_length=60,
                    validators=[submissions.models.numbering.validate_pattern], verbose_name="编号格式")),
                ("citation", models.CharField(
                    help_text="规定这个格式的文件和条款", max_length=200, verbose_name="依据")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "索引号规则",
                "verbose_name_plural": "索引号规则",
                "ordering": ["site", "organisation"],
            },
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("index_number", ""), _negated=True), fields=["site", "index_number"],
                name="article_index_number"),
        ),
        migrations.AddField(
            model_name="indexnumber",
            name="article",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="given_number", to="submissions.article",
                verbose_name="文章"),
        ),
        migrations.AddField(
            model_name="indexnumber",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.organisation",
                verbose_name="发文机关"),
        ),
        migrations.AddField(
            model_name="numberingcounter",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.organisation"),
        ),
        migrations.AddField(
            model_name="numberingrule",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="numbering_rules",
                to="sites.organisation", verbose_name="发文机关"),
        ),
        migrations.AddField(
            model_name="numberingrule",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="numbering_rules", to="sites.site",
                verbose_name="站点"),
        ),
        migrations.AddConstraint(
            model_name="indexnumber",
            constraint=models.UniqueConstraint(fields=("organisation", "number"), name="index_number_once"),
        ),
        migrations.AddConstraint(
            model_name="indexnumber",
            constraint=models.UniqueConstraint(
                fields=("organisation", "year", "serial"), name="index_number_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="numberingcounter",
            constraint=models.UniqueConstraint(fields=("organisation", "year"), name="numbering_counter_per_year"),
        ),
        migrations.AddConstraint(
            model_name="numberingrule",
            constraint=models.UniqueConstraint(
                fields=("organisation",), name="numbering_rule_per_organisation",
                violation_error_message="这个发文机关已有索引号规则。"),
        ),
        guards.raised(PERMANENT),
    ]
