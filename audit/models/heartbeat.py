from django.db import models


class Heartbeat(models.Model):
    """One row: when the clock's last beat was carried out. It proves the whole way, from beat through the queue to a
    worker with a database."""

    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "时钟心跳"

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
