"""Many referrals at the same moment: PostgreSQL, real connections. Nothing is lost and nothing doubled."""

from collections import Counter

import pytest
from django.utils import timezone

from sites.enums import Role
from sites.rules import Refused
from sites.trail import verify
from submissions import actions
from submissions.enums import DeclineReason, ReferralState
from submissions.models import Referral, ReferralStep, ReferredText, Step, Submission
from tests import cast as casting
from tests.submissions.test_concurrency import at_once

NOW = timezone.now()
pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_hundred_referrals_of_fifty_articles_over_twenty_connections():
    cast = casting.build(at=NOW)
    channel = casting.channel(cast, at=NOW)
    articles = [casting.article(cast, at=NOW, title=f"文章{number}") for number in range(50)]

    outcomes = Counter()

    def sending(mine, person):
        def send():
            for article in mine:
                try:
                    actions.refer(source=article, channels=[channel], by=person, at=NOW)
                    outcomes["sent"] += 1
                except Refused:
                    outcomes["refused"] += 1
        return send

    works = [sending(articles[start:start + 5], person) for start in range(0, 50, 5)
             for person in (cast.officer, cast.colleague)]
    assert at_once(*works) == {"done": 20}
    assert outcomes == {"sent": 50, "refused": 50}
    assert sorted(Referral.objects.values_list("article_id", flat=True)) == sorted(one.pk for one in articles)
    assert (ReferredText.objects.count(), ReferralStep.objects.count()) == (50, 50)
    assert list(verify(ReferralStep)) == []


def test_two_editors_decide_at_once_and_one_wins():
    cast = casting.build(at=NOW)
    editor = casting.account("second", "孙编辑", site=cast.portal, by=cast.outsider, at=NOW)
    casting.post(editor, Role.INFO_OFFICER, cast.portal, cast.portal_home, by=cast.outsider, at=NOW)
    referral = casting.referral(cast, at=NOW)
    outcomes = at_once(
        lambda: actions.adopt(referral=referral, by=cast.outsider, at=NOW),
        lambda: actions.adopt(referral=referral, by=editor, at=NOW),
        lambda: actions.decline(referral=referral, by=editor, at=NOW, reason_type=DeclineReason.LATE, words="过时"),
        lambda: actions.recall_referral(referral=referral, by=cast.officer, at=NOW),
    )
    assert outcomes == {"done": 1, "refused": 3}
    referral.refresh_from_db()
    is_adopted = referral.state == ReferralState.ADOPTED
    assert Submission.objects.filter(site=cast.portal).count() == int(is_adopted)
    assert referral.steps.count() == 2
    assert [*verify(ReferralStep), *verify(Step)] == []
