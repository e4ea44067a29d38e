from django.core.validators import MinLengthValidator
from django.db import models

from sites.models import Site
from submissions.enums import WordCategory, WordSeverity

TWIN = "这个词已在校对词表里,请改那一条。"


class WatchedWord(models.Model):
    """校对词: a text that is wrong or sensitive, with what to write instead and on what ground.

    Without a site it is valid for the whole cluster. `exceptions` are phrases, one a line, in which it is right.
    """

    wrong = models.CharField("不妥写法", max_length=40, validators=[MinLengthValidator(2)])
    suggestion = models.CharField("建议写法", max_length=60)
    ground = models.CharField("依据", max_length=120)
    severity = models.CharField("程度", max_length=10, choices=WordSeverity, default=WordSeverity.WARNING)
    category = models.CharField("类别", max_length=12, choices=WordCategory, default=WordCategory.MISTYPED)
    exceptions = models.TextField("例外", max_length=1000, blank=True)
    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="+", null=True, blank=True)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "校对词"
        ordering = ["wrong", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "wrong"], name="watched_word_once_in_a_site",
                                    violation_error_message=TWIN),
            models.UniqueConstraint(fields=["wrong"], condition=models.Q(site=None),
                                    name="watched_word_once_in_the_cluster", violation_error_message=TWIN),
        ]

    def __str__(self):
        return f"{self.wrong}→{self.suggestion}"


class WordListStamp(models.Model):
    """The one row that says which state the list is in: a new token with each change. Processes that hold an
    automaton compare it before every check."""

    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "校对词表版本"
