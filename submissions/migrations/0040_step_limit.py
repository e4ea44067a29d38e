import django.core.validators
from django.db import migrations, models

STATES = [
    ("officer_review", "待信息员审核"), ("supervisor_review", "待信息主管审批"), ("returned", "已退回"),
    ("approved", "已批准待发布"),
]
FIRST = {"officer_review": 24, "supervisor_review": 24, "returned": 72, "approved": 24}
CITATION = "系统初始值,请大数据局按本市规定核定"


def begin_with(apps, schema_editor):
    """Something to begin with, until the bureau sets its own."""
    limits = apps.get_model("submissions", "StepLimit")
    limits.objects.bulk_create(limits(state=state, hours=hours, citation=CITATION) for state, hours in FIRST.items())


class Migration(migrations.Migration):

    dependencies = [("submissions", "0032_source_changes")]

    operations = [
        migrations.CreateModel(
            name="StepLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(
                    "环节", max_length=20, unique=True, choices=STATES,
                    error_messages={"unique": "这个环节已有时限,请改原有的一条。"})),
                ("hours", models.PositiveSmallIntegerField(
                    "时限(小时)", help_text="连续计算,不扣除节假日", validators=[
                        django.core.validators.MinValueValidator(1, "至少 1 小时。"),
                        django.core.validators.MaxValueValidator(2160, "最多 2160 小时(90 天)。")])),
                ("citation", models.CharField("依据", max_length=120, help_text="文件名称、文号和条款")),
            ],
            options={
                "verbose_name": "办理时限", "verbose_name_plural": "办理时限", "ordering": ["id"],
                "constraints": [models.CheckConstraint(
                    condition=models.Q(("hours__gt", 0)), name="step_limit_is_positive")],
            },
        ),
        migrations.RunPython(begin_with, migrations.RunPython.noop),
    ]
