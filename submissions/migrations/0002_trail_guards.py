from django.db import migrations

from sites import guards


class Migration(migrations.Migration):
    """Steps refuse UPDATE and DELETE, and an article keeps its first publication time (国办秘函〔2019〕19号)."""

    dependencies = [("submissions", "0001_initial"), ("sites", "0002_trail_guards")]

    operations = [
        guards.raised(guards.append_only("submissions_step")),
        guards.raised(guards.unchanging("submissions_article", "published_at", "文章的首次发布时间不能修改。")),
    ]
