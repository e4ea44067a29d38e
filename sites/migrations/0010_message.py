import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("to_review", "待审核"), ("to_revise", "退回修改"), ("to_publish", "等待发布"), ("not_published", "定时发布失败"),
    ("withdrawal_asked", "撤稿待审查"), ("published", "稿件已发布"), ("withdrawal_closed", "撤稿已办结"),
    ("overdue", "超时催办"),
]
WAITING = ["not_published", "overdue", "to_publish", "to_review", "to_revise", "withdrawal_asked"]


class Migration(migrations.Migration):

    dependencies = [("sites", "0003_language_and_notice_powers")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="wants_mail",
            field=models.BooleanField("邮件提醒", default=True, help_text="有未读的消息时发一封邮件,只说有什么在等"),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField("类别", max_length=20, choices=KINDS)),
                ("text", models.CharField("内容", max_length=300)),
                ("link", models.CharField("去处", max_length=200)),
                ("event", models.CharField("事件", max_length=80)),
                ("about", models.CharField("所指", max_length=40, blank=True)),
                ("sent_at", models.DateTimeField("时间")),
                ("read_at", models.DateTimeField("阅读时间", null=True)),
                ("settled_at", models.DateTimeField("办结时间", null=True)),
                ("mailed_at", models.DateTimeField("邮件时间", null=True)),
                ("person", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="messages",
                    to=settings.AUTH_USER_MODEL, verbose_name="收件人")),
            ],
            options={
                "verbose_name": "消息", "verbose_name_plural": "消息", "ordering": ["-sent_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("person", "event"), name="message_once")],
                "indexes": [
                    models.Index(fields=["person", "-sent_at", "-id"], name="message_newest"),
                    models.Index(fields=["person"], name="message_unread",
                                 condition=models.Q(("read_at", None), ("settled_at", None))),
                    models.Index(fields=["about"], name="message_waiting",
                                 condition=models.Q(("kind__in", WAITING), ("settled_at", None))),
                ],
            },
        ),
    ]
