import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0005_withdrawal_proof"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="文件名")),
                ("digest", models.CharField(max_length=80, verbose_name="指纹")),
                ("notes", models.JSONField(default=list, verbose_name="提示")),
                ("guesses", models.JSONField(default=dict, verbose_name="识别的信息")),
                ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="核对时间")),
                ("confirmed_by", models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                    to=settings.AUTH_USER_MODEL, verbose_name="核对人")),
                ("submission", models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="word_import",
                    to="submissions.submission", verbose_name="稿件")),
            ],
            options={
                "verbose_name": "Word 导入",
                "verbose_name_plural": "Word 导入",
            },
        ),
    ]
