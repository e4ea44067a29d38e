from django.db.models import TextChoices


class NoticeKind(TextChoices):
    URGENT = "urgent", "紧急提示"
    WARNING = "warning", "警示提示"
    GREY = "grey", "哀悼日灰度"


class NoticePhase(TextChoices):
    COMING = "coming", "未开始"
    IN_FORCE = "in_force", "生效中"
    OVER = "over", "已结束"


class Tampering(TextChoices):
    """How a file of the store differs from the manifest."""

    CHANGED = "changed", "被改动"
    REMOVED = "removed", "被删除"
    ADDED = "added", "多出"
