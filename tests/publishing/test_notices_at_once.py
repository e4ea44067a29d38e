"""Two persons at once on one notice: PostgreSQL, real connections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import actions
from publishing.enums import NoticeKind
from publishing.models import Notice
from tests import cast as casting
from tests.submissions.test_concurrency import at_once

NOW = timezone.now()
pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_of_two_who_save_at_once_one_is_told():
    cast = casting.build(at=NOW)
    notice = actions.issue_notice(site=cast.county, kind=NoticeKind.URGENT, text="停水", starts_at=NOW,
                                  ends_at=NOW + timedelta(hours=1), by=cast.site_admin, at=NOW)

    def save(person, text):
        actions.change_notice(notice=notice, values={"text": text}, version=1, by=person, at=NOW)

    outcomes = at_once(lambda: save(cast.site_admin, "甲"), lambda: save(cast.supervisor, "乙"))
    assert outcomes == {"done": 1, "refused": 1}
    assert Notice.objects.get().version == 2


def test_two_clocks_announce_a_beginning_once():
    cast = casting.build(at=NOW)
    actions.issue_notice(site=cast.county, kind=NoticeKind.URGENT, text="停水", starts_at=NOW + timedelta(hours=1),
                         ends_at=NOW + timedelta(hours=2), by=cast.site_admin, at=NOW)
    told = []
    later = NOW + timedelta(minutes=90)
    outcomes = at_once(*[lambda: told.append(actions.announce_turned_notices(at=later))] * 2)
    assert (outcomes, sorted(told)) == ({"done": 2}, [0, 1])
