from audit.models.backup_run import BackupRun
from audit.models.heartbeat import Heartbeat

__all__ = ["BackupRun", "Heartbeat"]
