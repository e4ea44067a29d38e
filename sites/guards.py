"""Guards that the database itself holds by trigger: trails are append-only, and some values never change.

Pure SQL builders for migrations, for SQLite and PostgreSQL. A refusal reaches Django as an IntegrityError on both.
SQLite drops a table's triggers when a later migration remakes the table: such a migration raises them again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.migrations import RunPython

POSTGRESQL_FUNCTION = "zhanqun_refuse"
CREATE_FUNCTION = f"""
CREATE FUNCTION {POSTGRESQL_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$
"""
DROP_FUNCTION = f"DROP FUNCTION {POSTGRESQL_FUNCTION}()"


@dataclass(frozen=True)
class Guard:
    """One trigger: refuses the event on the table with this message, always or where the column's value changes."""

    table: str
    event: str
    message: str
    unchanging: str = ""

    @property
    def name(self) -> str:
        return "_".join(filter(None, [self.table, self.unchanging, "refuses", self.event.lower()]))

    def create(self, vendor: str) -> str:
        if vendor == "sqlite":
            when = f"WHEN OLD.{self.unchanging} IS NOT NEW.{self.unchanging} " if self.unchanging else ""
            return (f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when}"
                    f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END")
        condition = f"OLD.{self.unchanging} IS DISTINCT FROM NEW.{self.unchanging}"
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        when = f"WHEN ({condition}) " if self.unchanging else ""
        return (f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH {each} {when}"
                f"EXECUTE FUNCTION {POSTGRESQL_FUNCTION}('{self.message}')")

    def drop(self, vendor: str) -> str:
        return f"DROP TRIGGER {self.name}" + ("" if vendor == "sqlite" else f" ON {self.table}")

    def exists_on(self, vendor: str) -> bool:
        return self.event != "TRUNCATE" or vendor == "postgresql"


def append_only(table: str) -> list[Guard]:
    """Rows of the table are never changed and never removed."""
    return [
        Guard(table, "UPDATE", "留痕记录不能修改。"),
        Guard(table, "DELETE", "留痕记录不能删除。"),
        Guard(table, "TRUNCATE", "留痕记录不能清空。"),
    ]


def unchanging(table: str, column: str, message: str) -> list[Guard]:
    """A row keeps the column's first value for ever."""
    return [Guard(table, "UPDATE", message, unchanging=column)]


def raised(guards: Iterable[Guard]) -> RunPython:
    """The migration operation that raises the guards."""
    guards = list(guards)
    return RunPython(_runner(guards, Guard.create), _runner(guards, Guard.drop))


def _runner(guards: list[Guard], statement):
    def run(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        for guard in guards:
            if guard.exists_on(vendor):
                schema_editor.execute(statement(guard, vendor), params=None)

    return run


def function_for_postgresql() -> RunPython:
    """The migration operation that makes the function all guards call on PostgreSQL."""

    def run(statement):
        def execute(apps, schema_editor):
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(statement, params=None)

        return execute

    return RunPython(run(CREATE_FUNCTION), run(DROP_FUNCTION))
