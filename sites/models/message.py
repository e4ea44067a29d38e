from django.conf import settings
from django.db import models

from sites.enums import WAITING_KINDS, MessageKind


class MessageQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None, settled_at=None)

    def to_mail(self):
        """Unread, not mailed yet, of people who have an address and want mail."""
        return self.unread().filter(mailed_at=None, person__is_active=True, person__wants_mail=True).exclude(
            person__email="")


class Message(models.Model):
    """站内消息: tells one person of one event. Written in the transaction of the verb, so a refused verb tells nobody.

    `event` makes it once per event and person. `about` names the thing that waits; when it waits no more, what was not
    read is settled: nobody is sent to a manuscript that somebody else has dealt with.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="收件人", related_name="messages")
    kind = models.CharField("类别", max_length=20, choices=MessageKind)
    text = models.CharField("内容", max_length=300)
    link = models.CharField("去处", max_length=200)
    event = models.CharField("事件", max_length=80)
    about = models.CharField("所指", max_length=40, blank=True)
    sent_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)
    settled_at = models.DateTimeField("办结时间", null=True)
    mailed_at = models.DateTimeField("邮件时间", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-sent_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="message_once")]
        indexes = [
            models.Index(fields=["person", "-sent_at", "-id"], name="message_newest"),
            models.Index(fields=["person"], name="message_unread",
                         condition=models.Q(read_at=None, settled_at=None)),
            models.Index(fields=["about"], name="message_waiting",
                         condition=models.Q(settled_at=None, kind__in=sorted(WAITING_KINDS))),
        ]

    def __str__(self):
        return self.text

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.settled_at is None
