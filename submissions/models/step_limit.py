from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from submissions.enums import LIMITED_STATES, State


class StepLimit(models.Model):
    """办理时限: how long a manuscript may wait in a state before the level above sees it. Kept by the bureau, each with
    the rule it follows; a state without one is never over its time."""

    state = models.CharField("环节", max_length=20, unique=True,
                             choices=[(state.value, state.label) for state in State if state in LIMITED_STATES],
                             error_messages={"unique": "这个环节已有时限,请改原有的一条。"})
    hours = models.PositiveSmallIntegerField(
        "时限(小时)", help_text="连续计算,不扣除节假日",
        validators=[MinValueValidator(1, "至少 1 小时。"), MaxValueValidator(2160, "最多 2160 小时(90 天)。")])
    citation = models.CharField("依据", max_length=120, help_text="文件名称、文号和条款")

    class Meta:
        verbose_name = verbose_name_plural = "办理时限"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(hours__gt=0), name="step_limit_is_positive")]

    def __str__(self):
        return f"{self.get_state_display()} {self.hours} 小时"
