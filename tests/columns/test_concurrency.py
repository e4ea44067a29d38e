"""Twelve writers at once on one tree: PostgreSQL, real connections."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from columns import actions, tree
from columns.models import Column
from tests import cast as casting

WRITERS, EACH = 12, 6
NOW = timezone.now()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_twelve_concurrent_writers_leave_a_sound_tree():
    cast = casting.build(at=NOW)
    errors, start = [], threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            start.wait(timeout=30)
            for number in range(EACH):
                made = casting.column(cast.news, f"w{writer}n{number}", f"第{writer}组{number}", by=cast.site_admin,
                                      at=NOW)
                if number % 2:
                    actions.move_column(column=made, parent=cast.policy, by=cast.site_admin, at=NOW)
                else:
                    actions.rename_column(column=made, slug=f"r{writer}n{number}", by=cast.site_admin, at=NOW)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert list(tree.faults(cast.county.pk)) == []
    assert Column.objects.filter(site=cast.county).count() == 5 + WRITERS * EACH
    assert Column.objects.filter(parent=cast.policy).count() == WRITERS * EACH // 2
