"""Which portal columns take referrals."""

from datetime import datetime

from django.db import transaction

from columns.models import Column
from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import User
from sites.rules import Refused, demand
from submissions import rules
from submissions.enums import OPEN_REFERRAL_STATES
from submissions.models import Referral, ReferralChannel


@transaction.atomic
def create_channel(
    *, column: Column, by: User, at: datetime, wanted: str = "", is_open: bool = True
) -> ReferralChannel:
    """A portal column begins to take referrals."""
    demand(rules.may_keep_channel(by, column))
    if ReferralChannel.objects.filter(column=column).exists():
        raise Refused(f"“{column.name}”已经在列表里。")
    channel = ReferralChannel.objects.create(column=column, wanted=wanted.strip(), is_open=is_open)
    record(verb=ChangeVerb.CREATE, obj=channel, site=column.site, by=by, at=at)
    return channel


@transaction.atomic
def change_channel(*, channel: ReferralChannel, values: dict, by: User, at: datetime) -> None:
    """What is sent already is decided on all the same when the column closes."""
    demand(rules.may_keep_channel(by, channel.column))
    change(obj=channel, values=values, site=channel.column.site, by=by, at=at)


def hand_over_referrals(column: Column, into: Column) -> None:
    """Of a column that is merged into another: what was decided goes along, and so does taking referrals. Refused while
    something waits, because the other column may have got the same."""
    waiting = Referral.objects.filter(target=column, state__in=OPEN_REFERRAL_STATES).count()
    if waiting:
        raise Refused(f"“{column.name}”还有 {waiting} 件报送没有办结,请先处理完再合并。")
    Referral.objects.filter(target=column).update(target=into)
    if ReferralChannel.objects.filter(column=into).exists():
        ReferralChannel.objects.filter(column=column).delete()
    else:
        ReferralChannel.objects.filter(column=column).update(column=into)
