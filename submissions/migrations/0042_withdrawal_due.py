from django.db import migrations, models

VERBS = [
    ("create", "建稿"), ("save", "保存"), ("submit", "提交"), ("recall", "收回"), ("pass_review", "审核通过"),
    ("skip_review", "免审(无其他信息员)"), ("send_back", "退回"), ("review_secrecy", "保密审查"), ("approve", "批准"),
    ("publish", "发布"), ("schedule", "定时"), ("unschedule", "取消定时"), ("discard", "作废"),
    ("request_withdrawal", "申请撤稿"), ("schedule_withdrawal", "同意到时撤稿"), ("withdraw", "撤稿"),
    ("refuse_withdrawal", "不同意撤稿"), ("cancel_withdrawal", "取消撤稿申请"),
]
STATES = [("requested", "待审查"), ("scheduled", "到时撤下"), ("carried_out", "已撤下"), ("refused", "不同意"),
          ("cancelled", "已取消")]


class Migration(migrations.Migration):

    dependencies = [("submissions", "0041_presence")]

    operations = [
        migrations.AddField(
            model_name="withdrawal", name="due_at",
            field=models.DateTimeField("撤下时间", null=True, blank=True),
        ),
        migrations.AlterField(
            model_name="step", name="verb", field=models.CharField("动作", max_length=20, choices=VERBS),
        ),
        migrations.AlterField(
            model_name="withdrawal", name="state",
            field=models.CharField("状态", max_length=12, choices=STATES, default="requested"),
        ),
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(condition=models.Q(("state", "scheduled")), fields=["due_at"], name="withdrawal_due"),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "scheduled"), _negated=True), ("due_at__isnull", False),
                                   _connector="OR"),
                name="scheduled_withdrawal_is_due"),
        ),
    ]
