from audit.actions.backups import make_backup, note_drill, restore
from audit.actions.heartbeat import note_heartbeat

__all__ = ["make_backup", "note_drill", "note_heartbeat", "restore"]
