from django.db import migrations, models


class Migration(migrations.Migration):
    """Posts in force get the new powers by `manage.py rebuild_grants`."""

    dependencies = [("sites", "0002_trail_guards")]

    operations = [
        migrations.AlterModelOptions(
            name="site",
            options={
                "ordering": ["order", "id"],
                "permissions": [
                    ("oversee_site", "查看站点"), ("administer_site", "管理站点"), ("run_cluster", "开办与关停站点"),
                    ("notify_on_site", "发布网站提示"), ("notify_on_cluster", "发布全部站点的网站提示"),
                ],
                "verbose_name": "站点", "verbose_name_plural": "站点",
            },
        ),
        migrations.AddField(
            model_name="site",
            name="language",
            field=models.CharField(
                "语言", max_length=8, choices=[("zh-hans", "简体中文"), ("en", "英文")], default="zh-hans",
                help_text="网页上固定文字的语言,建成后不再改动。简体中文网站自动带有繁体版。",
            ),
        ),
    ]
