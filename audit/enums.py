from django.db.models import TextChoices


class BackupKind(TextChoices):
    """What was done to be able to come back."""

    BACKUP = "backup", "备份"
    DRILL = "drill", "恢复演练"
