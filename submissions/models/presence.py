from django.conf import settings
from django.db import models

from submissions.models.submission import Submission


class Presence(models.Model):
    """在场: a person has this manuscript open, and was last seen at work on it then. Locks nothing; old rows mean
    nothing and are forgotten."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "在场"
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="presence_once")]

    def __str__(self):
        return f"{self.user} @ {self.submission_id}"
