"""Lets Django empty guarded tables between two transactional tests. Production has no such door."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


def triggers(connection) -> list[tuple[str, str, str]]:
    """Name, table and definition of each trigger in the database."""
    queries = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
                      " WHERE NOT tgisinternal ORDER BY tgname",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return cursor.fetchall()


@contextmanager
def lowered_in_flush(connection) -> Iterator[None]:
    """Within the flush's own transaction: drop every trigger, empty the tables, raise the same triggers again."""
    operations = type(connection.ops)
    sql_flush = operations.sql_flush

    def sql_flush_of_guarded_tables(self, *args, **kwargs) -> list[str]:
        statements = sql_flush(self, *args, **kwargs)
        found = triggers(self.connection) if statements else []
        on = "" if self.connection.vendor == "sqlite" else " ON {table}"
        drops = [f"DROP TRIGGER {name}{on.format(table=table)}" for name, table, _ in found]
        return [*drops, *statements, *(definition for _, _, definition in found)]

    with mock.patch.object(operations, "sql_flush", sql_flush_of_guarded_tables):
        yield
