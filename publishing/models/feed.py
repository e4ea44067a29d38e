from django.db import models


class Change(models.Model):
    """One entry of the change feed: what a verb changed, written in the verb's own transaction.

    `begun` is the place in the order in which changes are carried out, given after the commit; `done_at` closes it.
    """

    tags = models.JSONField("标签")
    announced_at = models.DateTimeField("提出时间")
    begun = models.BigIntegerField("次序", null=True, db_index=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "变动"
        indexes = [models.Index(fields=["id"], name="change_waiting", condition=models.Q(done_at=None))]

    def __str__(self):
        return f"{self.pk}: {', '.join(self.tags)}"


class FeedHead(models.Model):
    """One row: how many changes have been begun. Its lock puts them in the order of their commits."""

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "变动次序"
